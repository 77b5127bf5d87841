from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.game import queries, rulebook, rules, service
from cxgame.game.models import PointEntry
from tests.conftest import NOON, Town


def change(session: Session, town: Town, **changes: object) -> None:
    arguments: dict[str, object] = {
        "actor": town.root,
        "key": rules.QUESTION,
        "points": 8,
        "daily_cap": 16,
        "is_on": True,
        "version": 0,
        "now": NOON,
    }
    rulebook.change_rule(session, **{**arguments, **changes})  # type: ignore[arg-type]


def answer(session: Session, town: Town, name: str, rule: str = rules.QUESTION) -> int:
    return service.award(
        session, person_id=town.alice.person_id or 0, rule=rule, object=name, now=NOON
    )


def test_the_table_begins_as_shipped(session: Session) -> None:
    book = rulebook.rulebook(session)
    assert [one.rule for one in book] == list(rules.RULES.values())
    assert {one.version for one in book} == {0}


def test_a_change_holds_from_now_on_and_touches_nothing_that_is_written(
    session: Session, town: Town
) -> None:
    assert answer(session, town, "q1") == 5
    change(session, town)
    assert answer(session, town, "q2") == 8
    assert answer(session, town, "q3") == 3  # 16 a day
    written = session.exec(select(PointEntry.points).order_by(PointEntry.id)).all()  # type: ignore[arg-type]  # a column
    assert list(written) == [5, 8, 3]
    assert queries.total(session, actor=town.alice, person_id=town.alice.person_id or 0) == 16


def test_it_refuses_a_stale_version(session: Session, town: Town) -> None:
    change(session, town)
    with pytest.raises(Conflict):
        change(session, town, points=9)
    change(session, town, points=9, version=1)
    assert rulebook.in_force(session, rules.QUESTION).points == 9
    assert [rule.points for _, rule in rulebook.history(session)[rules.QUESTION]] == [8, 9]


def test_a_rule_that_is_off_brings_nothing(session: Session, town: Town) -> None:
    change(session, town, is_on=False)
    change(session, town, key=rules.MODULE, is_on=False)
    assert answer(session, town, "q1") == 0
    assert answer(session, town, "m1", rules.MODULE) == 0
    [row] = session.exec(select(PointEntry)).all()  # a module is kept: badges follow from it
    assert (row.rule, row.points, row.reason) == (rules.MODULE, 0, rules.REASON_OFF)


@pytest.mark.parametrize(
    "wrong",
    [{"points": -1}, {"points": 1001}, {"points": 20}, {"daily_cap": 10_001}],
)
def test_figures_that_make_no_sense_are_refused(
    session: Session, town: Town, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        change(session, town, **wrong)


def test_an_unknown_rule_is_not_found(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        change(session, town, key="opening_pages")


def test_only_an_administrator_changes_the_table(session: Session, town: Town) -> None:
    for actor in (town.alice, town.diana, town.edu):
        with pytest.raises(NotAllowed):
            change(session, town, actor=actor)


def test_a_correction_is_another_row_with_its_reason(session: Session, town: Town) -> None:
    me = town.alice.person_id or 0
    answer(session, town, "q1")
    for minutes, points in ((0, -3), (1, 40)):
        service.correct_points(
            session,
            actor=town.root,
            person_id=me,
            points=points,
            reason="The tablet  counted twice",
            now=NOON + timedelta(minutes=minutes),
        )
    assert queries.total(session, actor=town.alice, person_id=me) == 42
    newest = queries.history(session, actor=town.alice, person_id=me)[0]
    assert (newest.words, newest.reason) == (rules.CORRECTED, "The tablet counted twice")


@pytest.mark.parametrize(
    ("points", "reason"), [(0, "A good reason"), (10_001, "A good reason"), (5, "because")]
)
def test_a_correction_needs_points_and_a_reason(
    session: Session, town: Town, points: int, reason: str
) -> None:
    with pytest.raises(InvalidInput):
        service.correct_points(
            session,
            actor=town.root,
            person_id=town.alice.person_id or 0,
            points=points,
            reason=reason,
            now=NOON,
        )
