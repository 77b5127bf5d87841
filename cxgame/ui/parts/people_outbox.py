"""The outbox of e-mail: its letters by state, the server, and what can be done."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.notices.mail import service
from cxgame.notices.mail.models import MailState
from cxgame.notices.mail.queries import MailPage, MailView, ServerView
from cxgame.notices.mail.server import mail_is_set
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, attempt

ROWS = 50
STATES = {
    MailState.DEAD: N_("Not delivered"),
    MailState.WAITING: N_("Waiting"),
    MailState.SENT: N_("Sent"),
    MailState.CANCELLED: N_("Cancelled"),
}
KINDS = {
    "invitation": N_("Invitation to a survey"),
    "reminder": N_("Reminder of a survey"),
    "case": N_("Answer to a customer"),
    "ombudsman": N_("Ombudsman"),
    "digest": N_("Daily digest"),
    "test": N_("Test"),
}


def wanted() -> tuple[MailState, int]:
    """Return the state and the page that the address asks for; dead letters come first."""
    asked = address.read("state")
    known = next((state for state in STATES if state == asked), MailState.DEAD)
    return known, max(address.number("page") or 1, 1)


def outbox(
    actor: Actor,
    state: MailState,
    page: int,
    counts: Mapping[MailState, int],
    found: MailPage,
    server: ServerView,
) -> None:
    """Show the outbox and do what was tapped."""
    views = [
        (key.value, f"{_(words)} ({i18n.number(locale(), counts[key])})", f"?state={key}")
        for key, words in STATES.items()
    ]
    values = {
        "is_set": mail_is_set(),
        "server": _server(server),
        "failure": _(server.failure),
        "states": views,
        "state": state.value,
        "letters": [_line(one) for one in found.letters],
        "can_retry_all": state is MailState.DEAD and found.total > 1,
        "page": page,
        "pages": ceil(found.total / ROWS),
    }
    sent = sheet(markup.render("people/outbox.html", locale(), **values), key="outbox")
    _follow(actor, sent)


def _follow(actor: Actor, sent: dict[str, str]) -> None:
    value, now = sent.get("value", ""), clock.now()
    mail_id = int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
    match sent.get("name"):
        case "state":
            address.turn(state=value, page="")
        case "page":
            address.turn(page=value)
        case "again":
            done = _("It will be sent within a minute.")
            act(done, service.try_again, actor=actor, mail_id=mail_id, now=now)
        case "all":
            act(_("They will be sent within a minute."), service.try_again, actor=actor, now=now)
        case "cancel":
            done = _("The letter is cancelled.")
            act(done, service.cancel_mail, actor=actor, mail_id=mail_id, now=now)
        case "test":
            _send_test(actor)
        case "address":
            _show_address(actor, mail_id)


def _send_test(actor: Actor) -> None:
    done, own = _("A letter to you is on its way."), actor.person_id or 0
    act(done, service.send_test, actor=actor, person_id=own, now=clock.now())


def _show_address(actor: Actor, mail_id: int) -> None:
    """Show whom a letter is for, in this run only."""
    found = attempt(service.show_address, actor=actor, mail_id=mail_id, now=clock.now())
    refused = isinstance(found, CxgameError)
    words = i18n.say(locale(), found) if isinstance(found, CxgameError) else found
    sheet(
        markup.render("people/outbox_address.html", locale(), words=words, refused=refused),
        key="outbox-address",
    )


def _server(server: ServerView) -> list[tuple[str, str]]:
    """Return what is known of the server; never its address, which holds a password."""
    facts = [(_("Sent from"), get_settings().mail_from)]
    if server.failing_since:
        facts.append((_("Not reached since"), _moment(server.failing_since)))
    elif server.reached_at:
        facts.append((_("Last reached"), _moment(server.reached_at)))
    return facts


def _line(one: MailView) -> dict[str, object]:
    about = [
        _moment(one.sent_at or one.created_at),
        ngettext("{n} attempt", "{n} attempts", one.attempts) if one.attempts else "",
        _("again {when}", when=i18n.ago(locale(), one.due_at, clock.now()))
        if one.state is MailState.WAITING and one.due_at > clock.now()
        else "",
    ]
    return {
        "id": one.id,
        "kind": _(KINDS[one.kind]) if one.kind in KINDS else one.kind,
        "to": one.to,
        "about": " · ".join(filter(None, about)),
        "error": _(one.error),
        "is_dead": one.state is MailState.DEAD,
        "can_cancel": one.state in (MailState.DEAD, MailState.WAITING),
    }


def _moment(at: datetime) -> str:
    return i18n.moment(locale(), at, clock.zone())
