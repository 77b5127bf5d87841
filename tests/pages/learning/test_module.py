import re

import pytest

from cxgame import db
from cxgame.content import Kind
from cxgame.game import queries as game
from cxgame.learning.course import Stage
from cxgame.people.actor import Actor
from cxgame.ui.parts.learning_question import read_answer
from tests.conftest import Town
from tests.learning.library import QUESTIONS, RIGHT, WRONG
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen

MODULE = "module?m=welcome"


def fields(key: str, answers: dict[str, object]) -> dict[str, str]:
    """Return an answer as the form of its question sends it."""
    answer = answers[key]
    match answer:
        case dict():
            return {f"pair:{left}": str(right) for left, right in answer.items()}
        case list() if key == "ordering":
            return {f"place:{item}": str(n) for n, item in enumerate(answer, 1)}
        case list():
            return {"answer": "\n".join(answer)}
    return {"answer": str(answer)}


def key_of(town: Town, turn: int, who: Actor | None = None) -> str:
    with db.reading() as session:
        return Learner(session, who or town.alice).key(turn)


def points(town: Town) -> int:
    with db.reading() as session:
        return game.total(session, actor=town.alice, person_id=town.alice.person_id or 0)


def answer(screen: Screen, town: Town, turn: int, answers: dict[str, object] = RIGHT) -> Screen:
    sent = fields(key_of(town, turn), answers)
    return screen.tap("module", "answer", turn=str(turn), **sent)


@pytest.fixture
def lesson(town: Town, open_as: OpenAs) -> Screen:
    """Alice at the lesson."""
    return open_as(town.alice, MODULE)


@pytest.fixture
def asked(lesson: Screen) -> Screen:
    """Alice at the first question."""
    return lesson.tap("module", "read")


def test_the_lesson_comes_first_as_prose(lesson: Screen) -> None:
    text = lesson.sheet("module")
    assert "<h2>Three moves</h2>" in text
    assert "<strong>listen</strong>" in text
    assert "Frontline track · module 1 of 2" in text
    assert "welcome people in a minute." in text
    assert "/sop?code=POP-900" in text


def test_an_answer_is_told_kindly_with_its_step(asked: Screen, town: Town) -> None:
    answer(asked, town, 0, WRONG)
    text = asked.sheet("module")
    assert "Nearly there" in text
    assert "comes back at the end" in text
    assert "Too late." in text
    assert "Step 1 · Greet" in text
    assert 'data-value="sop?code=POP-900&amp;step=greet"' in text
    assert points(town) == 0


def test_a_right_answer_says_its_points(asked: Screen, town: Town) -> None:
    answer(asked, town, 0)
    assert "+5 points" in asked.sheet("module")
    assert "That&#39;s it!" in asked.sheet("module")


def test_a_guess_is_taken_along(asked: Screen) -> None:
    asked.tap("module", "answer", turn="0", answer="look", guessed="on")
    assert "Good guess!" in asked.sheet("module")


def test_an_empty_answer_is_refused_in_a_sentence_and_the_question_stays(asked: Screen) -> None:
    asked.tap("module", "answer", turn="0")
    text = asked.sheet("module")
    assert "Choose one of the answers." in text
    assert 'name="answer"' in text
    assert "Choose one of the answers." not in asked.open(MODULE).sheet("module")


def test_a_reload_and_another_device_go_on_where_it_was(
    asked: Screen, town: Town, open_as: OpenAs
) -> None:
    answer(asked, town, 0)
    told = asked.sheet("module")
    assert open_as(town.alice, MODULE).sheet("module") == told


def test_sending_the_same_answer_again_changes_nothing(asked: Screen, town: Town) -> None:
    answer(asked, town, 0)
    asked.tap("module", "answer", turn="0", answer="wait")
    assert points(town) == 5
    asked.tap("module", "next", "0")
    asked.tap("module", "next", "0")
    assert "2/7" in asked.sheet("module")


