"""Questions of ours from a Moodle XML file."""

import re
from collections.abc import Iterator

from cxgame.content.formats.moodle_xml.tree import Element, read_tree
from cxgame.content.formats.ours import FULL, SHOWN, Maker, Near, Said
from cxgame.content.formats.report import CannotHold, Entry
from cxgame.content.formats.words import MEDIA, PICTURES
from cxgame.content.question import Kind, Question
from cxgame.errors import InvalidInput, Reason

NO_QUESTIONS = ("category", "description")  # they ask nothing
MARKUPS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "markdown": "markdown",
    "plain_text": "plain",
}
# What Moodle says by itself after any answer, which is no loss.
_USUAL = {
    *("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."),
    *("Sua resposta está correta.", "Sua resposta está parcialmente correta."),
    *("Sua resposta está incorreta.", "Correct!", "That is not right.", "Parts are not right."),
}
_CANNOT = {
    "essay": Reason("An essay needs somebody to mark it."),
    "cloze": Reason("A text with several gaps is no single question."),
    "multianswer": Reason("A text with several gaps is no single question."),
}
LARGEST = 10**12
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,40}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII
)
_TRUE = ("1", "true", "yes")


def read(text: str, language: str) -> Iterator[Entry]:
    """Yield every question that asks something; raise InvalidInput for what is no quiz."""
    root = read_tree(text)
    if root.tag != "quiz":
        raise InvalidInput("This is XML, but not Moodle's: it holds no quiz.")
    for element in root.all("question"):
        if element.attributes.get("type") not in NO_QUESTIONS:
            yield _entry(element, language)


def _entry(element: Element, language: str) -> Entry:
    maker = Maker(language)
    title = " ".join(element.words("name", "text").split())[:200]
    try:
        question = _question(element, maker)
    except CannotHold as error:
        return Entry(element.line, title, reason=error.reason)
    return Entry(element.line, title, question, notes=maker.kept_notes)


def _question(element: Element, maker: Maker) -> Question:
    kind = element.attributes.get("type", "")
    if kind not in _SOLVED:
        other = Reason(
            "Questions of Moodle's kind “{kind}” have no like here.", {"kind": kind[:40]}
        )
        raise CannotHold(_CANNOT.get(kind, other))
    prompt = _text(element.first("questiontext"), maker)
    general = _text(element.first("generalfeedback"), maker)
    question = _SOLVED[kind](element, prompt, general, maker)
    _note_the_rest(element, maker)
    return question


def _choices(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    said = [_said(answer, maker) for answer in _filled(element)]
    is_single = element.words("single").lower() in _TRUE or element.first("single") is None
    kind, choices = maker.choices(said, is_single=is_single)
    return maker.question(kind, prompt, general, choices)


def _truth(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    feedback, is_true = {}, None
    for answer in element.all("answer"):
        value = answer.words("text").lower() == "true"
        feedback[value] = _text(answer.first("feedback"), maker)
        if _share(answer) >= FULL:
            is_true = value
    if is_true is None:
        raise CannotHold(Reason("Neither true nor false is right."))
    truth, said = maker.truth(
        is_true=is_true,
        general=general,
        when_wrong=feedback.get(not is_true, ""),
        when_right=feedback[is_true],
    )
    return maker.question(Kind.TRUE_FALSE, prompt, said, truth)


def _short_text(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    texts, feedback = maker.short_text(
        [_said(a, maker, "plain") for a in _filled(element)], general
    )
    if element.words("usecase").lower() in _TRUE:
        maker.notes.append(Reason("Capital letters don't matter here."))
    return maker.question(Kind.SHORT_TEXT, prompt, feedback, texts)


def _number(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    answers = [_near(answer, maker) for answer in _filled(element)]
    number, feedback = maker.number(answers, general, _unit(element, maker))
    return maker.question(Kind.NUMBER, prompt, feedback, number)


def _matching(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    pairs = [
        (_text(one, maker), maker.words(one.words("answer", "text"), "plain"))
        for one in element.all("subquestion")
    ]
    filled = [pair for pair in pairs if any(pair)]
    return maker.question(Kind.MATCHING, prompt, general, maker.matching(filled))


def _ordering(element: Element, prompt: str, general: str, maker: Maker) -> Question:
    """Moodle writes each item's place as its fraction, and the items in their order."""
    answers = _filled(element)
    places = [_share(answer) for answer in answers]
    if len(set(places)) == len(places):
        answers.sort(key=_share)
    items = [_text(answer, maker) for answer in answers]
    for answer in answers:
        if words := _text(answer.first("feedback"), maker):
            maker.leave_out(words)
    return maker.question(Kind.ORDERING, prompt, general, maker.ordering(items))


_SOLVED = {
    "multichoice": _choices,
    "truefalse": _truth,
    "shortanswer": _short_text,
    "numerical": _number,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
}


def _filled(element: Element) -> list[Element]:
    """Return the answers but for the empty ones that Moodle's form leaves behind."""
    return [a for a in element.all("answer") if a.words("text") or a.first("file") or _share(a)]


def _said(answer: Element, maker: Maker, markup: str = "") -> Said:
    words = _text(answer, maker, markup)
    return Said(words, _share(answer), _text(answer.first("feedback"), maker))


def _near(answer: Element, maker: Maker) -> Near:
    written = answer.words("text")
    number = None if written == "*" else _numeral(written)
    tolerance = abs(_numeral(answer.words("tolerance") or "0"))
    return Near(number, tolerance, _share(answer), _text(answer.first("feedback"), maker))


def _unit(element: Element, maker: Maker) -> str:
    """Return the unit of the answer; others, which Moodle would convert, are left out."""
    units = element.first("units")
    names = {
        maker.words(unit.words("unit_name"), "plain"): unit.words("multiplier")
        for unit in (units.all("unit") if units else ())
    }
    own = next((name for name, factor in names.items() if _is_one(factor)), "")
    others = [name for name in names if name and name != own]
    if others:
        words = ", ".join(others)[:SHOWN]
        maker.notes.append(Reason("Other units are left out: {units}", {"units": words}))
    return own


def _is_one(factor: str) -> bool:
    return bool(_NUMBER.fullmatch(factor)) and float(factor) == 1


def _share(answer: Element) -> float:
    """Return which percentage of the marks an answer brings, 0 where none can be read."""
    written = answer.attributes.get("fraction", "").strip()
    return float(written) if _NUMBER.fullmatch(written) else 0.0


def _numeral(written: str) -> float:
    number = float(written) if _NUMBER.fullmatch(written) else LARGEST * 10.0
    if abs(number) > LARGEST:
        raise CannotHold(Reason("“{words}” is not a number such as 3.14.", {"words": written[:40]}))
    return number


def _text(holder: Element | None, maker: Maker, markup: str = "") -> str:
    """Return the words of an element that holds <text>, and maybe files."""
    if holder is None:
        return ""
    if holder.first("file"):
        name = next(holder.all("file")).attributes.get("name", "").lower()
        is_media = name.endswith((".mp3", ".mp4", ".ogg", ".wav", ".webm", ".m4a", ".mov"))
        maker.notes.append(MEDIA if is_media else PICTURES)
    written = holder.attributes.get("format", "moodle_auto_format")
    return maker.words(holder.words("text"), markup or MARKUPS.get(written, "moodle"))


def _note_the_rest(element: Element, maker: Maker) -> None:
    """Note what the question loses besides."""
    if any(hint.words("text") for hint in element.all("hint")):
        maker.notes.append(Reason("Hints are left out."))
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        words = _text(element.first(tag), maker)
        if words and words not in _USUAL:
            maker.leave_out(words)
