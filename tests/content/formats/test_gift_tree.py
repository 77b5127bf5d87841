"""GIFT's grammar, construct by construct: a text, and the syntax tree that it stands for."""

import pytest

from cxgame.content.formats.gift.parse import parse
from cxgame.content.formats.gift.syntax import (
    Answers,
    Between,
    Category,
    Choice,
    Description,
    Essay,
    Exactly,
    Faulty,
    Item,
    Markup,
    Match,
    MultipleChoice,
    NumberChoice,
    Numerical,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
    Words,
)

HTML, MARKDOWN, PLAIN = Markup.HTML, Markup.MARKDOWN, Markup.PLAIN


def right(text: str, weight: float | None = None, feedback: str = "") -> Choice:
    return Choice(True, Words(text), weight, Words(feedback) if feedback else None)


def wrong(text: str, weight: float | None = None, feedback: str = "") -> Choice:
    return Choice(False, Words(text), weight, Words(feedback) if feedback else None)


def only(text: str) -> Item:
    (item,) = parse(text)
    return item


def asked(text: str) -> Question:
    item = only(text)
    assert isinstance(item, Question), item
    return item


def answers(block: str) -> Answers:
    return asked(f"Q {{{block}}}").answers


ESSAY = Essay()
TRUE, FALSE = TrueFalse(True), TrueFalse(False)
BLOCKS: dict[str, Answers] = {
    # essay
    "": ESSAY,
    "   \n  ": ESSAY,
    # true or false
    "T": TRUE,
    "TRUE": TRUE,
    " F ": FALSE,
    "FALSE": FALSE,
    "T#no": TrueFalse(True, Words("no")),
    "FALSE#no#yes": TrueFalse(False, Words("no"), Words("yes")),
    "TRUE# #yes": TrueFalse(True, None, Words("yes")),
    "\nT#\nno\nat all": TrueFalse(True, Words("no at all")),
    # several to choose from
    "~a =b": MultipleChoice((wrong("a"), right("b"))),
    "=b~a": MultipleChoice((right("b"), wrong("a"))),
    "\n~a\n=b\n": MultipleChoice((wrong("a"), right("b"))),
    "~a#no =b#yes": MultipleChoice((wrong("a", None, "no"), right("b", None, "yes"))),
    "~a # no, it\n  is not\n=b": MultipleChoice((wrong("a", None, "no, it is not"), right("b"))),
    "~a# =b#": MultipleChoice((wrong("a"), right("b"))),
    "~%50%a ~%50%b ~%-100%c": MultipleChoice((wrong("a", 50), wrong("b", 50), wrong("c", -100))),
    "~%33.33333%a ~%-5.5%b": MultipleChoice((wrong("a", 33.33333), wrong("b", -5.5))),
    "~%0%a =%100%b": MultipleChoice((wrong("a", 0), right("b", 100))),
    "~%x%a =b": MultipleChoice((wrong("%x%a"), right("b"))),
    "~go -> there =come -> here": MultipleChoice((wrong("go -> there"), right("come -> here"))),
    "~a": MultipleChoice((wrong("a"),)),
    "a ~b": MultipleChoice((wrong("a"), wrong("b"))),
    # escapes
    r"~\= 1 =\= 2": MultipleChoice((wrong("= 1"), right("= 2"))),
    r"~\~ =\#1 ~\{\} ~\:": MultipleChoice((wrong("~"), right("#1"), wrong("{}"), wrong(":"))),
    r"~\\ =\\\\": MultipleChoice((wrong("\\"), right("\\\\"))),
    r"~\ =b": MultipleChoice((wrong("\\"), right("b"))),
    r"~a\nb =\q": MultipleChoice((wrong("a\nb"), right("\\q"))),
    # short text
    "=a": ShortAnswer((right("a"),)),
    "a": ShortAnswer((right("a"),)),
    "=a =b": ShortAnswer((right("a"), right("b"))),
    "=a#yes =%50%b#nearly": ShortAnswer((right("a", None, "yes"), right("b", 50, "nearly"))),
    "=a =%0%*#no": ShortAnswer((right("a"), right("*", 0, "no"))),
    "=%100%a#": ShortAnswer((right("a", 100),)),
    "=T": ShortAnswer((right("T"),)),
    "True": ShortAnswer((right("True"),)),
    "=a -> b =c": ShortAnswer((right("a -> b"), right("c"))),
    # pairs
    "=a->b =c -> d": Match((Pair(Words("a"), "b"), Pair(Words("c"), "d"))),
    "=a -> b\n= -> d": Match((Pair(Words("a"), "b"), Pair(Words(""), "d"))),
    "=a -> b -> c =d -> e": Match((Pair(Words("a"), "b -> c"), Pair(Words("d"), "e"))),
    r"=a\:-> \=b =c->d # e": Match((Pair(Words("a:"), "=b"), Pair(Words("c"), "d # e"))),
    # numbers
    "#4": Numerical((NumberChoice(True, Exactly(4)),), is_bare=True),
    "# -1.5": Numerical((NumberChoice(True, Exactly(-1.5)),), is_bare=True),
    "#1822:5": Numerical((NumberChoice(True, Exactly(1822, 5)),), is_bare=True),
    "#3.1415:0.0005": Numerical((NumberChoice(True, Exactly(3.1415, 0.0005)),), is_bare=True),
    "#1..5": Numerical((NumberChoice(True, Between(1, 5)),), is_bare=True),
    "#-5..-1": Numerical((NumberChoice(True, Between(-5, -1)),), is_bare=True),
    "#5..1": Numerical((NumberChoice(True, Between(1, 5)),), is_bare=True),
    "#=4": Numerical((NumberChoice(True, Exactly(4)),)),
    "#=4:0#yes =%50%4:2#nearly": Numerical(
        (
            NumberChoice(True, Exactly(4, 0), None, Words("yes")),
            NumberChoice(True, Exactly(4, 2), 50, Words("nearly")),
        )
    ),
    "#\n=3:2\n~#no": Numerical(
        (NumberChoice(True, Exactly(3, 2)), NumberChoice(False, None, None, Words("no")))
    ),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_an_answer_block_says_its_kind(block: str) -> None:
    assert answers(block) == BLOCKS[block]


STEMS = {
    "What?": Words("What?"),
    "  What \n  is   it? ": Words("What is it?"),
    "[html]<p>a</p>\n <p>b</p>": Words("<p>a</p>\n <p>b</p>", HTML),
    "[markdown] a  \n- b": Words("a  \n- b", MARKDOWN),
    "[plain]a\n<b>": Words("a <b>", PLAIN),
    "[moodle]a": Words("a"),
    "[other]a": Words("[other]a"),
    r"a\nb": Words("a\nb"),
    r"\[html\]": Words(r"\[html\]"),
    r"1 \: 2 \= \~ \# \{ \} \\": Words("1 : 2 = ~ # { } \\"),
    "A: b, $ & % @ ; é 日本": Words("A: b, $ & % @ ; é 日本"),
    "a // is no comment": Words("a // is no comment"),
}


@pytest.mark.parametrize("stem", STEMS)
def test_a_stem_keeps_its_words_and_its_markup(stem: str) -> None:
    assert asked(f"{stem} {{T}}").stem == STEMS[stem]
    assert only(stem) == Description(1, STEMS[stem])


def test_answers_and_feedback_inherit_the_markup() -> None:
    found = asked("[markdown]Q {=a#b ~[html]<i>c</i>#[plain]d ####e}")
    assert found.answers == MultipleChoice(
        (
            Choice(True, Words("a", MARKDOWN), None, Words("b", MARKDOWN)),
            Choice(False, Words("<i>c</i>", HTML), None, Words("d", PLAIN)),
        )
    )
    assert found.feedback == Words("e", MARKDOWN)
    pairs = asked("[html]Q {=a->b =[plain]c->d}").answers
    assert pairs == Match((Pair(Words("a", HTML), "b"), Pair(Words("c", PLAIN), "d")))


def test_markup_that_keeps_lines_keeps_them_in_answers_too() -> None:
    found = asked("[markdown]Q{\n=a  \nb\n=c\n}").answers
    assert found == ShortAnswer(
        (Choice(True, Words("a  \nb", MARKDOWN)), Choice(True, Words("c", MARKDOWN)))
    )


@pytest.mark.parametrize(
    ("text", "title", "stem"),
    [
        ("::Name::Q {T}", "Name", "Q"),
        (":: Name ::\nQ {T}", "Name", "Q"),
        (r"::A\:\: b::Q {T}", "A:: b", "Q"),
        (r"::A\:::Q {T}", "A:", "Q"),
        ("::::Q {T}", "", "Q"),
        ("::never closed Q {T}", None, "::never closed Q"),
        ("a ::b:: {T}", None, "a ::b::"),
    ],
)
def test_a_title_stands_between_double_colons(text: str, title: str | None, stem: str) -> None:
    found = asked(text)
    assert (found.title, found.stem.text) == (title, stem)


@pytest.mark.parametrize(
    ("text", "stem", "has_gap"),
    [
        ("Grant is {~a =b} in his tomb.", "Grant is _____ in his tomb.", True),
        ("Two and two are {=four}.", "Two and two are _____ .", True),
        ("{=Asia} is large.", "_____ is large.", True),
        ("[html]{=Asia} is large.", "_____ is large.", True),
        ("Q {=a}\n  \t", "Q", False),
        ("_____ is large. {=Asia}", "_____ is large.", False),
    ],
)
def test_an_answer_block_inside_the_stem_leaves_a_gap(text: str, stem: str, has_gap: bool) -> None:
    found = asked(text)
    assert (found.stem.text, found.has_gap) == (stem, has_gap)


def test_the_markup_of_the_words_after_the_gap_counts_where_none_stand_before() -> None:
    assert asked("{=a} [html]<b>c</b>").stem == Words("_____ <b>c</b>", HTML)
    assert asked("[html]<i>x</i> {=a} <b>c</b>").stem == Words("<i>x</i> _____ <b>c</b>", HTML)


@pytest.mark.parametrize(
    ("block", "feedback"),
    [
        ("T####all", "all"),
        ("=a#b####all", "all"),
        ("~a =b####\n all \n of it", "all of it"),
        ("#4####all", "all"),
        ("=a->b =c->d####all", "all"),
        ("####all", "all"),
        ("=a####", None),
    ],
)
def test_four_hashes_begin_the_general_feedback(block: str, feedback: str | None) -> None:
    found = asked(f"Q {{{block}}}")
    assert found.feedback == (Words(feedback) if feedback else None)


def test_the_last_four_hashes_win() -> None:
    found = asked("Q {=a#b####c####d}")
    assert found.feedback == Words("d")
    assert found.answers == ShortAnswer((right("a", None, "b####c"),))


def test_only_the_first_braces_count() -> None:
    found = asked("a {=b} c {=d} e")
    assert found.answers == ShortAnswer((right("b"),))
    assert found.stem.text == "a _____ c {=d} e"


def test_a_blank_line_ends_a_question_even_inside_braces() -> None:
    first, second = parse("Q {\n~a\n\n=b\n}")
    assert isinstance(first, Faulty) and isinstance(second, Faulty)
    assert (first.line, second.line) == (1, 4)


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\r\n\r\n", "\r\r", "\n\n\n\n"])
def test_blank_lines_part_questions(gap: str) -> None:
    assert [type(item) for item in parse(f"Q {{T}}{gap}R {{F}}")] == [Question, Question]


def test_comments_are_whole_lines_only() -> None:
    found = asked("// one\nQ {\n  // two\n  =a // three\n  ~b\n}\n// four")
    assert found.stem == Words("Q")
    assert found.line == 2
    assert found.answers == MultipleChoice((right("a // three"), wrong("b")))
    assert not found.has_gap
    assert list(parse("// alone\n\n//::T:: Q {T}")) == []


def test_ids_and_tags_stand_in_comments() -> None:
    found = asked("// [id:12] [tag:a] x [tag:b c]\n// [tag:d]\nQ {T}")
    assert (found.id, found.tags) == ("12", ("a", "b c", "d"))
    after = list(parse("// [id:1] [tag:x]\nQ {T}\n\nR {F}"))[1]
    assert isinstance(after, Question)
    assert (after.id, after.tags) == (None, ())
    assert only("// [id:7]\nJust words") == Description(2, Words("Just words"), None, "7")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$CATEGORY: $course$/top/Default", "$course$/top/Default"),
        ("  $CATEGORY:a/b: c{=x}", "a/b: c{=x}"),
        ("// c\n$CATEGORY: a//b", "a//b"),
    ],
)
def test_a_category_is_a_line_of_its_own(text: str, path: str) -> None:
    item = only(text)
    assert isinstance(item, Category)
    assert item.path == path


