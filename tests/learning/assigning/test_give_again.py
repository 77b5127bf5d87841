from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.content import Change
from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.learning import assignments
from cxgame.learning.assigning import service
from cxgame.learning.assigning.renewals import give_again
from cxgame.learning.models import Assignment, Recertification
from tests.conftest import NOON, Town
from tests.learning.assigning.story import give, waiting
from tests.learning.way import Learner, been_through, stock
from tests.standards.story import APRIL, GREET, MAJOR, MINOR, next_version, publish

DAY = timedelta(days=1)
TODAY = clock.local_day(NOON)


@pytest.fixture(autouse=True)
def passed(session: Session, town: Town) -> None:
    """Alice and charlie passed the module at noon."""
    stock(session)
    for actor in (town.alice, town.charlie):
        been_through(session, actor)


def rule(session: Session, town: Town, **changes: object) -> int:
    arguments: dict[str, object] = {
        "actor": town.edu,
        "module_slug": "welcome",
        "every_months": 6,
        "now": NOON,
    }
    return service.add_recertification(session, **{**arguments, **changes})  # type: ignore[arg-type]


def test_it_comes_back_before_it_lapses_and_once(session: Session, town: Town) -> None:
    rule(session, town)
    lapses = TODAY.replace(month=9)
    early = NOON + (lapses - TODAY) - 15 * DAY
    assert give_again(session, now=early) == 0
    assert give_again(session, now=early + DAY) == 2
    assert give_again(session, now=early + 2 * DAY) == 0
    (mine,) = assignments.assignments_of(
        session, actor=town.alice, person_id=town.alice.person_id or 0
    )
    assert mine.due_on == lapses
    assert waiting(session, town.bob) == []  # never passed: there is nothing to renew


def test_passing_again_begins_the_count_anew(session: Session, town: Town) -> None:
    rule(session, town, team_id=town.desk)
    first = NOON + 200 * DAY
    assert give_again(session, now=first) == 1
    alice = Learner(session, town.alice, now=first + DAY)
    alice.again()
    alice.answer_all()
    assert waiting(session, town.alice) == []
    assert give_again(session, now=first + 2 * DAY) == 0
    assert give_again(session, now=first + 200 * DAY) == 1


def test_a_major_change_brings_it_back(session: Session, town: Town) -> None:
    rule(session, town, every_months=None, on_major_change=True)
    minor = next_version(next_version(MAJOR, Change.MINOR), Change.MINOR, GREET)
    assert give_again(session, now=NOON + DAY) == 0
    publish(session, MAJOR, now=NOON + DAY)
    assert give_again(session, now=NOON + 2 * DAY) == 2
    assert (
        assignments.assignments_of(session, actor=town.alice, person_id=town.alice.person_id or 0)[
            0
        ].due_on
        == APRIL
    )
    assert give_again(session, now=NOON + 3 * DAY) == 0
    publish(session, minor, now=NOON + 4 * DAY)
    assert give_again(session, now=NOON + 5 * DAY) == 0


def test_a_minor_change_does_not(session: Session, town: Town) -> None:
    publish(session, MAJOR, now=NOON - DAY)
    rule(session, town, every_months=None, on_major_change=True)
    publish(session, MINOR, now=NOON + DAY)
    assert give_again(session, now=NOON + 2 * DAY) == 0


def test_who_has_it_to_do_already_is_not_asked_twice(session: Session, town: Town) -> None:
    rule(session, town)
    rule(session, town, on_major_change=True)
    give(session, town.diana, person_ids=[town.alice.person_id])
    assert give_again(session, now=NOON + 200 * DAY) == 1
    assert waiting(session, town.alice) == ["welcome"]
    assert waiting(session, town.charlie) == ["welcome"]


def test_what_was_withdrawn_does_not_come_back_the_next_night(session: Session, town: Town) -> None:
    rule(session, town, team_id=town.desk)
    give_again(session, now=NOON + 200 * DAY)
    given = session.exec(select(Assignment)).one()
    service.withdraw_assignment(session, actor=town.diana, assignment_id=given.id, now=NOON)
    assert give_again(session, now=NOON + 201 * DAY) == 0


def test_a_rule_reaches_its_team_or_role_alone(session: Session, town: Town) -> None:
    rule(session, town, team_id=town.desk)
    rule(session, town, role="manager")
    assert give_again(session, now=NOON + 200 * DAY) == 1
    assert waiting(session, town.charlie) == []


def test_an_ended_rule_gives_no_more(session: Session, town: Town) -> None:
    rule_id = rule(session, town)
    for _ in range(2):
        service.end_recertification(session, actor=town.root, rule_id=rule_id, now=NOON)
    assert give_again(session, now=NOON + 200 * DAY) == 0
    with pytest.raises(NotFound):
        service.end_recertification(session, actor=town.root, rule_id=99, now=NOON)


def test_the_same_rule_twice_is_one(session: Session, town: Town) -> None:
    assert rule(session, town) == rule(session, town)
    assert rule(session, town, every_months=7) != rule(session, town)
    assert len(session.exec(select(Recertification)).all()) == 2


def test_it_refuses_what_cannot_be(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        rule(session, town, every_months=None)
    for months in (0, 61):
        with pytest.raises(InvalidInput):
            rule(session, town, every_months=months)
    with pytest.raises(NotFound):
        rule(session, town, module_slug="nothing")
    for beyond in ({}, {"team_id": town.grooming}, {"role": "frontline"}):
        with pytest.raises(NotAllowed):
            rule(session, town, actor=town.diana, **beyond)
    assert rule(session, town, actor=town.diana, team_id=town.clinic)
