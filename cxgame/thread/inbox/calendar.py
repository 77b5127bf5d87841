"""A person's calendar: every day that something is due, as iCalendar (RFC 5545).

An entry keeps its UID for good; SEQUENCE rises with every change, and what waits no more is told
as cancelled for 30 days.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

from icalendar import Calendar, Event
from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.i18n import FALLBACK, N_, translate
from cxgame.people import accounts, passwords
from cxgame.people.models import Person
from cxgame.settings import get_settings
from cxgame.thread.inbox import digest, words
from cxgame.thread.inbox.models import CalendarEntry, CalendarFeed
from cxgame.thread.inbox.waiting import Item, Kind, items

LEFT_OUT = (Kind.ROUTINE,)  # every day anew: a calendar would hold nothing else
TELL_CANCELLED = timedelta(days=30)
NOTE_READING = timedelta(hours=1)
READ_AGAIN = timedelta(hours=1)  # what calendars are asked to do


def feed(session: Session, *, token: str, now: datetime) -> bytes | None:
    """Return the calendar behind a secret address, None where there is none, or its person left.

    What changed since the last reading is noted, so that SEQUENCE rises.
    """
    found = session.exec(
        select(CalendarFeed).where(CalendarFeed.token_hash == passwords.fingerprint(token))
    ).first()
    person = session.get(Person, found.person_id) if found else None
    if found is None or person is None or not person.is_active:
        return None
    if found.read_at is None or found.read_at < now - NOTE_READING:
        found.read_at = now
    locale = person.language or get_settings().language or FALLBACK
    actor = accounts.as_actor(session, person, today=clock.local_day(now))
    everything = items(session, actor=actor, now=now)
    waiting = [one for one in everything if one.due_on and one.kind not in LEFT_OUT]
    entries = _noted(session, person.id, waiting, locale, now)
    session.flush()
    return _written(entries, locale)


def _noted(
    session: Session, person_id: int, waiting: Iterable[Item], locale: str, now: datetime
) -> list[CalendarEntry]:
    """Bring what the calendar was told up to date and return all that it is told now."""
    query = select(CalendarEntry).where(CalendarEntry.person_id == person_id)
    known = {entry.key: entry for entry in session.exec(query)}
    there = {one.key: one for one in waiting}
    for key, one in there.items():
        if key in known:
            _renew(known[key], one, locale, now)
        elif one.due_on is not None:
            session.add(_new(person_id, one, one.due_on, locale, now))
    for key, entry in known.items():
        if key not in there and entry.cancelled_at is None:
            entry.cancelled_at = entry.changed_at = now
            entry.sequence += 1
    gone = col(CalendarEntry.cancelled_at) < now - TELL_CANCELLED
    session.execute(
        delete(CalendarEntry).where(col(CalendarEntry.person_id) == person_id, gone),
        execution_options={"synchronize_session": "fetch"},
    )
    session.flush()
    return list(session.exec(query.order_by(col(CalendarEntry.on_day), col(CalendarEntry.id))))


def _new(person_id: int, one: Item, day: date, locale: str, now: datetime) -> CalendarEntry:
    return CalendarEntry(
        person_id=person_id,
        key=one.key,
        uid=f"{uuid4()}@cxgame",
        summary=_summary(one, locale),
        address=one.address,
        on_day=day,
        changed_at=now,
    )


def _renew(entry: CalendarEntry, one: Item, locale: str, now: datetime) -> None:
    """Write what changed into an entry; one that was cancelled comes back under its UID."""
    said = (_summary(one, locale), one.address, one.due_on, None)
    if (entry.summary, entry.address, entry.on_day, entry.cancelled_at) == said:
        return
    entry.summary, entry.address = said[0], said[1]
    entry.on_day = one.due_on or entry.on_day
    entry.cancelled_at, entry.changed_at = None, now
    entry.sequence += 1


def _summary(one: Item, locale: str) -> str:
    return f"{translate(locale, words.ASKING[one.kind].verb)}: {one.outside}"


def _written(entries: Iterable[CalendarEntry], locale: str) -> bytes:
    made = Calendar()
    made.add("prodid", "-//CXGame//CXGame//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", translate(locale, N_("What waits for me in CXGame")))
    made.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry))
    return bytes(made.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.on_day)
    event.add("dtend", entry.on_day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("transp", "TRANSPARENT")  # a day on which something is due is not a busy one
    event.add("status", "CANCELLED" if entry.cancelled_at else "CONFIRMED")
    if url := digest.address(entry.address):
        event.add("url", url)
    return event
