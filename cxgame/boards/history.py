"""The history of a card: what happened, and what a stale edit is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame.boards.models import BoardColumn, Card, CardEvent
from cxgame.errors import Conflict
from cxgame.i18n import N_
from cxgame.people import queries as people
from cxgame.standards.models import SopStep, Touchpoint

PERSONS = ("accountable", "responsible", "consulted", "informed")


class Happened(StrEnum):
    """The kinds of events."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    UNDONE = "undone"  # a move was taken back
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SECONDED = "seconded"
    VOIDED = "voided"
    REJECTED = "rejected"
    WAIVED_SECOND = "waived_second"
    ASKED_DONE = "asked_done"
    SENT_BACK = "sent_back"
    DONE = "done"
    ANSWERED = "answered"
    OBJECTED = "objected"
    WAIVED = "waived"
    CANCELLED = "cancelled"
    VERIFIED = "verified"
    HELD = "held"
    RESUMED = "resumed"
    LISTED = "listed"  # steps came onto the checklist
    TICKED = "ticked"
    UNTICKED = "unticked"
    UNLISTED = "unlisted"
    FILED = "filed"
    UNFILED = "unfiled"
    IMPORTED = "imported"
    UNSAID = "unsaid"  # somebody took a comment away
    LINKED = "linked"  # a case or a module was tied to it
    UNLINKED = "unlinked"
    AIMED = "aimed"  # it serves an objective
    UNAIMED = "unaimed"


@dataclass(frozen=True)
class Event:
    """One event with its names filled in; `values` are plain: texts, names, ISO days.

    A change holds {field: (old, new)}; columns, touchpoints and steps are names in both languages.
    """

    kind: Happened
    who: str
    at: datetime
    version: int
    values: dict[str, object]


class StaleCard(Conflict):
    """Somebody changed the card first; `changes` says what happened since, oldest first."""

    def __init__(self, changes: list[Event]) -> None:
        self.changes = tuple(changes)
        super().__init__(
            N_("{who} changed this card while you had it open. Look at what changed, then repeat."),
            who=", ".join(dict.fromkeys(event.who for event in changes if event.who)) or "?",
        )


def write(
    session: Session,
    card: Card,
    kind: Happened,
    *,
    person_id: int | None,
    now: datetime,
    **values: object,
) -> None:
    """Append one event under the card's present version."""
    session.add(
        CardEvent(
            card_id=card.id,
            kind=kind.value,
            person_id=person_id,
            at=now,
            version=card.version,
            values=values,
        )
    )


def expect_version(session: Session, card: Card, version: int) -> None:
    """Raise StaleCard, which says what changed, unless the card still has this version."""
    if card.version != version:
        raise StaleCard(events(session, card.id, after_version=version))


def events(session: Session, card_id: int, *, after_version: int = 0) -> list[Event]:
    """Return what happened to a card, oldest first, names instead of ids."""
    query = (
        select(CardEvent)
        .where(CardEvent.card_id == card_id, CardEvent.version > after_version)
        .order_by(col(CardEvent.id))
    )
    rows = session.exec(query).all()
    names = _Names(session) if rows else None
    return [
        Event(
            kind=Happened(row.kind),
            who=names.person(row.person_id) if names else "",
            at=row.at,
            version=row.version,
            values={key: names.fill(key, value) for key, value in row.values.items()}
            if names
            else {},
        )
        for row in rows
    ]


class _Names:
    """Turns the ids in events into words."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people = people.person_names(session)
        self._teams = people.team_names(session)
        columns = session.exec(select(BoardColumn))
        self._columns = {column.id: column.name for column in columns}

    def person(self, person_id: object) -> str:
        return self._people.get(person_id, "") if isinstance(person_id, int) else ""

    def fill(self, key: str, value: object) -> object:
        """Return a value, or each end of a change, in words."""
        if key in ("from", "to"):
            return self._columns.get(value)  # type: ignore[call-overload]  # ids of columns
        if key in ("of", "in_place_of"):
            return self.person(value)
        if isinstance(value, list):
            return tuple(self._word(key, end) for end in value)
        return value

    def _word(self, field: str, value: object) -> object:
        if field in PERSONS and isinstance(value, list):
            return ", ".join(sorted(self.person(one) for one in value))
        if field in ("second_approver_id", "verifier_id"):
            return self.person(value)
        if field == "labels" and isinstance(value, list):
            return ", ".join(value)
        if field == "team_id":
            return self._teams.get(value, "") if isinstance(value, int) else ""
        if field == "serves_card_id":
            found = self._session.get(Card, value) if value else None
            return found.title if found else ""
        if field in ("touchpoint_id", "sop_step_id") and value:
            return self._standard(field, value)
        return "" if value is None else value

    def _standard(self, field: str, value: object) -> object:
        """Return a touchpoint's or a step's name in both languages."""
        if field == "touchpoint_id":
            touchpoint = self._session.get(Touchpoint, value)
            return touchpoint.name if touchpoint else ""
        step = self._session.get(SopStep, value)
        return step.title if step else ""
