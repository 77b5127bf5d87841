"""What GIFT says in the questions that we have, and what becomes of what we don't have."""

import pytest

from cxgame.content import Kind, Matching, Number, Phrases, ShortText, Text, Truth
from cxgame.content.formats import Format
from tests.content.formats import reading

GIFT = Format.GIFT


def test_one_right_answer_makes_a_single_choice_with_all_feedback() -> None:
    found = reading.question("::t::Q {=a#yes ~b#no ~c ####all}", GIFT)
    assert (found.kind, found.prompt, found.feedback) == (Kind.SINGLE, Text(en="Q"), Text(en="all"))
    assert reading.options(found) == [("a", True, "yes"), ("b", False, "no"), ("c", False, "")]
    assert (found.id, found.step) == ("", "")
    assert reading.entry("::t::Q {=a ~b}", GIFT).title == "t"


def test_the_language_says_on_which_side_the_words_stand() -> None:
    found = reading.question("Olá? {=Sim ~Não}", GIFT, "pt-BR")
    assert found.prompt == Text(pt_br="Olá?")


def test_weights_without_an_equals_sign_make_several_right() -> None:
    found = reading.question("Q {~%50%a ~%50%b ~%-100%c ~d}", GIFT)
    assert found.kind is Kind.MULTIPLE
    assert [right for _words, right, _said in reading.options(found)] == [True, True, False, False]
    assert reading.notes("Q {~%50%a ~%50%b ~%-100%c}", GIFT) == []
    assert reading.notes("Q {~%75%a ~%25%b ~c}", GIFT) == [
        "Right answers had different weights; here all count alike."
    ]


def test_several_full_answers_of_which_one_was_enough_become_several() -> None:
    found = reading.question("Q {=a =b ~c}", GIFT)
    assert found.kind is Kind.MULTIPLE
    assert reading.notes("Q {=a =b ~c}", GIFT) == [
        "Any of several answers was enough; here it takes them all."
    ]


def test_half_marks_are_wrong_here_and_said_so() -> None:
    text = "Q {=a ~%50%b#half ~c}"
    assert reading.options(reading.question(text, GIFT))[1] == ("b", False, "half")
    assert reading.notes(text, GIFT) == ["Worth part of the marks there, wrong here: b"]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("", "An essay needs somebody to mark it."),
        ("####said", "An essay needs somebody to mark it."),
        ("~a ~b", "No answer is worth full marks."),
        ("=%50%a ~b", "No answer is worth full marks."),
        ("~%50%a ~%50%b", "No answer is wrong."),
        ("=a ~A", "Two answers read the same."),
        ("=[html]<b>a</b> ~[html]<i>a</i>", "Two answers read the same."),
        ('=[html]<img src\\="x"> ~b', "An answer has no words of its own."),
        ("~%100%a", "Two or more answers are needed."),
        ("=a " + "~b" * 50, "It has more than 50 answers."),
        ("=%50%a", "No wording is worth full marks and can be typed."),
        ("=*", "No wording is worth full marks and can be typed."),
        ("=wh*t", "No wording is worth full marks and can be typed."),
        ("=!!!", "No wording is worth full marks and can be typed."),
        ("#*", "Any number at all is right."),
        ("#=5 =9", "Several numbers are right; a question of ours has one."),
        ("#=5:1 =6:1", "Several numbers are right; a question of ours has one."),
        ("#=%50%5", "No answer is worth full marks."),
        ("=a->x", "Two or more answers are needed."),
        ("=a->x =b->x", "Two answers read the same."),
        ("=a->x =b->", "An answer has no words of its own."),
        ("=a", None),
    ],
)
def test_what_we_cannot_hold_is_skipped_with_its_reason(block: str, reason: str | None) -> None:
    if reason is None:
        assert reading.question(f"Q {{{block}}}", GIFT)
        return
    assert reading.refused(f"Q {{{block}}}", GIFT) == reason


