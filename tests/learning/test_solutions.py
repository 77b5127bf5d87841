from dataclasses import replace

import pytest

from cxgame.content import Choices, Number, Option, Ordering, Phrases, Question, ShortText, Truth
from cxgame.learning.grading import Outcome, grade
from cxgame.learning.solutions import right_answers, still_holds
from tests.learning.library import (
    MULTIPLE,
    NUMBER,
    ORDERING,
    QUESTIONS,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    both,
)

assert isinstance(SINGLE.solution, Choices)
assert isinstance(MULTIPLE.solution, Choices)
assert isinstance(ORDERING.solution, Ordering)
MORE = Option("more", both("Outra coisa", "Another thing"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_right_answers_are_right(question: Question) -> None:
    answers = right_answers(question)
    assert answers
    assert {grade(question, answer).outcome for answer in answers} == {Outcome.RIGHT}


KEPT = {
    "another prompt": (SINGLE, replace(SINGLE, prompt=both("Antes?", "First?"))),
    "one more wrong option": (
        SINGLE,
        replace(SINGLE, solution=Choices((*SINGLE.solution.options, MORE))),
    ),
    "a wording more": (
        SHORT_TEXT,
        replace(
            SHORT_TEXT, solution=ShortText(Phrases(("não é", "é isso", "certo"), ("that's it",)))
        ),
    ),
    "more tolerance": (NUMBER, replace(NUMBER, solution=Number(answer=30, tolerance=5))),
}
LOST = {
    "the other option": (
        SINGLE,
        replace(
            SINGLE,
            solution=Choices(
                tuple(replace(o, right=o.id == "wait") for o in SINGLE.solution.options)
            ),
        ),
    ),
    "one right option more": (
        MULTIPLE,
        replace(
            MULTIPLE, solution=Choices((*MULTIPLE.solution.options, replace(MORE, right=True)))
        ),
    ),
    "the opposite": (TRUE_FALSE, replace(TRUE_FALSE, solution=Truth(answer=True))),
    "a wording less": (
        SHORT_TEXT,
        replace(SHORT_TEXT, solution=ShortText(Phrases(("é isso",), ("That's it",)))),
    ),
    "another number": (NUMBER, replace(NUMBER, solution=Number(answer=20, tolerance=0.5))),
    "another order": (
        ORDERING,
        replace(ORDERING, solution=Ordering(tuple(reversed(ORDERING.solution.items)))),
    ),
    "another kind": (SINGLE, MULTIPLE),
}


@pytest.mark.parametrize(("old", "new"), KEPT.values(), ids=KEPT)
def test_who_knew_it_still_does(old: Question, new: Question) -> None:
    assert still_holds(old, new)


@pytest.mark.parametrize(("old", "new"), LOST.values(), ids=LOST)
def test_what_was_right_no_longer_is(old: Question, new: Question) -> None:
    assert not still_holds(old, new)
