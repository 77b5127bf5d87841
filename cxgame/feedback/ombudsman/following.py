"""Follow a report with its protocol and key: read, write more, rate the answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases import of_ombudsman
from cxgame.feedback.cases.words import Status as CaseStatus
from cxgame.feedback.entries import tidy_text
from cxgame.feedback.ombudsman import keys, telling
from cxgame.feedback.ombudsman.filing import LONGEST_REPORT
from cxgame.feedback.ombudsman.kinds import EntryKind, ReportKind, Status
from cxgame.feedback.ombudsman.models import OmbudsmanEntry, OmbudsmanReport
from cxgame.people import permissions
from cxgame.people.actor import Actor

RATINGS = range(1, 6)  # from very bad to very good
LONGEST_REMARK = 1_000  # characters beside a rating


@dataclass(frozen=True, slots=True)
class Pass:
    """What opens a report."""

    protocol: str
    key: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message or answer, as whoever filed reads it."""

    is_answer: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """A report as whoever filed it sees it: no name of ours, no internal note."""

    protocol: str
    kind: ReportKind
    status: Status
    text: str
    filed_at: datetime
    due_on: date
    extension_reason: str
    said: tuple[Said, ...]
    rating: int | None

    @property
    def takes_words(self) -> bool:
        """Tell whether more can be written."""
        return self.status is not Status.CLOSED

    @property
    def takes_rating(self) -> bool:
        """Tell whether there is an answer to be rated."""
        return self.rating is None and any(each.is_answer for each in self.said)


def followed(session: Session, *, by: Pass) -> Followed:
    """Return the report; raise NotFound unless protocol and key belong together."""
    report = report_of(session, by)
    shown = (EntryKind.MESSAGE, EntryKind.ANSWER)
    query = select(OmbudsmanEntry).where(
        OmbudsmanEntry.report_id == report.id, col(OmbudsmanEntry.kind).in_(shown)
    )
    rows = session.exec(query.order_by(col(OmbudsmanEntry.id)))
    return Followed(
        protocol=report.protocol,
        kind=ReportKind(report.kind),
        status=Status(report.status),
        text=report.text,
        filed_at=report.filed_at,
        due_on=report.due_on,
        extension_reason=report.extension_reason or "",
        said=tuple(Said(row.kind == EntryKind.ANSWER, row.text, row.at) for row in rows),
        rating=report.rating,
    )


def add_words(
    session: Session, *, actor: Actor, by: Pass, text: str, form_token: str, now: datetime
) -> None:
    """Add a message to a report and tell the ombudsman; the same form twice is one message.

    An answered report is taken up again. Raise NotFound for a wrong key, InvalidInput without
    words, Conflict when the report is closed.
    """
    permissions.require(actor, "feedback.add_words")
    report = report_of(session, by)
    words, form_hash = tidy_text(text, LONGEST_REPORT), keys.sealed("form", form_token)
    if not words or len(form_token) < keys.SHORTEST_FORM_TOKEN:
        raise InvalidInput("Please write a few words.")
    same = select(OmbudsmanEntry.id).where(OmbudsmanEntry.form_hash == form_hash)
    if session.exec(same).first() is not None:
        return
    if report.status == Status.CLOSED:
        raise Conflict("This report is closed. Please file a new one and name this protocol.")
    entry = OmbudsmanEntry(
        report_id=report.id, kind=EntryKind.MESSAGE, text=words, form_hash=form_hash, at=now
    )
    session.add(entry)
    if report.status == Status.ANSWERED:
        report.status = Status.IN_REVIEW
        of_ombudsman.follow_desk(
            session,
            by=actor,
            record_id=report.record_id,
            due_on=report.due_on,
            to=CaseStatus.IN_CONTACT,
            now=now,
        )
    report.version += 1
    session.flush()
    telling.tell_of_message(session, report, entry_id=entry.id, now=now)


def rate_answer(
    session: Session, *, actor: Actor, by: Pass, rating: int, text: str = "", now: datetime
) -> None:
    """Keep what whoever filed thinks of the answer, once, 1 very bad to 5 very good.

    Raise NotFound for a wrong key, InvalidInput for another number, Conflict before an answer.
    """
    permissions.require(actor, "feedback.rate_answer")
    report = report_of(session, by)
    if rating not in RATINGS:
        raise InvalidInput("Please choose a number.")
    if report.answered_at is None:
        raise Conflict("There is no answer yet.")
    if report.rating is None:
        report.rating, report.rating_text = rating, tidy_text(text, LONGEST_REMARK)
        report.rated_at = now
        report.version += 1
        session.flush()


def report_of(session: Session, by: Pass) -> OmbudsmanReport:
    """Return the report that a protocol and its key open, locked where it will change.

    One sentence for a wrong protocol and a wrong key: nobody learns which of them there are.
    """
    query = select(OmbudsmanReport).where(OmbudsmanReport.protocol == by.protocol.strip())
    report = session.exec(query).first()
    if report is None or report.key_hash != keys.sealed("key", by.key):
        raise NotFound("This protocol and this key don't belong together. Check both.")
    return report
