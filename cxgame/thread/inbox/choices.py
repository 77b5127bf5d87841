"""Commands on one's own inbox: how the daily e-mail comes, and the address of the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame.errors import InvalidInput
from cxgame.people import audit, passwords, permissions
from cxgame.people.actor import Actor
from cxgame.thread.inbox.models import CalendarEntry, CalendarFeed, InboxChoice
from cxgame.thread.inbox.waiting import Kind

DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class MailChoice:
    """How somebody wants the daily e-mail; times are minutes of the company's day."""

    is_mailed: bool = True
    mail_at: int = 7 * 60
    quiet_from: int = 20 * 60
    quiet_until: int = 6 * 60
    left_out: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class FeedView:
    """When a calendar's address was made, and when a calendar last read it."""

    created_at: datetime
    read_at: datetime | None


def choose_mail(
    session: Session, *, actor: Actor, person_id: int, choice: MailChoice, now: datetime
) -> None:
    """Note how a person wants the daily e-mail; raise InvalidInput for times beyond a day."""
    permissions.require(actor, "thread.choose_mail", person_id=person_id)
    if not all(0 <= one < DAY for one in (choice.mail_at, choice.quiet_from, choice.quiet_until)):
        raise InvalidInput("Write times as 09:00.")
    row = session.get(InboxChoice, person_id) or InboxChoice(person_id=person_id)
    row.is_mailed, row.mail_at = choice.is_mailed, choice.mail_at
    row.quiet_from, row.quiet_until = choice.quiet_from, choice.quiet_until
    row.left_out = [kind.value for kind in dict.fromkeys(choice.left_out)]
    session.add(row)
    session.flush()
    audit.note(session, actor, "thread.choose_mail", "person", person_id, now=now)


def mail_choice(session: Session, *, actor: Actor) -> MailChoice:
    """Return how the actor wants the daily e-mail; the usual way where nothing was chosen."""
    row = session.get(InboxChoice, actor.person_id or 0)
    if row is None:
        return MailChoice()
    return MailChoice(
        row.is_mailed,
        row.mail_at,
        row.quiet_from,
        row.quiet_until,
        tuple(known(row.left_out)),
    )


def make_calendar(session: Session, *, actor: Actor, person_id: int, now: datetime) -> str:
    """Return the secret of a fresh calendar address; an earlier one stops working."""
    permissions.require(actor, "thread.make_calendar", person_id=person_id)
    token = passwords.new_token()
    row = session.get(CalendarFeed, person_id) or CalendarFeed(
        person_id=person_id, token_hash="", created_at=now
    )
    row.token_hash, row.created_at, row.read_at = passwords.fingerprint(token), now, None
    session.add(row)
    session.flush()
    audit.note(session, actor, "thread.make_calendar", "person", person_id, now=now)
    return token


def revoke_calendar(session: Session, *, actor: Actor, person_id: int, now: datetime) -> None:
    """Let the address of a person's calendar stop working; nothing happens where there is none."""
    permissions.require(actor, "thread.revoke_calendar", person_id=person_id)
    session.execute(delete(CalendarFeed).where(col(CalendarFeed.person_id) == person_id))
    session.execute(delete(CalendarEntry).where(col(CalendarEntry.person_id) == person_id))
    session.flush()
    audit.note(session, actor, "thread.revoke_calendar", "person", person_id, now=now)


def calendar_of(session: Session, *, actor: Actor) -> FeedView | None:
    """Return what is known of the actor's own calendar address, None without one."""
    query = select(CalendarFeed).where(CalendarFeed.person_id == actor.person_id)
    row = session.exec(query).first()
    return FeedView(row.created_at, row.read_at) if row else None


def known(values: Iterable[str]) -> list[Kind]:
    """Return the kinds among stored words; a kind that went out of use is left out."""
    return [Kind(value) for value in values if value in list(Kind)]
