import pytest
from sqlmodel import Session, select

from cxgame import content
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.game import queries as game
from cxgame.learning import service
from cxgame.learning.answers import LONGEST_LOOK, Told, answer_question
from cxgame.learning.course import Stage
from cxgame.learning.grading import Outcome
from cxgame.learning.models import QuestionAnswer
from tests.conftest import NOON
from tests.learning.library import QUESTIONS, RIGHT, WRONG
from tests.learning.way import Learner

FIVE = Told(Outcome.RIGHT, 5)


@pytest.fixture
def asked(alice: Learner) -> Learner:
    """Alice at the first question."""
    alice.open()
    alice.read()
    return alice


def points(learner: Learner) -> int:
    return game.total(learner.session, actor=learner.actor, person_id=learner.me)


def test_a_right_answer_brings_its_points_at_once(asked: Learner) -> None:
    assert asked.answer(0, RIGHT["single"]) == FIVE
    assert points(asked) == 5


def test_a_double_click_counts_once(asked: Learner) -> None:
    first = asked.answer(0, RIGHT["single"])
    assert asked.answer(0, RIGHT["single"]) == first
    assert points(asked) == 5


def test_the_first_answer_of_a_turn_stays(asked: Learner) -> None:
    asked.answer(0, WRONG["single"])
    assert asked.answer(0, RIGHT["single"]) == Told(Outcome.WRONG, 0)
    assert points(asked) == 0


def test_going_back_to_an_answered_turn_changes_nothing(asked: Learner) -> None:
    asked.answer(0, RIGHT["single"])
    asked.go_on(0)
    asked.go_on(0)
    assert asked.answer(0, WRONG["single"]) == FIVE
    assert asked.view().question is not None
    assert asked.view().question.turn == 1  # type: ignore[union-attr]


def test_a_turn_ahead_is_refused(asked: Learner) -> None:
    with pytest.raises(Conflict):
        asked.answer(1, RIGHT["multiple"])


def test_one_can_not_go_on_without_an_answer(asked: Learner) -> None:
    with pytest.raises(Conflict):
        asked.go_on(0)


def test_no_question_is_on_before_the_lesson_is_finished(alice: Learner) -> None:
    alice.open()
    with pytest.raises(Conflict):
        alice.answer(0, RIGHT["single"])


def test_an_impossible_answer_leaves_the_turn_open(asked: Learner) -> None:
    with pytest.raises(InvalidInput):
        asked.answer(0, "unknown")
    assert asked.answer(0, RIGHT["single"]) == FIVE


def test_a_missed_question_comes_back_at_the_end_for_half_the_points(asked: Learner) -> None:
    asked.answer_all(wrong=("single", "number"), wrong_again=("number",))

    assert asked.view().stage is Stage.SCENARIO
    assert points(asked) == 5 * 5 + 3  # five at once, one the second time (half of 5, rounded up)
    rows = list(asked.session.exec(select(QuestionAnswer).order_by(QuestionAnswer.turn)))  # type: ignore[arg-type]
    assert [row.tried for row in rows] == [1] * 7 + [2] * 2


def test_a_third_try_brings_nothing(asked: Learner) -> None:
    asked.answer_all(wrong=("single",), wrong_again=("single",))
    asked.talk("sorry", "plan")
    asked.finish()
    before = points(asked)

    asked.again()
    asked.answer_all()
    assert asked.view().result is not None
    assert points(asked) == before


def test_a_guess_keeps_its_points_and_is_remembered(asked: Learner) -> None:
    assert asked.answer(0, RIGHT["single"], guessed=True) == FIVE
    row = asked.session.exec(select(QuestionAnswer)).one()
    assert row.is_guess
    assert (row.milliseconds, row.outcome, row.given) == (4200, "right", "look")


def test_a_partly_right_answer_comes_back_without_points(asked: Learner) -> None:
    asked.answer(0, RIGHT["single"])
    asked.go_on(0)
    assert asked.answer(1, ["name"]) == Told(Outcome.PARTLY, 0)
    view = asked.view().question
    assert view is not None
    assert view.told is not None
    assert view.told.comes_back


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (10**12, LONGEST_LOOK), (None, None)])
def test_an_odd_time_is_trimmed(asked: Learner, given: int | None, kept: int | None) -> None:
    answer_question(
        asked.session,
        actor=asked.actor,
        person_id=asked.me,
        run_id=asked.view().run_id,
        turn=0,
        answer=RIGHT["single"],
        milliseconds=given,
        now=NOON,
    )
    assert asked.session.exec(select(QuestionAnswer.milliseconds)).one() == kept


def test_nobody_answers_in_somebody_elses_run(asked: Learner, bob: Learner) -> None:
    with pytest.raises(NotFound):
        answer_question(
            asked.session,
            actor=bob.actor,
            person_id=bob.me,
            run_id=asked.view().run_id,
            turn=0,
            answer=RIGHT["single"],
            now=NOON,
        )


def test_every_kind_of_question_goes_through(asked: Learner) -> None:
    asked.answer_all()
    rows = asked.session.exec(select(QuestionAnswer)).all()
    assert len(rows) == len(QUESTIONS) == len(content.Kind)
    assert {row.outcome for row in rows} == {"right"}


def test_an_unknown_module_is_refused(session: Session, alice: Learner) -> None:
    with pytest.raises(NotFound):
        service.open_module(
            session, actor=alice.actor, person_id=alice.me, slug="nothing", now=NOON
        )
