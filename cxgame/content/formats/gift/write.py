"""Questions of ours as a GIFT file."""

from collections.abc import Iterable

from cxgame.content.formats.gift.escapes import escaped
from cxgame.content.formats.losing import Losing, numeral, one_by_one, weights
from cxgame.content.formats.report import CannotHold, Written
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
from cxgame.errors import Reason

ARROW = Reason("An arrow -> would part it in two: it is written →.")


def write(questions: Iterable[Question], language: str) -> Written:
    """Return the questions in one language as GIFT, and what it can't hold."""
    blocks, losses = one_by_one(questions, language, _block)
    return Written("\n\n".join(blocks) + "\n", len(blocks), losses)


def _block(losing: Losing) -> str:
    """Return a question; its markup is plain, which every answer inherits."""
    question = losing.question
    title = f"::{escaped(question.id)}::" if question.id else ""
    stem = escaped(losing.words(question.prompt))
    feedback = losing.some_words(question.feedback)
    lines = [*_answers(losing), *([f"####{_text(feedback)}"] if feedback else [])]
    return "\n".join([f"{title}[plain]{stem}{{", *(f"\t{line}" for line in lines), "}"])


def _answers(losing: Losing) -> list[str]:
    match losing.question.solution:
        case Choices(options=options) if losing.question.kind is Kind.SINGLE:
            return [_single(losing, option) for option in options]
        case Choices(options=options):
            return _several(losing, options)
        case Truth(answer=answer):
            return ["TRUE" if answer else "FALSE"]
        case ShortText(accepted=accepted):
            wordings = losing.wordings(accepted)
            # Moodle would take a star for any words.
            return [
                f"={_answer(_without_arrow(losing, words).replace('*', chr(92) + '*'))}"
                for words in wordings
            ]
        case Number() as number:
            if losing.some_words(number.unit):
                unit = losing.some_words(number.unit)
                losing.lose(Reason("The unit is left out: {unit}", {"unit": unit}))
            return [f"#{numeral(number.answer)}:{numeral(number.tolerance)}"]
        case Matching(pairs=pairs):
            return [
                f"={_text(_without_arrow(losing, losing.words(pair.left)))}"
                f" -> {escaped(losing.words(pair.right))}"
                for pair in pairs
            ]
        case Ordering():
            raise CannotHold(Reason("GIFT has no questions that put things in order."))


def _single(losing: Losing, option: Option) -> str:
    sign = "=" if option.right else "~"
    return f"{sign}{_answer(losing.words(option.text), option.right)}{_feedback(losing, option)}"


def _several(losing: Losing, options: tuple[Option, ...]) -> list[str]:
    shares = iter(weights(sum(option.right for option in options)))
    return [
        f"~%{numeral(next(shares)) if option.right else '-100'}%"
        f"{_text(losing.words(option.text))}{_feedback(losing, option)}"
        for option in options
    ]


def _feedback(losing: Losing, option: Option) -> str:
    words = losing.some_words(option.feedback)
    return f"#{_text(words)}" if words else ""


def _answer(words: str, is_right: bool = True) -> str:
    """Return an answer; one that begins with a percent sign needs its weight before it."""
    weight = f"%{100 if is_right else 0}%" if words.startswith("%") else ""
    return weight + _text(words)


def _text(words: str) -> str:
    """Return a text; one that begins like the name of a markup needs the name before it."""
    return ("[plain]" if words.startswith("[") else "") + escaped(words)


def _without_arrow(losing: Losing, words: str) -> str:
    if "->" not in words:
        return words
    losing.lose(ARROW)
    return words.replace("->", "→")
