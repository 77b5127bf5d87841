"""Open cases: by rule with the record that they are about, or by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame import clock, db
from cxgame.errors import Conflict, NotFound
from cxgame.feedback.cases import contact, ruling, telling
from cxgame.feedback.cases.clock import deadline
from cxgame.feedback.cases.models import Case, CaseEvent
from cxgame.feedback.cases.owners import Owners
from cxgame.feedback.cases.rules import Heard, Rule, fitting
from cxgame.feedback.cases.words import (
    EventKind,
    Priority,
    Purpose,
    SlaUnit,
    Status,
)
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import fold
from cxgame.people.opening.calendar import Calendars

HISTORY = timedelta(days=14)  # what is older when it comes in opens no case
BY_HAND = (Priority.NORMAL, 48, SlaUnit.HOURS)


@dataclass(frozen=True, slots=True)
class Opening:
    """A case about to be opened: of which record, by which rule (None: by hand)."""

    record_id: int
    team_id: int | None
    is_secret: bool
    rule: Rule | None


def open_case(
    session: Session,
    *,
    actor: Actor,
    record_id: int,
    priority: Priority = Priority.NORMAL,
    purpose: Purpose = Purpose.RECOVER,
    now: datetime,
) -> int:
    """Open a case of a record that has none, owned by whoever opens it, and return its id.

    Raise NotFound for an unknown record, Conflict where its case is there already or it is held.
    """
    record = session.get(FeedbackRecord, record_id)
    permissions.require(actor, "feedback.open_case", team_id=record.team_id if record else None)
    if record is None:
        raise NotFound("There is no such record.")
    if record.is_held:
        raise Conflict("This record is held for review. Count it first.")
    known = select(col(Case.id)).where(col(Case.record_id) == record_id)
    if session.scalar(known) is not None:
        raise Conflict("This record has a case already.")
    opening = Opening(record_id, record.team_id, record.is_secret, None)
    row = planned(opening, now, Calendars(session))
    row |= {"owner_id": actor.person_id, "priority": priority, "purpose": purpose}
    case_id = _insert(session, [row], now, actor)[record_id]
    audit.note(session, actor, "feedback.open_case", "case", case_id, now=now, record_id=record_id)
    return case_id


def open_by_rules(
    session: Session,
    written: Iterable[tuple[int, Entry]],
    *,
    now: datetime,
    is_history: bool = False,
) -> int:
    """Open the cases that follow from records just written, and return how many.

    Records that are held wait until they are released; what was said over 14 days ago opens none.
    `is_history` marks what an import brought: nobody is told of each, and no mail goes out.
    """
    found = wanted(session, written, now=now)
    if not found:
        return 0
    calendars, owners = Calendars(session), Owners(session, clock.local_day(now))
    rows = [planned(opening, now, calendars) for opening in found]
    for row, opening in zip(rows, found, strict=True):
        if opening.rule and not opening.is_secret:
            row["owner_id"] = owners.next(opening.team_id, opening.rule.owner)
        row["is_history"] = is_history
    stored = _insert(session, rows, now, None)
    if not is_history:
        telling.tell_owners(session, case_ids=stored.values(), now=now)
    return len(stored)


def open_released(session: Session, record: FeedbackRecord, *, now: datetime) -> None:
    """Open the case of a record that was held until now, if a rule says so."""
    open_by_rules(session, [(record.id, entry_of(record))], now=now)


def open_changed(session: Session, record: FeedbackRecord, *, now: datetime) -> None:
    """Open the case of an answer that its customer changed, if a rule says so and none is there."""
    known = select(col(Case.id)).where(col(Case.record_id) == record.id)
    if not record.is_held and session.scalar(known) is None:
        open_by_rules(session, [(record.id, entry_of(record))], now=now)


def entry_of(record: FeedbackRecord) -> Entry:
    """Return what the rules look at of a stored record."""
    return Entry(
        submission_id=record.submission_id,
        kind=record.kind,  # type: ignore[arg-type]  # the same words, as stored
        channel=record.channel,  # type: ignore[arg-type]
        collected_at=record.collected_at,
        on_day=record.on_day,
        survey_kind=record.survey_kind,  # type: ignore[arg-type]
        band=record.band,  # type: ignore[arg-type]
        text=record.text,
        team_id=record.team_id,
        touchpoint_id=record.touchpoint_id,
        survey_id=record.survey_id,
        customer=record.customer,
        contact=record.contact,
        is_secret=record.is_secret,
    )


def count_by_rules(session: Session, entries: Sequence[Entry], *, now: datetime) -> int:
    """Return how many cases these entries would open: for showing it before an import."""
    return len(wanted(session, ((0, entry) for entry in entries), now=now))


def wanted(
    session: Session, written: Iterable[tuple[int, Entry]], *, now: datetime
) -> list[Opening]:
    """Return the cases that the rules ask for."""
    fresh = [
        (record_id, entry)
        for record_id, entry in written
        if entry.held_reason is None and entry.collected_at >= now - HISTORY
    ]
    rules = ruling.in_force(session) if fresh else ()
    matches = (match(session, rules, record_id, entry) for record_id, entry in fresh)
    return [opening for opening in matches if opening is not None]


def match(session: Session, rules: Sequence[Rule], record_id: int, entry: Entry) -> Opening | None:
    """Return the case that the first fitting rule asks for, None where none does."""
    rule = _first(session, rules, entry)
    return Opening(record_id, entry.team_id, entry.is_secret, rule) if rule else None


def _first(session: Session, rules: Sequence[Rule], entry: Entry) -> Rule | None:
    if entry.channel == Channel.OMBUDSMAN and entry.kind == Kind.COMPLIMENT:
        return None  # the office answers it, and there is nothing to put right
    heard = Heard(
        kind=entry.kind,
        band=entry.band,
        survey_kind=entry.survey_kind,
        channel=entry.channel,
        survey_id=entry.survey_id,
        touchpoint_id=entry.touchpoint_id,
        folded=fold(entry.text),
    )
    for rule in fitting(rules, heard):
        if not rule.needs_contact or contact.find(
            session, contact=entry.contact, customer=entry.customer
        ):
            return rule
    return None


def planned(opening: Opening, now: datetime, calendars: Calendars) -> dict[str, Any]:
    """Return a new case as it is stored: without an owner, its promise counted from `now`."""
    rule = opening.rule
    priority, length, unit = (rule.priority, rule.length, rule.unit) if rule else BY_HAND
    hours = calendars.of_team(opening.team_id, now)
    return {
        "record_id": opening.record_id,
        "rule_id": rule.id if rule else None,
        "team_id": opening.team_id,
        "purpose": rule.purpose if rule else Purpose.RECOVER,
        "priority": priority,
        "status": Status.NEW,
        "owner_id": None,
        "is_secret": opening.is_secret,
        "is_history": False,
        "length": length,
        "unit": unit,
        "opened_at": now,
        "opened_on": clock.local_day(now),
        "due_at": deadline(now, length, unit, hours),
    }


def store_cases(session: Session, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Store cases and return their ids by record; a record that has one keeps it."""
    if not rows:
        return {}
    table = db.table_of(Case)
    storing = db.insert(session, Case).on_conflict_do_nothing()
    made = storing.returning(table.c.record_id, table.c.id)
    return dict(session.connection().execute(made, list(rows)).all())


def _insert(
    session: Session, rows: Sequence[dict[str, Any]], now: datetime, actor: Actor | None
) -> dict[int, int]:
    """Store cases with the first line of their history; return their ids by record."""
    stored = store_cases(session, rows)
    opened = [
        {
            "case_id": case_id,
            "kind": EventKind.OPENED,
            "text": "",
            "person_id": actor.person_id if actor else None,
            "at": now,
        }
        for case_id in stored.values()
    ]
    if opened:
        session.connection().execute(db.table_of(CaseEvent).insert(), opened)
    return stored
