import pytest

from cxgame import content
from cxgame.insight.questions.choices import chosen
from tests.learning.library import (
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
)


def shares(question: content.Question, *answers: object) -> dict[str, float]:
    found = chosen(question, [(answer, 0.5) for answer in answers], "en")
    return {one.words: one.option.share for one in found}


def test_each_option_has_its_share_and_the_rest_of_who_chose_it() -> None:
    found = chosen(SINGLE, [("look", 0.9), ("look", 0.7), ("wait", 0.2), ("wait", None)], "en")
    assert [(one.words, one.option.share, one.option.is_right) for one in found] == [
        ("Look up", 0.5, True),
        ("Wait", 0.5, False),
        ("Take the phone", 0.0, False),
    ]
    assert [one.option.rest for one in found] == [pytest.approx(0.8), 0.2, None]


def test_several_can_be_chosen() -> None:
    assert shares(MULTIPLE, ["name", "smile"], ["name"]) == {
        "Give your name": 1.0,
        "Smile": 0.5,
        "Watch the screen": 0.0,
    }


def test_truths_are_counted() -> None:
    assert shares(TRUE_FALSE, False, False, True, False) == {"True": 0.25, "False": 0.75}


def test_pairs_and_orders_tell_what_was_placed_right() -> None:
    crossed = {"who": "who", "when": "what", "what": "when"}
    right = {"who": "who", "when": "when", "what": "what"}
    assert shares(MATCHING, crossed, right) == {"Who": 1.0, "When": 0.5, "What": 0.5}
    assert shares(ORDERING, ["first", "third", "second"]) == {
        "Look": 1.0,
        "Listen": 0.0,
        "Promise": 0.0,
    }
    assert all(one.is_part for one in chosen(ORDERING, [(["first", "second", "third"], 1.0)], "en"))


def test_what_three_people_wrote_is_shown_and_nobodys_own_sentence() -> None:
    answers = ["não é", "Nao e?", "Maybe", "maybe!", "MAYBE", "my cat Bob says so"]
    assert shares(SHORT_TEXT, *answers) == {"": pytest.approx(2 / 6), "Maybe": 0.5}


def test_numbers_too() -> None:
    assert shares(NUMBER, 30.0, 30.2, 60.0, 60.0, 60.0) == {"": 0.4, "60": 0.6}