def test_true_or_false_keeps_what_explains_it() -> None:
    found = reading.question("Q {FALSE#no, it is not#yes ####all}", GIFT)
    assert (found.kind, found.solution) == (Kind.TRUE_FALSE, Truth(False))
    assert found.feedback == Text(en="all no, it is not")
    assert reading.notes("Q {FALSE#no#yes}", GIFT) == [
        "Feedback on a single answer is left out: yes"
    ]
    assert reading.question("Q {T##yes}", GIFT).feedback == Text(en="yes")
    assert reading.notes("Q {T##yes}", GIFT) == [
        "What followed a right answer now follows every answer."
    ]


def test_short_text_accepts_what_was_worth_full_marks() -> None:
    text = r"Q {=no one#yes =nobody =%75%noone#nearly =%0%*#no =2 \\* 3 ####all}"
    found = reading.question(text, GIFT)
    assert found.solution == ShortText(Phrases(en=("no one", "nobody", "2 * 3")))
    assert found.feedback == Text(en="all yes")
    assert reading.notes(text, GIFT) == [
        "Worth part of the marks there, wrong here: noone",
        "What followed a right answer now follows every answer.",
        "Feedback on a single answer is left out: nearly",
        "Feedback on a single answer is left out: no",
    ]


def test_a_pattern_among_wordings_is_left_out_and_named() -> None:
    assert reading.question("Q {=a =b*}", GIFT).solution == ShortText(Phrases(en=("a",)))
    assert reading.notes("Q {=a =b*}", GIFT) == ["A wording that can't be typed is left out: b*"]


@pytest.mark.parametrize(
    ("block", "answer", "tolerance"),
    [
        ("#1822", 1822, 0),
        ("#1822:5", 1822, 5),
        ("#-5..5", 0, 5),
        ("#3.141..3.142", 3.1415, 0.0005),
        ("#0.1..0.3", 0.2, 0.1),
        ("#=1822:0 =%50%1822:2", 1822, 0),
        ("#=5:1 =5:3 =6:1", 5, 3),
        ("#1e3:1e-2", 1000, 0.01),
        ("#.5", 0.5, 0),
    ],
)
def test_numbers_have_one_answer_and_a_tolerance(
    block: str, answer: float, tolerance: float
) -> None:
    found = reading.question(f"Q {{{block}}}", GIFT)
    assert (found.kind, found.solution) == (Kind.NUMBER, Number(answer, tolerance))


def test_partners_that_fit_nothing_are_left_out_and_named() -> None:
    text = "Q {=a->x =b->y =->z}"
    solution = reading.question(text, GIFT).solution
    assert isinstance(solution, Matching)
    assert [(p.left.en, p.right.en) for p in solution.pairs] == [("a", "x"), ("b", "y")]
    assert reading.notes(text, GIFT) == ["Partners that fit nothing are left out: z"]


def test_a_gap_needs_no_space_before_a_full_stop() -> None:
    assert reading.question("Two and two are {=four}.", GIFT).prompt.en == "Two and two are _____."


def test_descriptions_comments_and_categories_are_not_counted() -> None:
    text = "$CATEGORY: a\n\n// c\n\nRead this.\n\nQ {T}\n\nWrite. {}\n\nBroken {=a"
    found = reading.entries(text, GIFT)
    assert [one.line for one in found] == [7, 9, 11]
    assert [one.question is not None for one in found] == [True, False, False]


def test_long_texts_are_taken_with_a_note() -> None:
    text = f"{'a ' * 200}{{={'b' * 200} ~{'c' * 20} ####{'d ' * 300}}}"
    assert reading.notes(text, GIFT) == [
        "An answer is long for a phone.",
        "The question is long for a phone.",
        "The feedback is long for a phone.",
    ]
    assert "10000 characters" in reading.refused(f"{'a' * 10_001}{{T}}", GIFT)
    assert reading.refused("{T}", GIFT) == "The question has no words of its own."
