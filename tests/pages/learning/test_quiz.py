import pytest

from cxgame import clock, db
from cxgame.standards.signing import duties
from cxgame.standards.signing.asks import Kind
from tests.conftest import Town
from tests.learning.quizzes.story import Taker
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen
from tests.standards.story import CODE, ask

PAGE = f"quiz?code={CODE}"


@pytest.fixture
def asked(town: Town, open_as: OpenAs) -> Screen:
    """Alice at the first question."""
    with db.transaction() as session:
        ask(session, town.root, kind=Kind.QUIZ, now=clock.now())
    screen = open_as(town.alice, f"sop?code={CODE}")
    assert "Begin the quiz" in screen.sheet("sop")
    assert "1/8" in screen.tap("sop", "open", PAGE).sheet("quiz")
    return screen.open(PAGE)


def test_it_is_the_same_question_as_in_a_module(asked: Screen) -> None:
    text = asked.sheet("quiz")
    assert "1/8" in text and "What comes first?" in text
    asked.tap("quiz", "answer", turn="0", answer="wait")
    text = asked.sheet("quiz")
    assert "Nearly there" in text and "Too late." in text
    assert "comes back" not in text
    asked.tap("quiz", "next", "0")
    assert "2/8" in asked.sheet("quiz")


def test_a_repeated_answer_changes_nothing(asked: Screen) -> None:
    asked.tap("quiz", "answer", turn="0", answer="look")
    asked.tap("quiz", "answer", turn="0", answer="wait")
    assert "That&#39;s it!" in asked.sheet("quiz")
    asked.tap("quiz", "next", "0").tap("quiz", "next", "0")
    assert "2/8" in asked.sheet("quiz")
    asked.open(PAGE)
    assert "2/8" in asked.sheet("quiz")


def test_passing_signs(asked: Screen, town: Town) -> None:
    with db.transaction() as session:
        Taker(session, town.alice, now=clock.now()).whole()
    text = asked.open(PAGE).sheet("quiz")
    assert "Passed and signed!" in text and "8 of 8" in text
    with db.reading() as session:
        assert duties.to_sign(session, actor=town.alice) == []
    assert "quiz: 8 of 8" in asked.open(f"sop?code={CODE}").sheet("sop")


def test_failing_names_the_steps_and_offers_another_try(asked: Screen, town: Town) -> None:
    with db.transaction() as session:
        Taker(session, town.alice, now=clock.now()).whole(wrong=8)
    text = asked.open(PAGE).sheet("quiz")
    assert "Almost there" in text
    assert "7 right answers pass." in text
    assert 'href="/sop?code=POP-900&amp;step=greet"' in text
    asked.tap("quiz", "again")
    assert "1/8" in asked.sheet("quiz")


def test_where_no_quiz_waits_it_says_so(town: Town, open_as: OpenAs) -> None:
    assert "No quiz on this SOP waits for you." in open_as(town.alice, PAGE).text
    assert "There is no SOP POP-1." in open_as(town.alice, "quiz?code=POP-1").text
