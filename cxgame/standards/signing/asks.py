"""Who has to sign what until when, and whether they have: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

NEWCOMERS_HAVE = timedelta(days=7)  # whoever joined late is not late on the first day
DEFAULT_TIME = timedelta(days=7)


class Kind(StrEnum):
    """What a version asks of the people it is for."""

    NOTHING = "nothing"
    SIGN = "sign"
    QUIZ = "quiz"


class Method(StrEnum):
    """How somebody came to sign: a passed quiz proves more than reading."""

    READ = "read"
    QUIZ = "quiz"


@dataclass(frozen=True)
class Ask:
    """A decision that asks for something, on the newest version that asks."""

    decision_id: int
    sop_id: int
    version_id: int
    kind: Kind
    roles: tuple[str, ...]
    team_ids: tuple[int, ...]
    due_on: date
    decided_at: datetime
    decided_on: date


@dataclass(frozen=True)
class Member:
    """What the rules know of a person."""

    id: int
    name: str
    role: str
    team_id: int | None
    language: str | None
    joined_on: date


@dataclass(frozen=True)
class Signed:
    """A signature, as the rules see it."""

    seq: int
    person_id: int
    sop_id: int
    version_id: int
    version: int
    method: Method
    quiz_right: int | None
    quiz_total: int | None
    signed_at: datetime


@dataclass(frozen=True)
class Duty:
    """One ask for one person; `signed` is the signature that meets it, None while it is open."""

    ask: Ask
    person_id: int
    due_on: date
    signed: Signed | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is open although its day has passed."""
        return self.signed is None and self.due_on < today


def is_meant(ask: Ask, member: Member) -> bool:
    """Tell whether an ask is for somebody, by the role and the team that they have now."""
    in_team = not ask.team_ids or member.team_id in ask.team_ids
    return member.role in ask.roles and in_team


def meets(ask: Ask, signed: Signed) -> bool:
    """Tell whether a signature answers an ask.

    One on the very version does; so does one on a later version that was signed since, for it
    says what counts now. A quiz is answered by a quiz alone.
    """
    if ask.kind is Kind.QUIZ and signed.method is not Method.QUIZ:
        return False
    is_later = signed.version_id > ask.version_id and signed.signed_at >= ask.decided_at
    return signed.version_id == ask.version_id or is_later


def duty(ask: Ask, member: Member, signatures: Iterable[Signed]) -> Duty:
    """Return what an ask means for somebody, given their signatures on this SOP."""
    answers = [signed for signed in signatures if meets(ask, signed)]
    return Duty(
        ask=ask,
        person_id=member.id,
        due_on=_due(ask, member),
        signed=min(answers, key=lambda signed: signed.seq, default=None),
    )


def default_due(effective_on: date, today: date) -> date:
    """Return until when a version asks: the day it takes effect, or a week where that is past."""
    return effective_on if effective_on > today else today + DEFAULT_TIME


def _due(ask: Ask, member: Member) -> date:
    """Return somebody's own day: who joined after the decision has a week at least."""
    if member.joined_on <= ask.decided_on:
        return ask.due_on
    return max(ask.due_on, member.joined_on + NEWCOMERS_HAVE)
