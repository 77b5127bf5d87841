"""Moodle XML: what it says in the questions that we have, and what we write of ours."""

import re
from dataclasses import replace

import pytest

from cxgame.content import (
    Kind,
    Matching,
    Number,
    Ordering,
    Phrases,
    ShortText,
    Text,
    Truth,
    formats,
)
from cxgame.content.formats import Format
from cxgame.content.formats.moodle_xml.tree import read_tree
from cxgame.errors import InvalidInput
from tests.content.formats import reading
from tests.learning.library import NUMBER, QUESTIONS

XML = Format.MOODLE_XML


def quiz(kind: str, inside: str, prompt: str = "<p>Q</p>", general: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
        f'<question type="{kind}"><name><text>n</text></name>'
        f'<questiontext format="html"><text><![CDATA[{prompt}]]></text></questiontext>'
        f'<generalfeedback format="html"><text>{general}</text></generalfeedback>'
        f"{inside}</question></quiz>"
    )


def answer(fraction: object, words: str, feedback: str = "", inside: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text>{words}</text>'
        f'<feedback format="html"><text>{feedback}</text></feedback>{inside}</answer>'
    )


ONE = answer(100, "a", "yes") + answer(0, "b", "no")


def test_a_single_choice_with_its_feedback() -> None:
    text = quiz("multichoice", f"<single>true</single>{ONE}", general="all")
    found = reading.question(text, XML)
    assert (found.kind, found.prompt, found.feedback) == (Kind.SINGLE, Text(en="Q"), Text(en="all"))
    assert reading.options(found) == [("a", True, "yes"), ("b", False, "no")]
    entry = reading.entry(text, XML)
    assert (entry.line, entry.title, entry.notes) == (3, "n", ())


@pytest.mark.parametrize("single", ["false", "False", "0"])
def test_several_right_answers(single: str) -> None:
    answers = answer(50, "a") + answer(50, "b") + answer(-100, "c") + answer(0, "")
    found = reading.question(quiz("multichoice", f"<single>{single}</single>{answers}"), XML)
    assert found.kind is Kind.MULTIPLE
    assert reading.options(found) == [("a", True, ""), ("b", True, ""), ("c", False, "")]


@pytest.mark.parametrize("right", ["true", "false"])
def test_true_or_false(right: str) -> None:
    wrong = "false" if right == "true" else "true"
    answers = answer(100, right, "yes") + answer(0, wrong, "no")
    found = reading.question(quiz("truefalse", answers, general="all"), XML)
    assert found.solution == Truth(right == "true")
    assert found.feedback == Text(en="all no")
    assert "Neither" in reading.refused(quiz("truefalse", answer(0, "true")), XML)


def test_short_text() -> None:
    answers = "<usecase>1</usecase>" + answer(100, "a &lt;b&gt;") + answer(50, "c") + answer(0, "*")
    text = quiz("shortanswer", answers)
    assert reading.question(text, XML).solution == ShortText(Phrases(en=("a <b>",)))
    assert reading.notes(text, XML) == [
        "Worth part of the marks there, wrong here: c",
        "Capital letters don't matter here.",
    ]


def test_numbers_with_tolerance_and_units() -> None:
    units = (
        "<units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit>"
        "<unit><multiplier>1.0</multiplier><unit_name>m</unit_name></unit></units>"
    )
    near = answer(100, "2.5", "", "<tolerance>0.1</tolerance>")
    text = quiz("numerical", near + units)
    assert reading.question(text, XML).solution == Number(2.5, 0.1, Text(en="m"))
    assert reading.notes(text, XML) == ["Other units are left out: cm"]
    bad = quiz("numerical", answer(100, "two"))
    assert reading.refused(bad, XML) == "“two” is not a number such as 3.14."


@pytest.mark.parametrize("kind", ["matching", "match"])
def test_pairs(kind: str) -> None:
    pairs = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in (("a", "x"), ("b", "y"), ("", "z"), ("", ""))
    )
    text = quiz(kind, pairs)
    solution = reading.question(text, XML).solution
    assert isinstance(solution, Matching)
    assert [(p.left.en, p.right.en) for p in solution.pairs] == [("a", "x"), ("b", "y")]
    assert reading.notes(text, XML) == ["Partners that fit nothing are left out: z"]


@pytest.mark.parametrize("places", [(1, 2, 3), ("1.0000000", "2.0", "3"), (0, 0, 0), ("", "", "")])
def test_items_in_order(places: tuple[object, ...]) -> None:
    items = "".join(answer(at, words) for at, words in zip(places, "abc", strict=True))
    solution = reading.question(quiz("ordering", items), XML).solution
    assert isinstance(solution, Ordering)
    assert [item.text.en for item in solution.items] == ["a", "b", "c"]


