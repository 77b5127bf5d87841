"""Make questions of ours, in one language, of what any foreign format says."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cxgame.content.formats.report import CannotHold
from cxgame.content.formats.words import plain
from cxgame.content.question import (
    FEEDBACK,
    OPTION,
    PROMPT,
    SHORT,
    Choices,
    Item,
    Kind,
    Matching,
    Number,
    Option,
    Ordering,
    Pair,
    Question,
    ShortText,
    Solution,
    Truth,
)
from cxgame.content.text import NO_TEXT, Phrases, Text
from cxgame.errors import Reason

FULL = 99.9  # percent of the marks; three thirds of 33.3 % are all of them
MOST_ANSWERS = 50
SHOWN = 120  # characters of a foreign text that a note repeats


@dataclass(frozen=True)
class Said:
    """A foreign answer in plain words, its share of the marks in percent, what it is told."""

    words: str
    share: float
    feedback: str = ""


@dataclass(frozen=True)
class Near:
    """A foreign number and how far beside it is right, None for any number; else as in Said."""

    number: float | None
    tolerance: float
    share: float
    feedback: str = ""

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return the lowest and the highest number that is right."""
        number, tolerance = Decimal(repr(self.number)), Decimal(repr(self.tolerance))
        return number - tolerance, number + tolerance


