"""The inbox behind the bell."""

from datetime import date, timedelta
from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

from cxgame import clock, i18n
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.notices import service
from cxgame.notices.queries import NoticeView
from cxgame.people.actor import Actor
from cxgame.ui import menu
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, go

TODAY, YESTERDAY = N_("Today"), N_("Yesterday")


def inbox(notices: list[NoticeView], *, is_more: bool) -> dict[str, str]:
    """Show notices by day, newest first, and return what was tapped."""
    today = clock.local_day(clock.now())
    days = groupby(notices, key=lambda notice: clock.local_day(notice.created_at))
    return sheet(
        markup.render(
            "people/notices.html",
            locale(),
            groups=[(_day(day, today), [_line(each) for each in group]) for day, group in days],
            unread=sum(not notice.is_read for notice in notices),
            is_more=is_more,
        ),
        key="notices",
    )


def mark_all(actor: Actor) -> None:
    """Mark everything as read."""
    if actor.person_id:
        act(
            _("Everything is marked as read."),
            service.mark_read,
            actor=actor,
            person_id=actor.person_id,
            now=clock.now(),
        )


def open_notice(actor: Actor, notice: NoticeView) -> None:
    """Mark a notice as read and leave for what it is about."""
    if not notice.is_read and actor.person_id:
        attempt(
            service.mark_read,
            actor=actor,
            person_id=actor.person_id,
            notice_id=notice.id,
            now=clock.now(),
        )
    parts = urlsplit(notice.link)
    page = parts.path.strip("/")
    go(page if page in menu.ENTRIES else "notices", **dict(parse_qsl(parts.query)))


def _line(notice: NoticeView) -> dict[str, object]:
    return {
        "id": notice.id,
        "text": i18n.translate(locale(), notice.message, **notice.values),
        "link": notice.link,
        "at": f"{notice.created_at.astimezone(clock.zone()):%H:%M}",
        "is_read": notice.is_read,
    }


def _day(day: date, today: date) -> str:
    if day == today:
        return _(TODAY)
    return _(YESTERDAY) if day == today - timedelta(days=1) else i18n.day(locale(), day)
