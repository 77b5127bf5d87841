"""File a report with the ombudsman."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import alerts, bursts, places, store
from cxgame.feedback.bursts import Sender
from cxgame.feedback.cases import of_ombudsman
from cxgame.feedback.customers.contact import tidy_email
from cxgame.feedback.entries import Entry, tidy_text, tidy_word
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.ombudsman import deadline, keys, telling
from cxgame.feedback.ombudsman.kinds import RECORD_KINDS, Privacy, ReportKind, is_secret
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.i18n import LOCALES
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Unit
from cxgame.settings import get_settings

NOT_TOLD = Sender()
LONGEST_REPORT = 5_000  # characters


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form says; "" and None are not said."""

    kind: ReportKind
    privacy: Privacy
    text: str
    name: str = ""
    email: str = ""
    phone: str = ""
    unit_id: int | None = None
    team_id: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What opens a report again; the key is shown this once."""

    protocol: str
    key: str
    email: str


def file_report(
    session: Session,
    *,
    actor: Actor,
    wish: Wish,
    form_token: str,
    sender: Sender = NOT_TOLD,
    now: datetime,
) -> Filed:
    """Store a report and its record, tell the ombudsman, and return its protocol and key.

    The same form sent twice is one report. Of an anonymous one neither name nor phone is kept; an
    e-mail address is, if it was left to replace a lost key. Raise InvalidInput where words or a
    contact are missing or too many come at once, NotFound for an unknown unit or closed team.
    """
    permissions.require(actor, "feedback.file_report")
    if len(form_token) < keys.SHORTEST_FORM_TOKEN:
        raise InvalidInput("This form is incomplete. Please open the page again.")
    form_hash, key = keys.sealed("form", form_token), keys.key_of_form(form_token)
    query = select(OmbudsmanReport).where(OmbudsmanReport.form_hash == form_hash)
    if (known := session.exec(query).first()) is not None:
        return Filed(known.protocol, key, known.email or "")
    report = _report(session, wish, now)
    if bursts.burst(session, sender=sender, now=now):
        raise InvalidInput("Too many reports came at once. Please send it again in a minute.")
    report.form_hash, report.key_hash = form_hash, keys.sealed("key", key)
    report.protocol = _protocol(session, form_token, now)
    session.add(report)
    session.flush()
    report.record_id = _record(session, report, actor, now)
    of_ombudsman.follow_desk(
        session, by=actor, record_id=report.record_id, due_on=report.due_on, now=now
    )
    session.flush()
    telling.tell_of_report(session, report, now=now)
    telling.write_received(session, report, now=now)
    return Filed(report.protocol, key, report.email or "")


def _report(session: Session, wish: Wish, now: datetime) -> OmbudsmanReport:
    text = tidy_text(wish.text, LONGEST_REPORT)
    if not text:
        raise InvalidInput("Please write a few words.")
    email, is_anonymous = tidy_email(wish.email), wish.privacy is Privacy.ANONYMOUS
    name = "" if is_anonymous else tidy_word(wish.name) or ""
    phone = "" if is_anonymous else tidy_word(wish.phone) or ""
    if not is_anonymous and not (name and (email or phone)):
        raise InvalidInput("Please leave your name, and an e-mail or a phone number.")
    unit_id, team_id = _place(session, wish)
    return OmbudsmanReport(
        protocol="",
        key_hash="",
        form_hash="",
        kind=wish.kind,
        privacy=wish.privacy,
        text=text,
        name=name,
        email=email,
        phone=phone,
        language=wish.language if wish.language in LOCALES else get_settings().language,
        unit_id=unit_id,
        team_id=team_id,
        filed_at=now,
        due_on=deadline.due_on(clock.local_day(now), get_settings().ombudsman_days),
    )


def _place(session: Session, wish: Wish) -> tuple[int | None, int | None]:
    places.check_team(session, wish.team_id)
    if wish.unit_id is not None and session.get(Unit, wish.unit_id) is None:
        raise NotFound("There is no such unit.")
    return wish.unit_id, wish.team_id


def _protocol(session: Session, form_token: str, now: datetime) -> str:
    for attempt in count():
        protocol = keys.protocol_of_form(clock.local_day(now), form_token, attempt)
        taken = select(OmbudsmanReport.id).where(OmbudsmanReport.protocol == protocol)
        if session.exec(taken).first() is None:
            return protocol
    raise AssertionError  # there is always another attempt


def _record(session: Session, report: OmbudsmanReport, actor: Actor, now: datetime) -> int:
    """Store what all others may know of it: a secret one counts, and tells nothing."""
    kind = RECORD_KINDS[ReportKind(report.kind)]
    entry = Entry(
        submission_id=f"ombudsman:{report.id}",
        kind=kind,
        channel=Channel.OMBUDSMAN,
        collected_at=now,
        on_day=clock.local_day(now),
        is_secret=is_secret(ReportKind(report.kind), Privacy(report.privacy)),
    )
    if not entry.is_secret:
        entry.text, entry.language = report.text, report.language
        entry.team_id, entry.contact = report.team_id, report.email or report.phone
    record_id = store.write(session, [entry], now=now)[entry.submission_id]
    if kind is Kind.COMPLAINT and not entry.is_secret:
        alerts.tell_of_complaint(
            session, record_id=record_id, team_id=report.team_id, teller=actor, now=now
        )
    return record_id