@dataclass
class Maker:
    """Makes one question; `notes` gathers what is lost on the way."""

    language: str
    notes: list[Reason] = field(default_factory=list)

    @property
    def kept_notes(self) -> tuple[Reason, ...]:
        """Return the notes, each once."""
        return tuple({(note.message, str(note.values)): note for note in self.notes}.values())

    def words(self, text: str, markup: str) -> str:
        """Return a text as one plain line, noting what it loses."""
        found = plain(text, markup)
        self.notes += found.lost
        return found.words

    def text(self, words: str) -> Text:
        """Return words as a text in the language of the file."""
        return Text(pt_br=words) if self.language == "pt-BR" else Text(en=words)

    def question(self, kind: Kind, prompt: str, feedback: str, solution: Solution) -> Question:
        """Return the question, noting what is too long for a phone."""
        if not prompt:
            raise CannotHold(Reason("The question has no words of its own."))
        self._long(prompt, PROMPT, Reason("The question is long for a phone."))
        self._long(feedback, FEEDBACK, Reason("The feedback is long for a phone."))
        return Question(
            id="",
            kind=kind,
            step="",
            prompt=self.text(prompt),
            feedback=self.text(feedback) if feedback else NO_TEXT,
            solution=solution,
        )

    def choices(self, answers: Sequence[Said], *, is_single: bool) -> tuple[Kind, Choices]:
        """Return what to choose from, and whether one or more of it."""
        self._check(tuple(answer.words for answer in answers))
        enough = FULL if is_single else sys.float_info.min  # any share at all, however small
        right = [a for a in answers if a.share >= enough]
        if not right:
            raise CannotHold(Reason("No answer is worth full marks."))
        if len(right) == len(answers):
            raise CannotHold(Reason("No answer is wrong."))
        if is_single:
            self._partly([a for a in answers if 0 < a.share < FULL])
        kind = Kind.SINGLE if is_single and len(right) == 1 else Kind.MULTIPLE
        if is_single and kind is Kind.MULTIPLE:
            self.notes.append(Reason("Any of several answers was enough; here it takes them all."))
        if len({round(a.share) for a in right}) > 1:
            self.notes.append(Reason("Right answers had different weights; here all count alike."))
        self._lines([a.words for a in answers])
        options = (
            Option(
                id=key(n),
                text=self.text(answer.words),
                right=answer.share >= enough,
                feedback=self.text(answer.feedback) if answer.feedback else NO_TEXT,
            )
            for n, answer in enumerate(answers)
        )
        return kind, Choices(tuple(options))

    def truth(
        self, *, is_true: bool, general: str, when_wrong: str, when_right: str
    ) -> tuple[Truth, str]:
        """Return a truth and the feedback on it."""
        said = list(dict.fromkeys(filter(None, (general, when_wrong))))
        if when_right and not said:
            self.notes.append(Reason("What followed a right answer now follows every answer."))
            said = [when_right]
        elif when_right and when_right not in said:
            self.leave_out(when_right)
        return Truth(is_true), " ".join(said)

    def short_text(self, answers: Sequence[Said], general: str) -> tuple[ShortText, str]:
        """Return the accepted wordings and the feedback on them."""
        right = [a for a in answers if a.share >= FULL]
        others = [a for a in answers if a.share < FULL]
        self._partly([a for a in others if a.share > 0])
        accepted = [self._wording(a.words) for a in right]
        wordings = tuple(dict.fromkeys(filter(None, accepted)))
        if not wordings:
            raise CannotHold(Reason("No wording is worth full marks and can be typed."))
        for wording in wordings:
            self._long(wording, SHORT, Reason("A wording is long to type on a phone."))
        texts = Phrases(pt_br=wordings) if self.language == "pt-BR" else Phrases(en=wordings)
        return ShortText(texts), self._feedback(
            general, [a.feedback for a in right], [a.feedback for a in others]
        )

    def number(self, answers: Sequence[Near], general: str, unit: str = "") -> tuple[Number, str]:
        """Return the right number with its tolerance, and the feedback on it."""
        right = [a for a in answers if a.share >= FULL]
        others = [a for a in answers if a.share < FULL]
        if any(a.share > 0 for a in others):
            self.notes.append(Reason("Numbers worth part of the marks count as wrong here."))
        if not right:
            raise CannotHold(Reason("No answer is worth full marks."))
        if any(a.number is None for a in right):
            raise CannotHold(Reason("Any number at all is right."))
        widest = max(right, key=lambda a: a.tolerance)
        low, high = widest.ends
        if any(a.ends[0] < low or a.ends[1] > high for a in right):
            raise CannotHold(Reason("Several numbers are right; a question of ours has one."))
        number = Number(
            answer=widest.number or 0.0,
            tolerance=widest.tolerance,
            unit=self.text(unit) if unit else NO_TEXT,
        )
        return number, self._feedback(
            general, [a.feedback for a in right], [a.feedback for a in others]
        )

    def matching(self, pairs: Sequence[tuple[str, str]]) -> Matching:
        """Return pairs; partners of nothing are left out with a note."""
        loose = [right for left, right in pairs if not left]
        whole = [(left, right) for left, right in pairs if left]
        if loose:
            words = ", ".join(loose)[:SHOWN]
            self.notes.append(
                Reason("Partners that fit nothing are left out: {words}", {"words": words})
            )
        self._check(tuple(left for left, _right in whole))
        self._check(tuple(right for _left, right in whole))
        self._lines([words for pair in whole for words in pair])
        return Matching(
            tuple(
                Pair(key(n), self.text(left), self.text(right))
                for n, (left, right) in enumerate(whole)
            )
        )

    def ordering(self, items: Sequence[str]) -> Ordering:
        """Return items in their right order."""
        self._check(tuple(items))
        self._lines(items)
        return Ordering(tuple(Item(key(n), self.text(words)) for n, words in enumerate(items)))

    def _check(self, texts: tuple[str, ...]) -> None:
        """Raise CannotHold unless there are two or more texts that a reader can tell apart."""
        if len(texts) > MOST_ANSWERS:
            raise CannotHold(Reason("It has more than {n} answers.", {"n": MOST_ANSWERS}))
        if len(texts) < 2:
            raise CannotHold(Reason("Two or more answers are needed."))
        if not all(texts):
            raise CannotHold(Reason("An answer has no words of its own."))
        if len({words.casefold() for words in texts}) < len(texts):
            raise CannotHold(Reason("Two answers read the same."))

    def _wording(self, words: str) -> str:
        """Return a wording without Moodle's escapes, "" for one that can't be taken as it is."""
        literal = words.replace("\\*", "*")
        is_pattern = "*" in words.replace("\\*", "")
        if is_pattern or not any(sign.isalnum() for sign in literal):
            self.notes.append(
                Reason(
                    "A wording that can't be typed is left out: {words}", {"words": words[:SHOWN]}
                )
            )
            return ""
        return literal

    def _feedback(self, general: str, right: Sequence[str], others: Sequence[str]) -> str:
        """Return one feedback: the general one, and what followed the right answers."""
        told = list(dict.fromkeys(filter(None, right)))
        if told and told != [general]:
            self.notes.append(Reason("What followed a right answer now follows every answer."))
        for words in dict.fromkeys(filter(None, others)):
            self.leave_out(words)
        return " ".join(dict.fromkeys(filter(None, (general, *told))))

    def leave_out(self, words: str) -> None:
        """Note feedback that has no place here."""
        self.notes.append(
            Reason("Feedback on a single answer is left out: {words}", {"words": words[:SHOWN]})
        )

    def _partly(self, answers: Sequence[Said]) -> None:
        if answers:
            words = ", ".join(answer.words for answer in answers)[:SHOWN]
            self.notes.append(
                Reason("Worth part of the marks there, wrong here: {words}", {"words": words})
            )

    def _lines(self, texts: Sequence[str]) -> None:
        self._long(max(texts, key=len), OPTION, Reason("An answer is long for a phone."))

    def _long(self, words: str, limit: int, note: Reason) -> None:
        if len(words) > limit:
            self.notes.append(note)


def key(number: int) -> str:
    """Return the id of the option in this place, counted from 0: a to z, then o27."""
    return chr(ord("a") + number) if number < 26 else f"o{number + 1}"


def middle(low: float, high: float) -> tuple[float, float]:
    """Return the middle of a range and how far its ends are, without the noise of binary."""
    ends = Decimal(repr(low)), Decimal(repr(high))
    return float(sum(ends) / 2), float((ends[1] - ends[0]) / 2)
