from datetime import date

import pytest

from cxgame import clock, db, i18n
from cxgame.people.rota import queries, service
from cxgame.people.rota.models import LeaveKind
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_a_week_is_set_toggle_by_toggle(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "rota")
    assert "Alice" in screen.sheet("rota") and "usual days" in screen.sheet("rota")
    screen.tap("rota", "week", person=str(town.alice.person_id), day="1\n2\n6")
    with db.reading() as session:
        rota = queries.rota_of(session, town.alice.person_id or 0)
    assert rota.pattern(clock.local_day(clock.now())) == {1, 2, 6}


def test_leave_is_noted_and_called_off(town: Town, open_as: OpenAs) -> None:
    today = clock.local_day(clock.now()).isoformat()
    screen = open_as(town.diana, "rota")
    leave = {"person": str(town.alice.person_id), "kind": "vacation"}
    screen.tap("rota", "leave", **leave, starts_on=today, ends_on=today)
    assert "Vacation" in screen.sheet("rota") and "away" in screen.sheet("rota")
    screen.tap("rota", "leave", **leave, starts_on=today, ends_on="")
    assert "Choose the first and the last day." in screen.text
    screen.tap("rota", "cancel", "1")
    assert "Vacation ·" not in screen.sheet("rota")


def test_a_manager_reaches_only_own_teams(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"rota?team={town.grooming}")
    assert "Charlie" not in screen.sheet("rota")
    screen.tap("rota", "week", person=str(town.charlie.person_id), day="1")
    assert "outside your reach" in screen.text


@pytest.mark.parametrize("who", ["alice", "edu"])
def test_it_is_for_those_who_lead_teams(town: Town, open_as: OpenAs, who: str) -> None:
    assert "rota" not in open_as(town.everybody[who], "rota").sheets


def test_the_days_are_those_of_the_calendar() -> None:

    assert i18n.weekday("pt-BR", date(2026, 1, 5)) == "segunda-feira"
    assert i18n.weekday("en", date(2026, 1, 11), "narrow") == "S"


def test_an_administrator_notes_a_day_without_the_app(town: Town, open_as: OpenAs) -> None:
    assert "Days without the app" not in open_as(town.diana, "rota").sheet("rota")
    screen = open_as(town.root, "rota")
    assert "None so far." in screen.sheet("rota")
    screen.tap("rota", "outage", on_day="soon")
    assert "Choose the day." in screen.text
    screen.tap("rota", "outage", on_day="2199-01-01")
    assert "A day to come is no outage yet." in screen.text
    screen.tap("rota", "outage", on_day="2026-03-02")
    assert "no streak breaks on 2 Mar 2026" in screen.text
    assert "2 Mar 2026" in screen.sheet("rota")
    seen = open_as(town.diana, "rota").sheet("rota")
    assert "2 Mar 2026" in seen and "Note the day" not in seen


def test_everybody_reads_their_own_week_and_whom_to_ask(town: Town, open_as: OpenAs) -> None:
    today = clock.local_day(clock.now())
    with db.transaction() as session:
        person_id = town.alice.person_id or 0
        now, diana = clock.now(), town.diana
        service.set_shifts(session, actor=diana, person_id=person_id, weekdays={5}, now=now)
        service.add_leave(
            session,
            actor=diana,
            person_id=person_id,
            kind=LeaveKind.VACATION,
            starts_on=today,
            ends_on=today,
            now=now,
        )
    own = open_as(town.alice, "profile").sheet("own_week")
    assert "Saturday: shift" in own and "Sunday: free" in own
    assert "Vacation" in own and "usual days" not in own
    assert "Ask Diana." in own and "<input" not in own
    assert "usual days" in open_as(town.edu, "profile").sheet("own_week")
    assert "Ask Root." in open_as(town.edu, "profile").sheet("own_week")
    leading = open_as(town.diana, "profile")
    leading.tap("own_week", "open", "rota")
    assert "rota" in leading.sheets
