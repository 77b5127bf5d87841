"""Questions on their page: figures from 30 answers on, and to be tried."""

from cxgame import db
from tests.conftest import Town
from tests.insight.crowd import Crowd
from tests.insight.questions.test_items import attempt
from tests.pages.conftest import OpenAs


def answered(town: Town, crowd: Crowd, n: int) -> None:
    with db.transaction() as session:
        made = Crowd(session, crowd.today, crowd.made)
        for number, person_id in enumerate(made.people(town.desk, n)):
            knows = number % 2 == 0
            attempt(
                made,
                person_id,
                {
                    "single": ("wait" if knows else "look", not knows),
                    "true-false": (not knows, knows),
                    "number": (30.0 if knows else 60.0, knows),
                },
            )


def test_the_title_counts_the_doubtful(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    answered(town, crowd, 30)
    text = open_as(town.diana, "items").sheet("items")
    assert "3 questions need a look" in text
    assert "The key is probably wrong" in text
    assert "50%" in text and "What was written by 3 people or more" in text


def test_under_30_there_is_only_progress(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    answered(town, crowd, 12)
    text = open_as(town.edu, "items?module=welcome").sheet("items")
    assert "Too early to judge the questions" in text
    assert "12 of 30 first answers" in text
    assert "goes with the rest <b>" not in text


def test_a_module_can_be_chosen(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "items")
    screen.tap("items", "module", "goodbye")
    assert screen.address == {"module": "goodbye"}
    assert "Within how many seconds?" in screen.sheet("items")


def test_a_question_is_seen_and_tried_as_learners_do(
    town: Town, crowd: Crowd, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "items?question=single")
    assert "Take the phone" in screen.sheet("question-single")
    screen.tap("question-single", "answer", answer="wait")
    assert "Too late." in screen.sheet("question-single")
    screen.tap("question-single", "next", "0")
    assert "Too late." not in screen.sheet("question-single")


def test_what_nobody_asks_is_refused_kindly(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    assert "There is no such question." in open_as(town.diana, "items?question=gone").text


def test_without_modules_it_says_what_will_be_here(town: Town, open_as: OpenAs) -> None:
    assert "No questions yet" in open_as(town.diana, "items").sheet("items")
