"""Questions of ours from the syntax tree of a GIFT file."""

import re
from collections.abc import Iterator

from cxgame.content.formats import ours
from cxgame.content.formats.gift import syntax
from cxgame.content.formats.gift.parse import GAP, parse
from cxgame.content.formats.ours import Maker, Near, Said
from cxgame.content.formats.report import CannotHold, Entry
from cxgame.content.question import Kind, Question
from cxgame.errors import Reason

_BEFORE_SIGN = re.compile(rf"{GAP} (?=[.,;:!?)])")


def read(text: str, language: str) -> Iterator[Entry]:
    """Yield every question with an answer block, those that we can't hold with the reason."""
    for item in parse(text):
        if isinstance(item, syntax.Question | syntax.Faulty):
            yield _entry(item, language)


def _entry(item: syntax.Question | syntax.Faulty, language: str) -> Entry:
    title = item.title or ""
    if isinstance(item, syntax.Faulty):
        return Entry(item.line, title, reason=item.reason)
    maker = Maker(language)
    try:
        question = _question(item, maker)
    except CannotHold as error:
        return Entry(item.line, title, reason=error.reason)
    return Entry(item.line, title, question, notes=maker.kept_notes)


def _question(item: syntax.Question, maker: Maker) -> Question:
    prompt = _BEFORE_SIGN.sub(GAP, _words(item.stem, maker))
    general = _words(item.feedback, maker)
    match item.answers:
        case syntax.MultipleChoice(choices=choices):
            said = [_said(choice, maker) for choice in choices]
            is_single = any(choice.is_right for choice in choices)
            kind, solution = maker.choices(said, is_single=is_single)
            return maker.question(kind, prompt, general, solution)
        case syntax.TrueFalse(is_true=is_true, when_wrong=wrong, when_right=right):
            truth, feedback = maker.truth(
                is_true=is_true,
                general=general,
                when_wrong=_words(wrong, maker),
                when_right=_words(right, maker),
            )
            return maker.question(Kind.TRUE_FALSE, prompt, feedback, truth)
        case syntax.ShortAnswer(choices=choices):
            said = [_said(choice, maker) for choice in choices]
            texts, feedback = maker.short_text(said, general)
            return maker.question(Kind.SHORT_TEXT, prompt, feedback, texts)
        case syntax.Numerical(choices=numbers):
            number, feedback = maker.number([_near(one, maker) for one in numbers], general)
            return maker.question(Kind.NUMBER, prompt, feedback, number)
        case syntax.Match(pairs=pairs):
            found = [(_words(pair.left, maker), _line(pair.right, maker)) for pair in pairs]
            return maker.question(Kind.MATCHING, prompt, general, maker.matching(found))
        case syntax.Essay():
            raise CannotHold(Reason("An essay needs somebody to mark it."))


def _said(choice: syntax.Choice, maker: Maker) -> Said:
    share = (100.0 if choice.is_right else 0.0) if choice.weight is None else choice.weight
    return Said(_words(choice.text, maker), share, _words(choice.feedback, maker))


def _near(choice: syntax.NumberChoice, maker: Maker) -> Near:
    share = (100.0 if choice.is_right else 0.0) if choice.weight is None else choice.weight
    feedback = _words(choice.feedback, maker)
    match choice.value:
        case syntax.Exactly(number=number, margin=margin):
            return Near(number, margin or 0.0, share, feedback)
        case syntax.Between(low=low, high=high):
            return Near(*ours.middle(low, high), share, feedback)
    return Near(None, 0.0, share, feedback)


def _words(words: syntax.Words | None, maker: Maker) -> str:
    return maker.words(words.text, words.markup.value) if words else ""


def _line(text: str, maker: Maker) -> str:
    return maker.words(text, syntax.Markup.PLAIN.value)
