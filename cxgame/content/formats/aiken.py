"""Aiken: one right answer among lettered ones, the plainest of the formats, read and written."""

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cxgame.content.formats.losing import Losing, one_by_one
from cxgame.content.formats.ours import Maker, Said
from cxgame.content.formats.report import CannotHold, Entry, Written
from cxgame.content.question import Choices, Kind, Option, Question, Truth
from cxgame.content.text import Text
from cxgame.errors import Reason

# True and false, as a file in either language writes them.
TRUTHS = {"en": ("True", "False"), "pt-BR": ("Verdadeiro", "Falso")}
_OPTION = re.compile(r"([A-Z])[).][ \t]+(.*)")
_ANSWER = re.compile(r"ANSWER:[ \t]*(.*)")


@dataclass
class _Block:
    """A question as it comes, line by line."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def read(text: str, language: str) -> Iterator[Entry]:
    """Yield every question; those that make no sense or that we can't hold with the reason."""
    for block in _blocks(text):
        yield _entry(block, language)


def write(questions: Iterable[Question], language: str) -> Written:
    """Return the questions in one language as Aiken, and what it can't hold."""
    blocks, losses = one_by_one(questions, language, _written)
    return Written("\n\n".join(blocks) + "\n", len(blocks), losses)


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        words = line.strip()
        if not words:
            continue
        answer, option = _ANSWER.fullmatch(words), _OPTION.fullmatch(words)
        if block is not None and block.options and not answer and not option:
            yield block  # another question begins before this one was answered
            block = None
        block = block or _Block(number)
        if answer:
            block.answer = answer[1].strip()
            yield block
            block = None
        elif option:
            block.options.append((option[1], option[2]))
        else:
            block.stem.append(words)
    if block is not None and block.options:
        yield block


def _entry(block: _Block, language: str) -> Entry:
    maker = Maker(language)
    try:
        question = _question(block, maker)
    except CannotHold as error:
        return Entry(block.line, "", reason=error.reason)
    return Entry(block.line, "", question, notes=maker.kept_notes)


def _question(block: _Block, maker: Maker) -> Question:
    letters = [letter for letter, _words in block.options]
    if block.answer is None:
        raise CannotHold(Reason("It has no line such as “ANSWER: B”."))
    if len(set(letters)) < len(letters):
        raise CannotHold(Reason("Two answers have the same letter."))
    if block.answer not in letters:
        raise CannotHold(
            Reason("“ANSWER: {letter}” names none of its answers.", {"letter": block.answer[:20]})
        )
    prompt = maker.words(" ".join(block.stem), "plain")
    words = [maker.words(option, "plain") for _letter, option in block.options]
    right = words[letters.index(block.answer)]
    for true, false in TRUTHS.values():
        if sorted(words) == sorted((true, false)):
            return maker.question(Kind.TRUE_FALSE, prompt, "", Truth(right == true))
    said = [
        Said(option, 100.0 if letter == block.answer else 0.0)
        for letter, option in zip(letters, words, strict=True)
    ]
    kind, choices = maker.choices(said, is_single=True)
    return maker.question(kind, prompt, "", choices)


def _written(losing: Losing) -> str:
    question = losing.question
    prompt = losing.words(question.prompt)
    if _OPTION.fullmatch(prompt) or _ANSWER.fullmatch(prompt):
        raise CannotHold(Reason("Its first words would be read as an answer."))
    options = _options(losing)
    if len(options) > len(string.ascii_uppercase):
        raise CannotHold(Reason("Aiken has letters for 26 answers."))
    if question.feedback != Text() or any(option.feedback != Text() for option in options):
        losing.lose(Reason("Aiken has no feedback: it is left out."))
    lettered = list(zip(string.ascii_uppercase, options, strict=False))
    lines = [f"{letter}) {losing.words(option.text)}" for letter, option in lettered]
    (right,) = (letter for letter, option in lettered if option.right)
    return "\n".join([prompt, *lines, f"ANSWER: {right}"])


def _options(losing: Losing) -> tuple[Option, ...]:
    match losing.question.solution:
        case Choices(options=options) if losing.question.kind is Kind.SINGLE:
            return options
        case Truth(answer=answer):
            english, portuguese = TRUTHS["en"], TRUTHS["pt-BR"]
            return tuple(
                Option(
                    f"{value}".lower(), Text(pt_br=portuguese[n], en=english[n]), value is answer
                )
                for n, value in enumerate((True, False))
            )
    raise CannotHold(Reason("Aiken has questions with one right answer only."))