def test_a_question_right_below_its_category_is_read() -> None:
    category, question = parse("$CATEGORY: a\nQ {T}")
    assert category == Category(1, "a")
    assert isinstance(question, Question) and (question.line, question.answers) == (2, TRUE)


def test_a_text_without_braces_is_a_description() -> None:
    assert only("::Name::Read this.\nThen answer.") == Description(
        1, Words("Read this. Then answer."), "Name"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Q {=a", "The answers are not closed by a brace."),
        ("Q =a}", "A closing brace stands without its opening one."),
        ("Q }{=a}", "A closing brace stands without its opening one."),
        ("Q {#}", "The number that is right is missing."),
        ("Q {#=}", "“” is not a number such as 3.14."),
        ("Q {#1,5}", "“1,5” is not a number such as 3.14."),
        ("Q {#1..b}", "“b” is not a number such as 3.14."),
        ("Q {#=4:x}", "“x” is not a number such as 3.14."),
        ("Q {#1e300}", "“1e300” is not a number such as 3.14."),
        ("Q {#nan}", "“nan” is not a number such as 3.14."),
        ("Q {~%101%a =b}", "The weight 101% is not between -100 and 100."),
    ],
)
def test_what_makes_no_sense_is_there_with_its_reason(text: str, reason: str) -> None:
    item = only(text)
    assert isinstance(item, Faulty)
    assert item.reason.message.format(**item.reason.values) == reason


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert asked("\ufeff::T::Q {T}").title == "T"


def test_code_points_that_we_use_inside_are_not_taken_for_signs() -> None:
    assert asked("Q \ufdd3\ufdd6 {\ufdd3=a}").stem.text == "Q"
