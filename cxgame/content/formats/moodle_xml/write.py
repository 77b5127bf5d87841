"""Questions of ours as a Moodle XML file."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from cxgame.content.formats.losing import Losing, name_of, numeral, one_by_one, weights
from cxgame.content.formats.report import Written
from cxgame.content.question import (
    Choices,
    Kind,
    Matching,
    Number,
    Option,
    Ordering,
    Question,
    ShortText,
    Truth,
)
from cxgame.content.text import Text

PLAIN = {"format": "plain_text"}
TYPES = {
    Kind.SINGLE: "multichoice",
    Kind.MULTIPLE: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.SHORT_TEXT: "shortanswer",
    Kind.NUMBER: "numerical",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(questions: Iterable[Question], language: str) -> Written:
    """Return the questions in one language as Moodle XML, and what it can't hold."""
    found, losses = one_by_one(questions, language, _question)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Written(f"{head}{_tag('quiz', *found)}\n", len(found), losses)


def _question(losing: Losing) -> str:
    question = losing.question
    return _tag(
        "question",
        _tag("name", _words(name_of(question, losing.language))),
        _tag("questiontext", _words(losing.words(question.prompt)), **PLAIN),
        _tag("generalfeedback", _words(losing.some_words(question.feedback)), **PLAIN),
        _tag("defaultgrade", "1"),
        *_answers(losing),
        type=TYPES[question.kind],
    )


def _answers(losing: Losing) -> list[str]:
    match losing.question.solution:
        case Choices(options=options):
            return _choices(losing, options)
        case Truth(answer=answer):
            return [
                _answer(name, 100.0 * (name == str(answer).lower())) for name in ("true", "false")
            ]
        case ShortText(accepted=accepted):
            # Moodle would take a star for any words.
            texts = [words.replace("*", "\\*") for words in losing.wordings(accepted)]
            return [_tag("usecase", "0"), *(_answer(words, 100.0) for words in texts)]
        case Number() as number:
            return _number(losing, number)
        case Matching(pairs=pairs):
            return [
                _tag("shuffleanswers", "true"),
                *(
                    _tag(
                        "subquestion",
                        _words(losing.words(pair.left)),
                        _tag("answer", _words(losing.words(pair.right))),
                        **PLAIN,
                    )
                    for pair in pairs
                ),
            ]
        case Ordering(items=items):
            placed = enumerate((losing.words(item.text) for item in items), 1)
            return [
                _tag("layouttype", "VERTICAL"),
                _tag("selecttype", "ALL"),
                _tag("selectcount", "0"),
                _tag("gradingtype", "ALL_OR_NOTHING"),
                _tag("showgrading", "SHOW"),
                _tag("numberingstyle", "none"),
                *(_answer(words, float(place)) for place, words in placed),
            ]


def _choices(losing: Losing, options: tuple[Option, ...]) -> list[str]:
    is_single = losing.question.kind is Kind.SINGLE
    wrong = 0.0 if is_single else -100.0
    shares = iter(weights(sum(option.right for option in options)))
    return [
        _tag("single", "true" if is_single else "false"),
        _tag("shuffleanswers", "true"),
        _tag("answernumbering", "abc"),
        *(
            _answer(
                losing.words(option.text),
                next(shares) if option.right else wrong,
                losing.some_words(option.feedback),
            )
            for option in options
        ),
    ]


def _number(losing: Losing, number: Number) -> list[str]:
    tolerance = _tag("tolerance", numeral(number.tolerance))
    answer = _answer(numeral(number.answer), 100.0, inside=tolerance)
    if number.unit == Text() or not losing.some_words(number.unit):
        return [answer]
    name = _tag("unit_name", _escaped(losing.some_words(number.unit)))
    unit = _tag("unit", _tag("multiplier", "1"), name)
    # Moodle shows the unit beside the box and asks for the number alone.
    shown = (_tag("unitgradingtype", "0"), _tag("showunits", "1"), _tag("unitsleft", "0"))
    return [answer, _tag("units", unit), *shown]


def _answer(words: str, share: float, feedback: str = "", inside: str = "") -> str:
    parts = [_words(words), _tag("feedback", _words(feedback), **PLAIN), inside]
    return _tag("answer", *parts, fraction=numeral(share), **PLAIN)


def _words(words: str) -> str:
    return _tag("text", _escaped(words))


def _escaped(words: str) -> str:
    """Return words as XML writes them; the few characters it knows no way to write are marked."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words))


def _tag(name: str, *inside: str, **attributes: str) -> str:
    """Return an element; elements in it stand on lines of their own."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    parts = [part for part in inside if part]
    if any(part.startswith("<") for part in parts):
        lines = "\n".join(parts).replace("\n", "\n  ")
        return f"<{name}{said}>\n  {lines}\n</{name}>"
    return f"<{name}{said}>{''.join(parts)}</{name}>"
