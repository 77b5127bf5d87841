"""What is written into a foreign format, and the account of what does not fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cxgame.content.formats.report import CannotHold, Loss
from cxgame.content.question import Question
from cxgame.content.text import Phrases, Text
from cxgame.errors import Reason

NAME = 60  # characters of a question that has no id
# Moodle takes weights of these shares only: 100 % over 1 to 10 answers, and 5 %.
_MOST_ALIKE, _MOST = 10, 20


@dataclass
class Losing:
    """Writes one question in one language; `losses` gathers what the format can't hold."""

    question: Question
    language: str
    losses: list[Loss] = field(default_factory=list)

    def lose(self, reason: Reason, *, is_left_out: bool = False) -> None:
        """Note that something does not fit."""
        self.losses.append(Loss(name_of(self.question, self.language), reason, is_left_out))

    def words(self, text: Text) -> str:
        """Return a text in the language; raise CannotHold where it has none."""
        words = text.in_language(self.language)
        if not words:
            raise CannotHold(
                Reason("The text in {language} is missing.", {"language": self.language})
            )
        return words

    def some_words(self, text: Text) -> str:
        """Return a text that may be missing."""
        return text.in_language(self.language)

    def wordings(self, phrases: Phrases) -> Sequence[str]:
        """Return the accepted wordings in the language; raise CannotHold where there are none."""
        found = phrases.in_language(self.language)
        if not found:
            raise CannotHold(
                Reason("The text in {language} is missing.", {"language": self.language})
            )
        return found


def one_by_one(
    questions: Iterable[Question], language: str, write: Callable[[Losing], str]
) -> tuple[list[str], tuple[Loss, ...]]:
    """Return each question as `write` makes it, and what the format can't hold of them.

    A question for which it raises CannotHold is left out, with the reason.
    """
    found, losses = [], list[Loss]()
    for question in questions:
        losing = Losing(question, language)
        if question.picture is not None:
            losing.lose(Reason("The picture is left out."))
        try:
            found.append(write(losing))
        except CannotHold as error:
            losing.losses.clear()
            losing.lose(error.reason, is_left_out=True)
        losses += losing.losses
    return found, tuple(losses)


def name_of(question: Question, language: str) -> str:
    """Return what to call a question: its id, else its first words."""
    return question.id or question.prompt.in_language(language)[:NAME]


def weights(count: int) -> list[float]:
    """Return the shares of so many right answers, 100 together, all of them known to Moodle.

    Raise CannotHold where Moodle knows none.
    """
    if count <= _MOST_ALIKE:
        return [round(100 / count, 5)] * count
    if count <= _MOST:
        halves = 2 * (count - _MOST_ALIKE)
        return [10.0] * (count - halves) + [5.0] * halves
    raise CannotHold(Reason("Moodle has no weights for so many right answers."))


def numeral(value: float) -> str:
    """Return a number that reads back as the same one: a point, no exponent, no needless zeros."""
    return format(Decimal(int(value)) if value.is_integer() else Decimal(repr(value)), "f")
