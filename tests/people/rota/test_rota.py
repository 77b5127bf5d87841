from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.people.rota import queries, service
from cxgame.people.rota.days import Rota, read, stored
from cxgame.people.rota.models import LeaveKind
from tests.conftest import NOON, Town

TODAY = date(2026, 3, 2)  # a Monday
DAY = timedelta(days=1)


def me(town: Town) -> int:
    return town.alice.person_id or 0


def leave(session: Session, town: Town, first: date, last: date) -> int:
    return service.add_leave(
        session,
        actor=town.diana,
        person_id=me(town),
        kind=LeaveKind.VACATION,
        starts_on=first,
        ends_on=last,
        now=NOON,
    )


def test_a_new_pattern_leaves_the_days_before_as_they_were() -> None:
    rota = Rota(read("01234"), ((TODAY, read("6")), (TODAY + 7 * DAY, read("0"))))
    assert rota.works(TODAY - 3 * DAY)
    assert not rota.works(TODAY)
    assert rota.works(TODAY + 6 * DAY)
    assert rota.works(TODAY + 7 * DAY)
    assert not rota.works(TODAY + 13 * DAY)


def test_weekdays_are_stored_in_order_and_once() -> None:
    assert stored([6, 0, 6]) == "06"
    with pytest.raises(InvalidInput):
        stored([7])


def test_without_a_pattern_the_company_default_serves(session: Session, town: Town) -> None:
    [alice, *_] = queries.team_weeks(session, actor=town.diana, team_id=town.desk, today=TODAY)
    assert (alice.weekdays, alice.is_known) == (frozenset(range(5)), False)


def test_a_week_is_set_and_set_again_on_the_same_day(session: Session, town: Town) -> None:
    for week in ({1, 2}, {4, 5, 6}):
        service.set_shifts(session, actor=town.diana, person_id=me(town), weekdays=week, now=NOON)
    own = queries.own_week(session, actor=town.alice, today=TODAY)
    assert (own.weekdays, own.is_known) == (frozenset({4, 5, 6}), True)
    assert queries.rota_of(session, me(town)).works(TODAY - 3 * DAY)  # last Friday, by default


def test_leave_holds_until_it_is_called_off(session: Session, town: Town) -> None:
    leave_id = leave(session, town, TODAY, TODAY + 2 * DAY)
    assert queries.rota_of(session, me(town)).is_away(TODAY + 2 * DAY)
    assert queries.own_week(session, actor=town.alice, today=TODAY).is_away
    service.cancel_leave(session, actor=town.diana, leave_id=leave_id, now=NOON)
    service.cancel_leave(session, actor=town.diana, leave_id=leave_id, now=NOON)
    assert not queries.rota_of(session, me(town)).is_away(TODAY)
    leave(session, town, TODAY, TODAY)  # the days are free again


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (2, 5), (0, 2), (1, 1)])
def test_leaves_do_not_meet(session: Session, town: Town, first: int, last: int) -> None:
    leave(session, town, TODAY, TODAY + 2 * DAY)
    with pytest.raises(Conflict):
        leave(session, town, TODAY + first * DAY, TODAY + last * DAY)


def test_leave_that_makes_no_sense_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        leave(session, town, TODAY, TODAY - DAY)
    with pytest.raises(InvalidInput):
        leave(session, town, TODAY, TODAY + 400 * DAY)
    with pytest.raises(NotFound):
        service.cancel_leave(session, actor=town.diana, leave_id=99, now=NOON)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "edu"])
def test_a_team_is_seen_by_those_who_lead_it(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        queries.team_weeks(session, actor=town.everybody[who], team_id=town.desk, today=TODAY)


def test_a_manager_does_not_see_another_team(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        queries.team_weeks(session, actor=town.diana, team_id=town.grooming, today=TODAY)


def test_an_outage_is_noted_once_and_never_ahead(session: Session, town: Town) -> None:
    for _ in range(2):
        service.note_outage(session, actor=town.root, on_day=TODAY - DAY, now=NOON)
    assert queries.outages(session) == [TODAY - DAY]
    assert queries.rota_of(session, me(town)).outages == {TODAY - DAY}
    with pytest.raises(InvalidInput):
        service.note_outage(session, actor=town.root, on_day=TODAY + DAY, now=NOON)
