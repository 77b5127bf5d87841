from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.game import queries as game
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Question
from cxgame.learning.quizzes import pool, screen, service
from cxgame.learning.quizzes.models import SopQuiz, SopQuizAnswer
from cxgame.standards.signing import duties
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.models import SopSignature
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, RIGHT
from tests.learning.quizzes.story import Taker, quiz_asked
from tests.learning.way import stock
from tests.standards.story import CODE, MAJOR, ask, publish, sign

HOUR = timedelta(hours=1)


@pytest.fixture
def alice(session: Session, town: Town) -> Taker:
    quiz_asked(session, town)
    taker = Taker(session, town.alice)
    taker.open()
    return taker


def test_one_question_of_each_step_and_then_another() -> None:
    steps = [[(1, "a1"), (1, "a2"), (1, "a3")], [(1, "b1")], [(2, "c1"), (2, "c2")]]
    picked = [key for _version, key in pool.spread(steps, 5)]
    assert picked == ["a1", "b1", "c1", "a2", "c2"]
    assert pool.spread([], 5) == []


def test_it_asks_about_every_step_at_most_eight(session: Session, alice: Taker) -> None:
    keys = alice.keys()
    assert len(keys) == pool.MOST
    steps = dict(session.exec(select(Question.key, Question.step_id)).all())
    assert len({steps[key] for key in keys[:3]}) == 3
    assert pool.count(session, code=CODE) == sum(len(m.questions) for m in LIBRARY.modules)


def test_passing_signs_the_version(session: Session, town: Town, alice: Taker) -> None:
    alice.whole(wrong=1)  # 7 of 8 are more than 80 %
    result = alice.view().result
    assert result is not None
    assert (result.is_passed, result.right, result.total, result.needed) == (True, 7, 8, 7)
    row = session.exec(select(SopSignature)).one()
    assert (row.person_id, row.method) == (town.alice.person_id, "quiz")
    assert (row.quiz_right, row.quiz_total) == (7, 8)
    assert duties.to_sign(session, actor=town.alice) == []
    assert game.total(session, actor=town.alice, person_id=town.alice.person_id or 0) == 0


def test_failing_signs_nothing_and_names_the_steps(
    session: Session, town: Town, alice: Taker
) -> None:
    alice.whole(wrong=2)
    result = alice.view().result
    assert result is not None
    assert (result.is_passed, result.right) == (False, 6)
    assert result.revise
    assert session.exec(select(SopSignature)).all() == []
    assert len(duties.to_sign(session, actor=town.alice)) == 1


def test_every_try_is_kept_and_the_order_changes(session: Session, alice: Taker) -> None:
    first = alice.keys()
    alice.whole(wrong=8)
    assert alice.open() == session.exec(select(SopQuiz.id)).one()  # the result, not a new try
    second = alice.again()
    assert alice.again() == second
    assert sorted(alice.keys()) == sorted(first)
    assert alice.keys() != first
    alice.whole()
    assert alice.again() == second  # passed is passed
    tries = session.exec(select(SopQuiz.number, SopQuiz.right, SopQuiz.is_passed)).all()
    assert sorted(tries) == [(1, 0, False), (2, 8, True)]
    assert len(session.exec(select(SopQuizAnswer)).all()) == 16


def test_said_twice_it_counts_once(session: Session, alice: Taker) -> None:
    key = alice.keys()[0]
    assert alice.answer(0, RIGHT[key.removeprefix("goodbye-")]) is Outcome.RIGHT
    assert alice.answer(0, "wait") is Outcome.RIGHT
    assert alice.answer(0, RIGHT[key.removeprefix("goodbye-")]) is Outcome.RIGHT
    assert session.get_one(SopQuiz, alice.view().quiz_id).right == 1
    alice.go_on(0)
    alice.go_on(0)
    question = alice.view().question
    assert question is not None
    assert (question.turn, question.number, question.total) == (1, 2, 8)


def test_no_question_is_skipped(session: Session, alice: Taker) -> None:
    with pytest.raises(Conflict):
        alice.go_on(0)
    with pytest.raises(Conflict):
        alice.answer(1, "look")
    with pytest.raises(InvalidInput):
        alice.answer(0, ["nonsense"])
    assert session.exec(select(SopQuizAnswer)).all() == []


def test_what_was_answered_is_told(alice: Taker) -> None:
    alice.answer(0, "wait", guessed=True, milliseconds=-5)
    question = alice.view().question
    assert question is not None
    assert question.told is not None
    assert (question.told.outcome, question.told.was_guess) == (Outcome.WRONG, True)
    assert not question.told.comes_back
    assert question.told.points == 0


def test_only_changed_steps_are_asked_of_who_knew_the_rest(session: Session, town: Town) -> None:
    stock(session)
    ask(session, town.root)
    sign(session, town.alice)
    publish(session, MAJOR)
    ask(session, town.root, MAJOR, Kind.QUIZ)
    taker = Taker(session, town.alice)
    taker.open()
    assert taker.keys() == ["matching", "ordering"]
    assert taker.view().version == 3
    taker.whole()
    assert [row.version for row in session.exec(select(SopSignature))] == [2, 3]


def test_another_version_is_another_quiz(session: Session, town: Town, alice: Taker) -> None:
    alice.answer(0, "look")
    publish(session, MAJOR)
    assert screen.quiz(session, actor=town.alice, code=CODE) is None
    alice.open()
    assert alice.view().version == 3
    assert alice.keys() == ["matching", "ordering"]
    alice.whole()
    assert duties.to_sign(session, actor=town.alice) == []  # the newer text answers the ask


def test_where_no_quiz_waits_none_begins(session: Session, town: Town) -> None:
    stock(session)
    with pytest.raises(Conflict):
        Taker(session, town.alice).open()
    ask(session, town.root)
    with pytest.raises(Conflict):
        Taker(session, town.alice).open()
    ask(session, town.root, kind=Kind.QUIZ)
    with pytest.raises(Conflict):
        Taker(session, town.diana).open()  # it is for the frontline
    with pytest.raises(NotFound):
        service.open_quiz(
            session,
            actor=town.alice,
            person_id=town.alice.person_id or 0,
            code="POP-0",
            now=NOON,
        )


def test_somebody_elses_try_is_not_found(session: Session, town: Town, alice: Taker) -> None:
    with pytest.raises(NotFound):
        service.go_on_in_quiz(
            session,
            actor=town.bob,
            person_id=town.bob.person_id or 0,
            quiz_id=alice.view().quiz_id,
            turn=0,
            now=NOON,
        )


def test_a_quiz_whose_questions_left_says_so(session: Session, town: Town) -> None:
    quiz_asked(session, town)
    for row in session.exec(select(Question)):
        row.is_active = False
    with pytest.raises(Conflict, match="no questions"):
        Taker(session, town.alice).open()
    assert pool.count(session, code=CODE) == 0
