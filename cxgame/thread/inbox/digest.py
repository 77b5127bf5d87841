"""The daily e-mail: what waits for a person, at the hour they chose; never an empty one."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.i18n import FALLBACK, translate
from cxgame.look import letters
from cxgame.notices import queries as notices
from cxgame.notices.mail import outbox
from cxgame.notices.mail.outbox import Letter
from cxgame.people import accounts
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.settings import get_settings
from cxgame.thread.inbox import words
from cxgame.thread.inbox.models import InboxChoice
from cxgame.thread.inbox.waiting import Item, Kind, items

MOST_LINES = 10  # of one kind; the rest is counted


def send_digests(session: Session, *, now: datetime) -> int:
    """Post the daily e-mail to everybody whose hour has come today; return how many were posted.

    Each is looked at once a day; who has nothing waiting then is not written to. In quiet hours it
    waits until they end.
    """
    today, minute = clock.local_day(now), _minute(now)
    company = people.company(session).name
    query = (
        select(Person, InboxChoice)
        .outerjoin(InboxChoice, col(InboxChoice.person_id) == col(Person.id))
        .where(Person.is_active, col(Person.email).is_not(None))
        .order_by(col(Person.id))
    )
    posted = 0
    for person, chosen in session.exec(query).all():
        choice = chosen or InboxChoice(person_id=person.id)
        if not is_due(choice, minute) or choice.looked_on == today:
            continue
        choice.looked_on = today
        session.add(choice)
        letter = letter_for(session, person, choice, company=company, now=now)
        if letter is not None:
            posted += outbox.post(session, letter, now=now)
    return posted


def is_due(choice: InboxChoice, minute: int) -> bool:
    """Tell whether a person's hour has come, and it is not quiet now; `minute` is of the day."""
    return choice.is_mailed and minute >= choice.mail_at and not _is_quiet(choice, minute)


def letter_for(
    session: Session, person: Person, choice: InboxChoice, *, company: str, now: datetime
) -> Letter | None:
    """Return what a person is written today, None where nothing waits."""
    locale = person.language or get_settings().language or FALLBACK
    actor = _as_reader(accounts.as_actor(session, person, today=clock.local_day(now)), locale)
    found = [one for one in items(session, actor=actor, now=now) if one.kind not in choice.left_out]
    if not found:
        return None
    today = clock.local_day(now)
    words_ = letters.letter(
        "digest",
        locale,
        company=company,
        name=person.name.split()[0],
        count=len(found),
        late=sum(one.is_overdue for one in found),
        groups=_groups(found, locale),
        unread=notices.unread_count(session, actor=actor),
        inbox=address("notices"),
        choices=address("profile"),
    )
    return Letter(
        key=f"digest:{person.id}:{today}",
        kind="digest",
        to_address=person.email or "",
        to_name=person.name,
        subject=words_.subject,
        body=words_.body,
        language=locale,
    )


def address(path: str) -> str:
    """Return where a page opens from outside, "" while no public address is set."""
    start = get_settings().public_url
    return f"{start.rstrip('/')}/{path}" if start else ""


def _groups(found: Sequence[Item], locale: str) -> list[dict[str, object]]:
    """Return what waits by kind, in the order of the kinds, each with at most ten lines."""
    order = list(Kind)
    by_kind = sorted(found, key=lambda one: order.index(one.kind))
    groups: list[dict[str, object]] = []
    for kind, some in groupby(by_kind, key=lambda one: one.kind):
        group = list(some)
        lines = [
            {
                "title": one.outside,
                "due_on": one.due_on,
                "is_late": one.is_overdue,
                "address": address(one.address),
            }
            for one in group[:MOST_LINES]
        ]
        more = max(0, len(group) - MOST_LINES)
        title = translate(locale, words.ASKING[kind].plural)
        groups.append({"title": title, "count": len(group), "lines": lines, "more": more})
    return groups


def _is_quiet(choice: InboxChoice, minute: int) -> bool:
    start, end = choice.quiet_from, choice.quiet_until
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end


def _as_reader(actor: Actor, locale: str) -> Actor:
    """Return the actor as one who reads this language, for whoever chose none."""
    return Actor(**{**vars(actor), "locale": locale})


def _minute(now: datetime) -> int:
    local = now.astimezone(clock.zone())
    return local.hour * 60 + local.minute