def test_the_places_count_where_the_file_has_another_order() -> None:
    items = answer(2, "b") + answer(1, "a")
    solution = reading.question(quiz("ordering", items), XML).solution
    assert isinstance(solution, Ordering)
    assert [item.text.en for item in solution.items] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay", "An essay needs somebody to mark it."),
        ("cloze", "A text with several gaps is no single question."),
        ("multianswer", "A text with several gaps is no single question."),
        ("calculated", "Questions of Moodle's kind “calculated” have no like here."),
        ("ddwtos", "Questions of Moodle's kind “ddwtos” have no like here."),
        ("", "Questions of Moodle's kind “” have no like here."),
    ],
)
def test_other_kinds_are_read_then_skipped(kind: str, reason: str) -> None:
    assert reading.refused(quiz(kind, ""), XML) == reason


def test_categories_and_descriptions_are_not_counted() -> None:
    text = "<quiz><question type='category'/><question type='description'/></quiz>"
    assert reading.entries(text, XML) == []


def test_what_is_lost_on_the_way_is_told() -> None:
    extra = (
        "<hint><text>think</text></hint><correctfeedback><text>Well done</text></correctfeedback>"
        "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>"
    )
    prompt = '<p>Q <img src="@@PLUGINFILE@@/a.png"></p>'
    assert reading.notes(quiz("multichoice", ONE + extra, prompt), XML) == [
        "Pictures are left out.",
        "Hints are left out.",
        "Feedback on a single answer is left out: Well done",
    ]
    with_file = quiz("multichoice", ONE).replace(
        "</text></questiontext>", '</text><file name="a.mp3">AAAA</file></questiontext>'
    )
    assert reading.notes(with_file, XML) == ["Sound and film are left out."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
            "<quiz>&b;</quiz>",
            "declares a document type",
        ),
        ('<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "declares"),
        ('<!DOCTYPE quiz SYSTEM "http://example.com/a.dtd"><quiz/>', "declares"),
        ("<!DOCTYPE quiz><quiz/>", "declares"),
        ("<quiz><question></quiz>", "can't be read as XML: line 1"),
        ("<quiz>\n\n&nothing;</quiz>", "can't be read as XML: line 3"),
        ("words", "can't be read as XML"),
        ("<quiz/><quiz/>", "can't be read as XML"),
        ("<html></html>", "not Moodle's"),
        ("<a>" * 200, "nested too deeply"),
    ],
)
def test_what_is_no_quiz_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        reading.entries(text, XML)


def test_ours_are_written_as_moodle_reads_them() -> None:
    written = formats.write(QUESTIONS, format=XML, language="en")
    assert (written.count, written.losses) == (len(QUESTIONS), ())
    root = read_tree(written.text)
    kinds = [one.attributes["type"] for one in root.all("question")]
    assert kinds == [
        *("multichoice", "multichoice", "truefalse", "shortanswer"),
        *("numerical", "matching", "ordering"),
    ]
    single, multiple, truth, _short, number, _match, ordering = root.all("question")
    assert single.words("single") == "true"
    assert single.words("name", "text") == "single"
    assert [one.attributes["fraction"] for one in multiple.all("answer")] == ["50", "50", "-100"]
    assert [one.words("text") for one in truth.all("answer")] == ["true", "false"]
    assert [one.attributes["fraction"] for one in truth.all("answer")] == ["0", "100"]
    assert number.words("units", "unit", "unit_name") == "seconds"
    assert number.words("answer", "tolerance") == "0.5"
    assert [one.attributes["fraction"] for one in ordering.all("answer")] == ["1", "2", "3"]
    assert {one.attributes["format"] for one in root.first("question").all("questiontext")} == {  # type: ignore[union-attr]
        "plain_text"
    }


def test_a_language_without_words_leaves_the_question_out() -> None:
    bare = replace(NUMBER, prompt=Text(en="How many?"))
    for format in (Format.GIFT, XML):
        written = formats.write([bare], format=format, language="pt-BR")
        (loss,) = written.losses
        assert (written.count, loss.question, loss.is_left_out) == (0, "number", True)
        assert reading.said(loss.reason) == "The text in pt-BR is missing."


def test_the_file_is_tidy_text() -> None:
    written = formats.write(QUESTIONS, format=XML, language="pt-BR")
    assert written.text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n  <question ')
    assert not re.search(r"[ \t]+\n", written.text)
