"""One's own inbox outside the app: the daily e-mail and the address of the calendar."""

from datetime import time

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError, InvalidInput
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread.inbox import choices
from cxgame.thread.inbox.choices import FeedView, MailChoice
from cxgame.thread.inbox.waiting import Kind
from cxgame.thread.inbox.words import ASKING
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, load

FRESH = "calendar-fresh"  # the secret that was just made, to be shown once


def show(actor: Actor, email: str) -> None:
    """Show the choices, and follow what is sent."""
    choice = load(choices.mail_choice, actor=actor)
    feed = load(choices.calendar_of, actor=actor)
    token = st.session_state.pop(FRESH, "")
    sent = sheet(
        markup.render(
            "people/own_mail.html",
            locale(),
            choice=choice,
            email=email,
            turn=hash(choice),
            mail_at=_typed(choice.mail_at),
            quiet_from=_typed(choice.quiet_from),
            quiet_until=_typed(choice.quiet_until),
            kinds=[(kind.value, _(ASKING[kind].plural)) for kind in Kind],
            left_out=[kind.value for kind in choice.left_out],
            url=f"{address.origin()}/calendar/{token}.ics" if token else "",
            feed=_feed(feed) if feed else "",
        ),
        key="own-mail",
    )
    _follow(actor, sent)


def read(sent: dict[str, str]) -> MailChoice:
    """Return what a browser sent; raise InvalidInput for a time that is none."""
    wanted = set(sent.get("kinds", "").split())
    return MailChoice(
        is_mailed=sent.get("is_mailed") == "on",
        mail_at=_minutes(sent.get("mail_at", "")),
        quiet_from=_minutes(sent.get("quiet_from", "")),
        quiet_until=_minutes(sent.get("quiet_until", "")),
        left_out=tuple(kind for kind in Kind if kind.value not in wanted),
    )


def _follow(actor: Actor, sent: dict[str, str]) -> None:
    own, now = actor.person_id or 0, clock.now()
    match sent.get("name"):
        case "mail":
            try:
                choice = read(sent)
            except CxgameError as error:
                st.error(i18n.say(locale(), error), icon=":material/info:")
                return
            act(
                _("Saved."),
                choices.choose_mail,
                actor=actor,
                person_id=own,
                choice=choice,
                now=now,
            )
        case "calendar":
            made = attempt(choices.make_calendar, actor=actor, person_id=own, now=now)
            if isinstance(made, str):
                st.session_state[FRESH] = made
            st.rerun()
        case "revoke":
            done = _("The address works no more.")
            act(done, choices.revoke_calendar, actor=actor, person_id=own, now=now)


def _feed(feed: FeedView) -> str:
    made = i18n.moment(locale(), feed.created_at, clock.zone())
    if feed.read_at is None:
        return _("Address made {moment}; no calendar has read it yet.", moment=made)
    read_at = i18n.moment(locale(), feed.read_at, clock.zone())
    return _("Address made {moment}; read by a calendar {read_at}.", moment=made, read_at=read_at)


def _typed(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(text: str) -> int:
    try:
        found = time.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput("Write times as 09:00.") from error
    return found.hour * 60 + found.minute
