from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.learning import assignments, tracks
from cxgame.learning.tracks import State
from cxgame.notices import queries as notices
from cxgame.people import service as people
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.learning.library import QUESTIONS
from tests.learning.way import Learner

FRIDAY = date(2026, 3, 6)
ALL_WRONG = tuple(question.id for question in QUESTIONS)


def assign(session: Session, town: Town, **changes: object) -> int:
    arguments: dict[str, object] = {
        "actor": town.diana,
        "module_slug": "welcome",
        "team_id": town.desk,
        "due_on": FRIDAY,
        "now": NOON,
    }
    return assignments.assign_module(session, **{**arguments, **changes})  # type: ignore[arg-type]


def test_the_team_is_told_and_finds_it(session: Session, town: Town, alice: Learner) -> None:
    given = assign(session, town, record_id=7)

    mine = assignments.assignments_of(session, actor=town.alice, person_id=alice.me)
    assert [(one.id, one.slug, one.due_on, one.record_id) for one in mine] == [
        (given, "welcome", FRIDAY, 7)
    ]
    inbox = notices.inbox(session, actor=town.alice)
    assert [(n.message, n.link) for n in inbox] == [
        ("A module for you, by {due}: {title}", "module?m=welcome")
    ]
    assert inbox[0].values == {"title": "Welcome whoever arrives", "due": "6 Mar"}
    assert notices.unread_count(session, actor=town.charlie) == 0
    assert assignments.assignment(session, actor=town.diana, assignment_id=given).people == 3


def test_everybody_is_told_in_their_own_language(
    session: Session, town: Town, alice: Learner
) -> None:
    session.get_one(Person, alice.me).language = "pt-BR"
    assign(session, town, due_on=None)
    inbox = notices.inbox(session, actor=town.alice)
    assert inbox[0].values["title"] == "Acolher quem chega"
    assert inbox[0].message == "A module for you: {title}"


def test_passing_settles_it(session: Session, town: Town, alice: Learner) -> None:
    given = assign(session, town)
    alice.whole()
    assert assignments.assignments_of(session, actor=town.alice, person_id=alice.me) == []
    whole = assignments.assignments_of(
        session, actor=town.alice, person_id=alice.me, with_done=True
    )
    assert [one.done_at for one in whole] == [NOON]
    seen = assignments.assignment(session, actor=town.diana, assignment_id=given)
    assert (seen.people, seen.done) == (3, 1)


def test_failing_does_not_settle_it(session: Session, town: Town, alice: Learner) -> None:
    assign(session, town)
    alice.whole(wrong=ALL_WRONG)
    assert len(assignments.assignments_of(session, actor=town.alice, person_id=alice.me)) == 1


def test_who_passed_before_is_asked_to_do_it_again(
    session: Session, town: Town, alice: Learner
) -> None:
    alice.whole()
    assign(session, town)
    line = next(m for m in tracks.modules(session, actor=town.alice) if m.slug == "welcome")
    assert (line.state, line.is_assigned, line.due_on) == (State.PASSED, True, FRIDAY)
    alice.again()
    alice.answer_all()
    assert assignments.assignments_of(session, actor=town.alice, person_id=alice.me) == []


def test_single_people_of_a_team_can_be_meant(session: Session, town: Town, alice: Learner) -> None:
    given = assign(session, town, person_ids=[alice.me, town.charlie.person_id])
    assert assignments.assignment(session, actor=town.diana, assignment_id=given).people == 1


def test_people_outside_the_reach_are_refused(session: Session, town: Town, alice: Learner) -> None:
    with pytest.raises(NotAllowed):
        assign(session, town, team_id=town.grooming)
    with pytest.raises(NotAllowed):
        assign(session, town, team_id=None, person_ids=[alice.me, town.charlie.person_id])
    with pytest.raises(NotAllowed):
        assign(session, town, actor=town.alice)


def test_it_refuses_nobody_the_past_and_unknown_modules(
    session: Session, town: Town, alice: Learner
) -> None:
    with pytest.raises(InvalidInput):
        assign(session, town, team_id=town.clinic)
    with pytest.raises(InvalidInput):
        assign(session, town, team_id=None)
    with pytest.raises(InvalidInput):
        assign(session, town, due_on=FRIDAY - timedelta(days=30))
    with pytest.raises(NotFound):
        assign(session, town, module_slug="nothing")


def test_the_inactive_are_left_out(
    session: Session, town: Town, alice: Learner, bob: Learner
) -> None:
    people.set_active(
        session,
        actor=town.root,
        person_id=bob.me,
        is_active=False,
        version=session.get_one(Person, bob.me).version,
        now=NOON,
    )
    given = assign(session, town)
    assert assignments.assignment(session, actor=town.diana, assignment_id=given).people == 2


def test_the_soonest_comes_first_and_the_late_are_counted(
    session: Session, town: Town, alice: Learner
) -> None:
    assign(session, town, due_on=None)
    assign(session, town)
    assign(session, town, module_slug="goodbye", due_on=FRIDAY - timedelta(days=2))
    mine = assignments.assignments_of(session, actor=town.alice, person_id=alice.me)
    assert [(one.slug, one.due_on) for one in mine] == [
        ("goodbye", date(2026, 3, 4)),
        ("welcome", FRIDAY),
        ("welcome", None),
    ]
    late = assignments.overdue_by_team(session, actor=town.edu, today=FRIDAY)
    assert late == {town.desk: 3}
    assert assignments.overdue_by_team(session, actor=town.charlie, today=FRIDAY) == {}


def test_who_sees_what_was_given(session: Session, town: Town, alice: Learner) -> None:
    given = assign(session, town, record_id=7)
    for actor in (town.diana, town.edu, town.bob):
        found = assignments.assignments_by_record(session, actor=actor, record_id=7)
        assert [one.id for one in found] == [given]
        of_team = assignments.assignments_of_team(session, actor=actor, team_id=town.desk)
        assert of_team == found
    with pytest.raises(NotFound):
        assignments.assignment(session, actor=town.charlie, assignment_id=given)
    with pytest.raises(NotAllowed):
        assignments.assignments_of_team(session, actor=town.charlie, team_id=town.desk)
    with pytest.raises(NotAllowed):
        assignments.assignments_of(session, actor=town.bob, person_id=alice.me)
    assert assignments.assignments_of(session, actor=town.diana, person_id=alice.me)
