"""Read reports at the ombudsman's desk."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from cxgame.errors import NotFound
from cxgame.feedback.ombudsman.kinds import EntryKind, Privacy, ReportKind, Status
from cxgame.feedback.ombudsman.models import OmbudsmanEntry, OmbudsmanQuestion, OmbudsmanReport
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Unit

OPEN = (Status.RECEIVED, Status.IN_REVIEW)
DONE = (Status.ANSWERED, Status.CLOSED)
RIGHT = "feedback.answer_report"  # whoever may answer may read


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list."""

    id: int
    protocol: str
    kind: ReportKind
    privacy: Privacy
    status: Status
    text: str
    filed_at: datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some reports, and how many there are."""

    lines: tuple[ReportLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing said, with the name of whoever of us said it."""

    kind: EntryKind
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedView:
    """What a leader was asked, and their reply."""

    who: str
    text: str
    asked_at: datetime
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as the ombudsman works on it; who filed it is looked up apart."""

    line: ReportLine
    unit: str
    team: str
    language: str
    has_reporter: bool
    has_email: bool
    record_id: int | None
    extension_reason: str
    is_answered: bool
    rating: int | None
    rating_text: str
    entries: tuple[EntryView, ...]
    asked: tuple[AskedView, ...]
    version: int


def reports(
    session: Session, *, actor: Actor, is_open: bool, limit: int = 50, offset: int = 0
) -> ReportPage:
    """Return the open reports, the most urgent first, or the others, the newest first."""
    permissions.require(actor, RIGHT)
    wanted = col(OmbudsmanReport.status).in_([state.value for state in (OPEN if is_open else DONE)])
    total = session.exec(select(func.count()).select_from(OmbudsmanReport).where(wanted)).one()
    order = (
        (col(OmbudsmanReport.due_on), col(OmbudsmanReport.id))
        if is_open
        else (col(OmbudsmanReport.id).desc(),)
    )
    query = select(OmbudsmanReport).where(wanted).order_by(*order).limit(limit).offset(offset)
    return ReportPage(tuple(_line(row) for row in session.exec(query)), total)


def report(session: Session, *, actor: Actor, report_id: int) -> ReportView:
    """Return one report with all that was said; raise NotFound when there is none."""
    permissions.require(actor, RIGHT)
    row = session.get(OmbudsmanReport, report_id)
    if row is None:
        raise NotFound("There is no such report.")
    unit = session.get(Unit, row.unit_id) if row.unit_id else None
    names = people.person_names(session)
    return ReportView(
        line=_line(row),
        unit=unit.name if unit else "",
        team=people.team_names(session).get(row.team_id or 0, ""),
        language=row.language,
        has_reporter=bool(row.name or row.email or row.phone),
        has_email=bool(row.email),
        record_id=row.record_id,
        extension_reason=row.extension_reason or "",
        is_answered=row.answered_at is not None,
        rating=row.rating,
        rating_text=row.rating_text,
        entries=_entries(session, row.id, names),
        asked=_asked(session, row.id, names),
        version=row.version,
    )


def report_of_record(session: Session, *, actor: Actor, record_id: int) -> int | None:
    """Return the id of the report behind a record, None where there is none."""
    permissions.require(actor, RIGHT)
    query = select(OmbudsmanReport.id).where(OmbudsmanReport.record_id == record_id)
    return session.exec(query).first()


def _entries(session: Session, report_id: int, names: dict[int, str]) -> tuple[EntryView, ...]:
    query = select(OmbudsmanEntry).where(OmbudsmanEntry.report_id == report_id)
    return tuple(
        EntryView(EntryKind(row.kind), row.text, names.get(row.author_id or 0, ""), row.at)
        for row in session.exec(query.order_by(col(OmbudsmanEntry.id)))
    )


def _asked(session: Session, report_id: int, names: dict[int, str]) -> tuple[AskedView, ...]:
    query = select(OmbudsmanQuestion).where(OmbudsmanQuestion.report_id == report_id)
    return tuple(
        AskedView(names.get(row.person_id, ""), row.text, row.asked_at, row.reply, row.replied_at)
        for row in session.exec(query.order_by(col(OmbudsmanQuestion.id)))
    )


def _line(row: OmbudsmanReport) -> ReportLine:
    return ReportLine(
        id=row.id,
        protocol=row.protocol,
        kind=ReportKind(row.kind),
        privacy=Privacy(row.privacy),
        status=Status(row.status),
        text=row.text,
        filed_at=row.filed_at,
        due_on=row.due_on,
    )
