"""Objectives: set, changed, checked in on, closed with what was learned."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from cxgame.direction import queries, service
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.models import CheckIn, Objective
from cxgame.direction.okr import Confidence, Measure, Pace
from cxgame.direction.queries import ObjectiveView
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

BACK = ResultForm("Who come back", Measure(42, 50), "%", 3)
ANSWER = ResultForm("Time to the first answer", Measure(55, 15), "min")


def form(town: Town, **changes: Any) -> ObjectiveForm:
    values: dict[str, Any] = {
        "title": " Customers  come back ",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 6, 30),
        "owner_id": town.diana.person_id,
        "results": (BACK, ANSWER),
    }
    return ObjectiveForm(**values | changes)


def add(session: Session, town: Town, **changes: Any) -> int:
    return service.add_objective(session, actor=town.edu, form=form(town, **changes), now=NOON)


def seen(session: Session, actor: Actor, objective: int, days: int = 0) -> ObjectiveView:
    now = NOON + timedelta(days=days)
    return queries.objective_view(session, actor=actor, objective_id=objective, now=now)


def check(
    session: Session, actor: Actor, objective: int, *values: float | None, days: int = 0
) -> int:
    results = seen(session, actor, objective).results
    figures = [
        Figure(result.form.id or 0, value, Confidence.HIGH, "As hoped")
        for result, value in zip(results, values, strict=True)
        if value is not None
    ]
    now = NOON + timedelta(days=days)
    return service.check_in(session, actor=actor, objective_id=objective, figures=figures, now=now)


def test_it_tells_how_far_how_fast_and_how_sure(session: Session, town: Town) -> None:
    made = add(session, town)
    before = seen(session, town.diana, made)
    assert (before.form.title, before.progress, before.pace) == (
        "Customers come back",
        None,
        Pace.UNKNOWN,
    )
    assert before.stale == 2  # nobody has looked: stale, and no 0

    assert check(session, town.diana, made, 46, None) == 1
    found = seen(session, town.edu, made)
    assert (found.progress, found.stale) == (0.5, 1)
    check(session, town.edu, made, None, 15, days=1)
    found = seen(session, town.edu, made, days=1)
    assert found.progress == pytest.approx((3 * 0.5 + 1) / 4)
    assert found.elapsed == pytest.approx(61 / 181)
    assert found.pace is Pace.ON_TRACK
    assert [one.confidence for one in found.results] == [Confidence.HIGH] * 2
    assert [one.who for one in found.noted] == ["Edu", "Diana"]
    assert seen(session, town.edu, made, days=40).stale == 2


def test_only_the_last_looks_are_read(session: Session, town: Town) -> None:
    made = add(session, town, results=(BACK, ANSWER))
    for days in range(queries.COURSE + 5):
        check(session, town.diana, made, 42 + days / 10, 50 if days == 0 else None, days=days)
    back, answer = seen(session, town.edu, made).results
    assert (len(back.course), back.value) == (queries.COURSE, 42 + (queries.COURSE + 4) / 10)
    assert answer.value == 50


def test_no_byte_that_a_database_refuses_gets_in(session: Session, town: Town) -> None:
    odd = replace(BACK, title="Who\x00 come back", unit="\x00%")
    made = add(session, town, title="Back\x00", why="\x00Why", results=(odd,))
    found = seen(session, town.edu, made)
    assert (found.form.title, found.form.why) == ("Back", "Why")
    assert (found.results[0].form.title, found.results[0].form.unit) == ("Who come back", "%")


def test_the_latest_look_counts_and_none_is_lost(session: Session, town: Town) -> None:
    made = add(session, town, results=(BACK,))
    for days, value in enumerate((43, 47, 45)):
        check(session, town.diana, made, value, days=days)
    (result,) = seen(session, town.edu, made).results
    assert (result.value, result.course) == (45, (43, 47, 45))
    assert result.progress == pytest.approx(3 / 8)


def test_a_dropped_key_result_counts_no_more(session: Session, town: Town) -> None:
    made = add(session, town)
    check(session, town.diana, made, 50, 55)
    view = seen(session, town.edu, made)
    kept = replace(view.form, results=view.form.results[:1])
    changed: dict[str, Any] = {"actor": town.edu, "objective_id": made, "now": NOON}
    assert service.change_objective(session, form=kept, version=1, **changed) == 2
    found = seen(session, town.edu, made)
    assert (found.progress, len(found.results)) == (1.0, 1)
    assert len(session.exec(select(CheckIn)).all()) == 2
    with pytest.raises(NotFound):
        service.change_objective(session, form=view.form, version=2, **changed)
    with pytest.raises(Conflict, match="meanwhile"):
        service.change_objective(session, form=kept, version=1, **changed)


def test_it_is_closed_with_what_was_learned(session: Session, town: Town) -> None:
    made = add(session, town)
    check(session, town.diana, made, 46, None)
    asked: dict[str, Any] = {"actor": town.edu, "objective_id": made, "now": NOON}
    with pytest.raises(InvalidInput, match="learned"):
        service.close_objective(session, learned=" ", version=1, **asked)
    service.close_objective(session, learned="Less is more", version=1, **asked)
    assert queries.objectives(session, actor=town.edu, now=NOON) == []
    (closed,) = queries.objectives(session, actor=town.edu, now=NOON, is_closed=True)
    assert (closed.learned, closed.may_check_in) == ("Less is more", False)
    later = seen(session, town.edu, made, days=300)
    assert later.elapsed == closed.elapsed  # its time stands still
    with pytest.raises(Conflict, match="closed"):
        check(session, town.diana, made, 47, None)
    service.reopen_objective(session, version=2, **asked)
    assert check(session, town.diana, made, 47, None) == 1


def test_the_owner_checks_in_and_directors(session: Session, town: Town) -> None:
    made = add(session, town, owner_id=town.edu.person_id)
    for actor in (town.diana, town.alice):
        with pytest.raises(NotAllowed):
            check(session, actor, made, 46, None)
    service.give_objective(
        session,
        actor=town.edu,
        objective_id=made,
        owner_id=town.diana.person_id or 0,
        now=NOON,
    )
    assert check(session, town.diana, made, 46, None) == 1
    with pytest.raises(InvalidInput, match="manager or a director"):
        add(session, town, owner_id=town.alice.person_id)


def test_a_check_in_is_all_or_nothing(session: Session, town: Town) -> None:
    made, other = add(session, town), add(session, town)
    foreign = seen(session, town.edu, other).results[0].form.id or 0
    own = seen(session, town.edu, made).results[0].form.id or 0
    for wrong in (
        Figure(foreign, 1.0, Confidence.LOW),
        Figure(own, float("nan"), Confidence.LOW),
        Figure(own, 1e13, Confidence.LOW),
    ):
        with pytest.raises((NotFound, InvalidInput)):
            service.check_in(
                session,
                actor=town.edu,
                objective_id=made,
                figures=[Figure(own, 46, Confidence.LOW), wrong],
                now=NOON,
            )
    assert session.exec(select(CheckIn)).all() == []
    with pytest.raises(InvalidInput, match="at least one"):
        service.check_in(session, actor=town.edu, objective_id=made, figures=[], now=NOON)
    with pytest.raises(NotFound):
        service.check_in(session, actor=town.edu, objective_id=999, figures=[], now=NOON)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "name"),
        ({"ends_on": date(2025, 12, 31)}, "after it begins"),
        ({"ends_on": date(2036, 1, 1)}, "five years"),
        ({"results": ()}, "key results"),
        ({"results": (BACK,) * 9}, "key results"),
        ({"results": (replace(BACK, weight=11),)}, "weight"),
        ({"results": (replace(BACK, unit="x" * 21),)}, "unit"),
        ({"results": (replace(BACK, measure=Measure(1, float("inf"))),)}, "figure"),
        ({"results": (replace(BACK, measure=Measure(5, 5, -1)),)}, "differ"),
        ({"why": "x" * 2001}, "characters"),
        ({"owner_id": 999}, "owner"),
    ],
)
def test_what_can_t_stand_is_refused(
    session: Session, town: Town, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(InvalidInput, match=says):
        add(session, town, **changes)
    assert session.exec(select(Objective)).all() == []


def test_there_is_an_end_to_how_many_are_open(session: Session, town: Town) -> None:
    for _ in range(service.MOST_OPEN):
        add(session, town, results=(BACK,))
    with pytest.raises(Conflict, match="close some"):
        add(session, town)
