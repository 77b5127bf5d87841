"""What people type into a card: checked, and compared with what stood there before."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from cxgame.boards.models import Level, Priority
from cxgame.errors import InvalidInput
from cxgame.people import names

LONGEST_TEXT = 2000
LONGEST_DESCRIPTION = 16_384
LONGEST_LABEL = 40
MOST_LABELS = 10
MOST_CENTS = 10**11
TEXTS = ("what", "why", "place", "how", "target", "question")
LETTERS = {"A": "accountable", "R": "responsible", "C": "consulted", "I": "informed"}


@dataclass(frozen=True)
class CardForm:
    """Everything that the card's form holds; persons are ids, `target` is what should change.

    `description` is Markdown, `question` goes to those consulted. More than one A may stand only in
    a draft.
    """

    title: str
    description: str = ""
    what: str = ""
    why: str = ""
    place: str = ""
    how: str = ""
    cost_cents: int | None = None
    target: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    team_id: int | None = None
    touchpoint_id: int | None = None
    sop_step_id: int | None = None
    priority: Priority = Priority.NORMAL
    accountable: tuple[int, ...] = ()
    responsible: tuple[int, ...] = ()
    consulted: tuple[int, ...] = ()
    informed: tuple[int, ...] = ()
    second_approver_id: int | None = None
    serves_card_id: int | None = None
    question: str = ""
    labels: tuple[str, ...] = ()

    @property
    def letters(self) -> dict[str, tuple[int, ...]]:
        """Return who holds which letter: {"A": (ids), …}."""
        return {letter: getattr(self, field) for letter, field in LETTERS.items()}

    @property
    def people(self) -> frozenset[int]:
        """Return everybody whom the form names."""
        named = {person for ids in self.letters.values() for person in ids}
        return frozenset(named | ({self.second_approver_id} if self.second_approver_id else set()))


def clean(form: CardForm, level: Level) -> CardForm:
    """Return the form tidied; raise InvalidInput where a text is missing, too long or contradicts.

    Nobody holds a letter twice, and who acts (A, R) is not besides consulted or informed.
    """
    tidied: dict[str, Any] = {field: text(getattr(form, field)) for field in TEXTS}
    tidied |= {field: tuple(dict.fromkeys(getattr(form, field))) for field in LETTERS.values()}
    tidied["description"] = text(form.description, longest=LONGEST_DESCRIPTION)
    tidied["labels"] = labels(form.labels)
    tidy = replace(form, title=_title(form.title), **tidied)
    _check_numbers(tidy)
    if level is Level.OPERATIONAL and form.team_id is None:
        raise InvalidInput("A task belongs to a team: choose one.")
    acting = {*tidy.accountable, *tidy.responsible}
    if tidy.second_approver_id in acting:
        raise InvalidInput("The second approver has to be somebody other than A and R.")
    if acting & {*tidy.consulted, *tidy.informed} or set(tidy.consulted) & set(tidy.informed):
        raise InvalidInput("Somebody holds two letters: only A and R may be the same person.")
    return tidy


def difference(old: CardForm, new: CardForm) -> dict[str, tuple[object, object]]:
    """Return {field: (old, new)} of what differs, as plain JSON values; persons sorted."""
    pairs = {
        field.name: (_plain(getattr(old, field.name)), _plain(getattr(new, field.name)))
        for field in fields(CardForm)
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def text(words: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return a longer text without white space around it; raise InvalidInput when too long."""
    return names.text(words, longest=longest)


def labels(words: Iterable[str]) -> tuple[str, ...]:
    """Return labels tidied, each once; raise InvalidInput for one too long, or too many."""
    tidy = {names.fold(one): " ".join(one.replace(chr(0), "").split()) for one in words}
    kept = tuple(one for one in tidy.values() if one)
    if len(kept) > MOST_LABELS or any(len(one) > LONGEST_LABEL for one in kept):
        raise InvalidInput(
            "A card has at most {n} labels of {length} characters.",
            n=MOST_LABELS,
            length=LONGEST_LABEL,
        )
    return kept


def reason(words: str) -> str:
    """Return a reason tidied; raise InvalidInput when it is empty or too long."""
    tidy = text(words)
    if not tidy:
        raise InvalidInput("Please say why, in a sentence.")
    return tidy


def _check_numbers(form: CardForm) -> None:
    if form.cost_cents is not None and not 0 <= form.cost_cents <= MOST_CENTS:
        raise InvalidInput("What it costs is an amount from 0 up.")
    if form.starts_on and form.due_on and form.starts_on > form.due_on:
        raise InvalidInput("The work can't start after it is due.")


def _title(words: str) -> str:
    if not words.strip():
        raise InvalidInput("Give the card a title.")
    return names.clean(words)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return sorted(value)
    return value.value if isinstance(value, Priority) else value