@pytest.mark.parametrize("turn", ["", "-1", "x", "9" * 30, "²"])
def test_a_strange_turn_is_refused(asked: Screen, town: Town, turn: str) -> None:
    asked.tap("module", "answer", turn=turn, answer="look")
    assert "You are at another question now" in asked.sheet("module")
    assert points(town) == 0


def test_the_lesson_can_be_read_again_from_a_question(asked: Screen) -> None:
    asked.tap("module", "part", "lesson")
    assert asked.address == {"m": "welcome", "part": "lesson"}
    assert "Three moves" in asked.sheet("module")
    asked.tap("module", "part", "now")
    assert "1/7" in asked.sheet("module")


def test_the_whole_way_on_the_screen(asked: Screen, town: Town) -> None:
    for turn in range(len(QUESTIONS)):
        answer(asked, town, turn)
        asked.tap("module", "next", str(turn))
    assert "Nobody listens." in asked.sheet("module")

    for position, choice in enumerate(("sorry", "plan")):
        asked.tap("module", "say", f"1:{position}:{choice}")
    assert "Note plan" in asked.sheet("module")
    asked.tap("module", "finish")

    text = asked.sheet("module")
    assert "Module passed!" in text
    assert "+90" in text and "7 of 7" in text
    assert "Say goodbye" in text
    assert points(town) == 90


def test_a_miss_leads_to_another_try(asked: Screen, town: Town) -> None:
    turn = 0
    while "learning-question" in asked.sheet("module"):
        answer(asked, town, turn, WRONG)
        asked.tap("module", "next", str(turn))
        turn += 1
    for position, choice in enumerate(("excuse", "shrug")):
        asked.tap("module", "say", f"1:{position}:{choice}")
    asked.tap("module", "finish")
    text = asked.sheet("module")
    assert "Almost there" in text
    assert "Worth another look" in text
    assert text.count('href="/sop?code=POP-900&amp;step=') == 3

    asked.tap("module", "again")
    assert "1/7" in asked.sheet("module")


def test_the_conversation_can_be_tried_again(asked: Screen, town: Town) -> None:
    with db.transaction() as session:
        learner = Learner(session, town.alice)
        learner.answer_all()
        learner.talk("excuse", "shrug")
        learner.finish()
    asked.open(MODULE).tap("module", "replay")
    text = asked.sheet("module")
    assert "Nobody listens." in text
    assert re.search(r'data-value="2:0:\w+"', text)


def test_a_reply_that_does_not_exist_is_refused(asked: Screen, town: Town) -> None:
    with db.transaction() as session:
        Learner(session, town.alice).answer_all()
    asked.open(MODULE).tap("module", "say", "1:0:unknown")
    assert "offers no such reply" in asked.sheet("module")


def test_an_unknown_module_says_so(town: Town, open_as: OpenAs) -> None:
    assert "There is no such module." in open_as(town.alice, "module?m=nothing").text
    assert "There is no such module." in open_as(town.alice, "module").text


def test_leaving_leads_to_the_list(asked: Screen) -> None:
    asked.tap("module", "open", "modules")
    assert "modules" in asked.sheets


def test_a_manager_learns_too(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "module?m=goodbye")
    assert "Manager track · module 1 of 1" in screen.sheet("module")


def test_forms_of_every_kind_are_read() -> None:
    assert {question.id.replace("-", "_") for question in QUESTIONS} == {k.value for k in Kind}
    for question in QUESTIONS:
        assert read_answer(question.kind, fields(question.id, RIGHT)) == RIGHT[question.id]


def test_half_filled_forms_are_read_as_such() -> None:
    assert read_answer(Kind.MULTIPLE, {}) == []
    assert read_answer(Kind.SINGLE, {}) == ""
    assert read_answer(Kind.MATCHING, {"pair:a": "b", "pair:c": ""}) == {"a": "b"}
    assert read_answer(Kind.ORDERING, {"place:a": "1", "place:b": "1"}) == []
    assert read_answer(Kind.ORDERING, {"place:a": "1", "place:b": ""}) == []


def test_every_stage_has_a_template() -> None:
    from cxgame.look.markup import FOLDER

    assert all((FOLDER / "learning" / f"{stage}.html").exists() for stage in Stage)
