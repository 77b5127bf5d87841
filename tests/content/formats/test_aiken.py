"""Aiken: lettered answers, one of them right."""

import pytest

from cxgame.content import Kind, Text, Truth, formats
from cxgame.content.formats import Format
from tests.content.formats import reading
from tests.learning.library import QUESTIONS, SINGLE, TRUE_FALSE

AIKEN = Format.AIKEN
GOOD = "What first?\nA) Look\nB. Wait\nC)\tTake the <phone> & call\nANSWER: B\n"


def test_it_is_a_single_choice() -> None:
    found = reading.question(GOOD, AIKEN)
    assert (found.kind, found.prompt) == (Kind.SINGLE, Text(en="What first?"))
    assert reading.options(found) == [
        ("Look", False, ""),
        ("Wait", True, ""),
        ("Take the <phone> & call", False, ""),
    ]


def test_a_question_may_run_over_lines_and_need_no_blank_one() -> None:
    text = "\n\nOne\ntwo\nA) a\n\nB) b\nANSWER:A\nThree\nA) a\nB) b\nANSWER:  B  \n"
    first, second = reading.entries(text.replace("\n", "\r\n"), AIKEN)
    assert (first.line, second.line) == (3, 9)
    assert first.question and first.question.prompt.en == "One two"


@pytest.mark.parametrize(
    ("words", "truth"),
    [(("True", "False"), True), (("False", "True"), False), (("Verdadeiro", "Falso"), True)],
)
def test_true_and_false_make_a_true_or_false(words: tuple[str, str], truth: bool) -> None:
    found = reading.question(f"Q\nA) {words[0]}\nB) {words[1]}\nANSWER: A", AIKEN)
    assert (found.kind, found.solution) == (Kind.TRUE_FALSE, Truth(truth))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Q\nA) a\nB) b\nANSWER: C", "“ANSWER: C” names none of its answers."),
        ("Q\nA) a\nB) b\nANSWER: A, B", "“ANSWER: A, B” names none of its answers."),
        ("Q\nA) a\nB) b\n", "It has no line such as “ANSWER: B”."),
        ("Q\nA) a\nA) b\nANSWER: A", "Two answers have the same letter."),
        ("Q\nA) a\nANSWER: A", "Two or more answers are needed."),
        ("Q\nANSWER: A", "“ANSWER: A” names none of its answers."),
        ("A) a\nB) b\nANSWER: A", "The question has no words of its own."),
    ],
)
def test_what_makes_no_sense_is_skipped_with_its_reason(text: str, reason: str) -> None:
    assert reading.refused(text, AIKEN) == reason


def test_a_question_that_was_never_answered_spoils_no_other() -> None:
    first, second = reading.entries("Q\nA) a\nB) b\n\n" + GOOD, AIKEN)
    assert first.question is None
    assert second.question is not None
    assert reading.entries("Just words.\nMore of them.", AIKEN) == []


def test_ours_are_written_in_letters() -> None:
    written = formats.write([SINGLE, TRUE_FALSE], format=AIKEN, language="pt-BR")
    assert written.text == (
        "O que fazer primeiro?\nA) Olhar\nB) Esperar\nC) Atender o telefone\nANSWER: A\n\n"
        "Interromper ajuda.\nA) Verdadeiro\nB) Falso\nANSWER: B\n"
    )
    assert [loss.question for loss in written.losses] == ["single", "true-false"]
    assert not any(loss.is_left_out for loss in written.losses)


def test_other_kinds_are_left_out_and_named() -> None:
    written = formats.write(QUESTIONS, format=AIKEN, language="en")
    left_out = [loss.question for loss in written.losses if loss.is_left_out]
    assert left_out == ["multiple", "short-text", "number", "matching", "ordering"]
    assert written.count == 2
