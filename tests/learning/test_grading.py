import pytest

from cxgame import content
from cxgame.errors import InvalidInput
from cxgame.learning.grading import LONGEST_ANSWER, Outcome, folded, grade
from cxgame.numerals import read_number
from tests.learning.library import (
    FEEDBACK,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    QUESTIONS,
    RIGHT,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    WRONG,
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_right_and_wrong_are_told_apart_for_every_kind(question: content.Question) -> None:
    assert grade(question, RIGHT[question.id]).outcome is Outcome.RIGHT
    assert grade(question, WRONG[question.id]).outcome is not Outcome.RIGHT


def test_every_kind_is_tried_here() -> None:
    assert {question.kind for question in QUESTIONS} == set(content.Kind)


def test_a_tempting_answer_gets_its_own_words_first() -> None:
    assert [text.en for text in grade(SINGLE, "wait").feedback] == ["Too late.", FEEDBACK.en]
    assert [text.en for text in grade(SINGLE, "look").feedback] == [FEEDBACK.en]


@pytest.mark.parametrize(
    ("picked", "outcome"),
    [
        (["name", "smile"], Outcome.RIGHT),
        (["smile", "name"], Outcome.RIGHT),
        (["name"], Outcome.PARTLY),
        (["name", "smile", "screen"], Outcome.PARTLY),
        (["name", "screen"], Outcome.WRONG),
        (["screen"], Outcome.WRONG),
    ],
)
def test_several_choices(picked: list[str], outcome: Outcome) -> None:
    assert grade(MULTIPLE, picked).outcome is outcome


@pytest.mark.parametrize("given", [True, "true", False, "false"])
def test_a_truth(given: object) -> None:
    right = given in (False, "false")
    assert grade(TRUE_FALSE, given).outcome is (Outcome.RIGHT if right else Outcome.WRONG)


@pytest.mark.parametrize(
    "typed", ["Não é?", "nao e", "  NÃO   É!! ", "é isso", "E ISSO.", "that’s it", "That's it"]
)
def test_a_short_text_leaves_case_accents_and_punctuation_aside(typed: str) -> None:
    assert grade(SHORT_TEXT, typed).outcome is Outcome.RIGHT


def test_folding_keeps_letters_and_figures() -> None:
    assert folded("Ação, 24h: “Ótimo”_") == "acao 24h otimo"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("29.5", Outcome.RIGHT),
        ("30,5", Outcome.RIGHT),
        ("29.4", Outcome.WRONG),
        (30, Outcome.RIGHT),
    ],
)
def test_a_number_within_its_tolerance(typed: object, outcome: Outcome) -> None:
    assert grade(NUMBER, typed).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("1.234,5", "pt-BR", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1.000", "pt-BR", 1000.0),
        ("1.000", "en", 1.0),
        ("1,000", "en", 1000.0),
        ("1,000", "pt-BR", 1.0),
        ("2.5", "pt-BR", 2.5),
        ("2,5", "en", 2.5),
        ("-3", "en", -3.0),
        ("+7,5", "pt-BR", 7.5),
        ("1 234,5", "pt-BR", 1234.5),
    ],
)
def test_numbers_are_read_in_both_languages(typed: str, language: str, value: float) -> None:
    assert read_number(typed, language) == value


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "1e9", "nan", "inf", "1.2.3", "١٢", "9" * 31, "1" + "0" * 13, None, True, "--1"],
)
def test_what_is_no_number_is_refused(typed: object) -> None:
    with pytest.raises(InvalidInput):
        read_number(typed, "en")


def test_half_of_the_pairs_is_partly_right() -> None:
    question = content.Question(
        id="four",
        kind=content.Kind.MATCHING,
        step="greet",
        prompt=FEEDBACK,
        feedback=FEEDBACK,
        solution=content.Matching(
            tuple(
                content.Pair(key, content.Text(key, key), content.Text(key, key)) for key in "abcd"
            )
        ),
    )
    assert grade(question, {"a": "a", "b": "b", "c": "d", "d": "c"}).outcome is Outcome.PARTLY
    assert grade(question, {"a": "a", "b": "c", "c": "d", "d": "b"}).outcome is Outcome.WRONG


def test_one_swap_is_partly_in_order() -> None:
    assert grade(ORDERING, ["second", "first", "third"]).outcome is Outcome.PARTLY
    assert grade(ORDERING, ["third", "second", "first"]).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SINGLE, None),
        (SINGLE, "unknown"),
        (SINGLE, ["look"]),
        (MULTIPLE, []),
        (MULTIPLE, "name"),
        (MULTIPLE, ["name", "unknown"]),
        (MULTIPLE, [["name"]]),
        (MULTIPLE, ["name", "name"]),
        (TRUE_FALSE, "maybe"),
        (TRUE_FALSE, 1),
        (SHORT_TEXT, " … "),
        (SHORT_TEXT, 7),
        (SHORT_TEXT, "x" * (LONGEST_ANSWER + 1)),
        (NUMBER, "many"),
        (MATCHING, {"who": "who"}),
        (MATCHING, {"who": "who", "when": "who", "what": "what"}),
        (MATCHING, {"who": "x", "when": "when", "what": "what"}),
        (MATCHING, ["who"]),
        (ORDERING, ["first", "second"]),
        (ORDERING, ["first", "first", "second"]),
        (ORDERING, ["first", "second", "third", "third"]),
        (ORDERING, {"first": 1}),
    ],
)
def test_an_impossible_answer_is_refused(question: content.Question, answer: object) -> None:
    with pytest.raises(InvalidInput):
        grade(question, answer)
