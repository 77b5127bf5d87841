"""What we write in a foreign format comes back as it was, but for what was reported as lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.content import (
    Choices,
    Kind,
    Matching,
    Number,
    Ordering,
    Phrases,
    Question,
    ShortText,
    Solution,
    Text,
    formats,
)
from cxgame.content.formats import Format
from cxgame.content.text import NO_TEXT
from tests.content.formats.strategies import questions

LANGUAGES = ("pt-BR", "en")
ALL = set(Kind)
HELD = {
    Format.GIFT: ALL - {Kind.ORDERING},
    Format.MOODLE_XML: ALL,
    Format.AIKEN: {Kind.SINGLE, Kind.TRUE_FALSE},
}


def there_and_back(
    question: Question, format: Format, language: str
) -> tuple[Question | None, set[str]]:
    """Return the question as it comes back, and the messages of what was reported."""
    written = formats.write([question], format=format, language=language)
    said = {loss.reason.message for loss in written.losses}
    if not written.count:
        assert any(loss.is_left_out for loss in written.losses)
        return None, said
    reading = formats.read(written.text.encode(), format=format, language=language)
    (entry,) = reading.entries
    assert entry.question is not None, (entry, written.text)
    assert entry.title in ("", question.id)
    return entry.question, said


def spoken(question: Question, language: str) -> Question:
    """Return what a question says in one language, its names those that reading gives."""

    def text(words: Text) -> Text:
        spoken = words.in_language(language)
        return Text(pt_br=spoken) if language == "pt-BR" else Text(en=spoken)

    def names(count: int) -> list[str]:
        return list("abcdefghij"[:count])

    def solution(found: Solution) -> Solution:
        match found:
            case Choices(options=options):
                return Choices(
                    tuple(
                        replace(o, id=name, text=text(o.text), feedback=text(o.feedback))
                        for name, o in zip(names(len(options)), options, strict=True)
                    )
                )
            case ShortText(accepted=accepted):
                only = accepted.in_language(language)
                return ShortText(Phrases(pt_br=only) if language == "pt-BR" else Phrases(en=only))
            case Number() as number:
                return replace(number, unit=text(number.unit))
            case Matching(pairs=pairs):
                named = zip(names(len(pairs)), pairs, strict=True)
                return Matching(
                    tuple(
                        replace(p, id=name, left=text(p.left), right=text(p.right))
                        for name, p in named
                    )
                )
            case Ordering(items=items):
                named_items = zip(names(len(items)), items, strict=True)
                return Ordering(
                    tuple(replace(i, id=name, text=text(i.text)) for name, i in named_items)
                )
        return found

    return replace(
        question,
        id="",
        step="",
        prompt=text(question.prompt),
        feedback=text(question.feedback),
        solution=solution(question.solution),
    )


def without(question: Question, said: set[str]) -> Question:
    """Return a question without what was reported as lost."""
    if "The unit is left out: {unit}" in said:
        assert isinstance(question.solution, Number)
        question = replace(question, solution=replace(question.solution, unit=NO_TEXT))
    if "Aiken has no feedback: it is left out." in said:
        question = replace(question, feedback=NO_TEXT)
        if isinstance(question.solution, Choices):
            bare = (replace(option, feedback=NO_TEXT) for option in question.solution.options)
            question = replace(question, solution=Choices(tuple(bare)))
    if "An arrow -> would part it in two: it is written →." in said:
        match question.solution:
            case ShortText(accepted=accepted):
                sides = (accepted.pt_br, accepted.en)
                arrows = (tuple(w.replace("->", "→") for w in side) for side in sides)
                question = replace(question, solution=ShortText(Phrases(*arrows)))
            case Matching(pairs=pairs):
                lefts = [
                    Text(*(w.replace("->", "→") for w in (p.left.pt_br, p.left.en))) for p in pairs
                ]
                changed = zip(pairs, lefts, strict=True)
                question = replace(
                    question,
                    solution=Matching(tuple(replace(p, left=left) for p, left in changed)),
                )
    return question


@pytest.mark.parametrize("format", Format)
@given(question=questions(), language=st.sampled_from(LANGUAGES))
def test_a_question_comes_back_as_it_was(format: Format, question: Question, language: str) -> None:
    back, said = there_and_back(question, format, language)
    if back is None:
        assert question.kind not in HELD[format] or "Its first words" in " ".join(said)
        return
    assert back == without(spoken(question, language), said)
