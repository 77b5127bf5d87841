"""Customers' requests about their data: the list with its clock, a new one, the steps of one."""

from datetime import date
from typing import Any

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread.privacy import queries, requests
from cxgame.thread.privacy.models import RequestKind, RequestState
from cxgame.thread.privacy.queries import RequestView
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

VIEWS = {
    "requests": N_("Requests"),
    "customer": N_("One customer"),
    "retention": N_("Retention"),
}
KINDS = {
    RequestKind.ACCESS: N_("Wants to see what is held"),
    RequestKind.CORRECTION: N_("Wants something corrected"),
    RequestKind.ANONYMISATION: N_("Wants to be made anonymous"),
    RequestKind.ERASURE: N_("Wants to be erased"),
    RequestKind.OPPOSITION: N_("Objects, or takes a consent back"),
}
STATES = {
    RequestState.RECEIVED: N_("Request received"),
    RequestState.PROVED: N_("Identity proved"),
    RequestState.DONE: N_("Done"),
    RequestState.REFUSED: N_("Request refused"),
}
STEPS = {
    "thread.note_request": (N_("The request was noted"), "inbox"),
    "thread.prove_identity": (N_("The identity was proved"), "badge"),
    "thread.close_request": (N_("The request was closed"), "task_alt"),
}
SOON = 5  # days before the end
ROWS = 50


def wanted() -> str:
    """Return the view that the address asks for."""
    view = address.read("view")
    return view if view in VIEWS else "requests"


def head(view: str) -> None:
    """Show the title and the three views."""
    views = [(key, _(words), f"?view={key}") for key, words in VIEWS.items()]
    sent = sheet(
        markup.render("people/privacy_head.html", locale(), views=views, view=view),
        key="privacy-head",
    )
    if sent.get("name") == "view":
        address.turn(view=sent.get("value", ""), request="", show="", page="")


def show(actor: Actor) -> None:
    """Show one request if the address names it, else all of them."""
    request_id = address.number("request")
    if request_id is not None:
        _one(actor, request_id)
        return
    _list(actor)


def _list(actor: Actor) -> None:
    is_open, number = address.read("show") != "closed", max(address.number("page") or 1, 1)
    start = (number - 1) * ROWS
    found, total = load(queries.requests, actor=actor, is_open=is_open, limit=ROWS, offset=start)
    sent = sheet(
        markup.render(
            "people/privacy_requests.html",
            locale(),
            requests=[_line(one) for one in found],
            shows=[
                ("open", _("Open requests"), "?show=open"),
                ("closed", _("Closed requests"), "?show=closed"),
            ],
            show="open" if is_open else "closed",
            page=number,
            pages=-(-total // ROWS),
            kinds=[(kind.value, _(words)) for kind, words in KINDS.items()],
            today=clock.local_day(clock.now()).isoformat(),
        ),
        key="privacy-requests",
    )
    match sent.get("name"):
        case "show":
            address.turn(show=sent.get("value", ""), page="")
        case "page":
            address.turn(page=sent.get("value", ""))
        case "open":
            address.turn(request=sent.get("value", ""))
        case "add":
            _add(actor, sent)


def _add(actor: Actor, sent: dict[str, str]) -> None:
    made = attempt(
        requests.note_request,
        actor=actor,
        kind=_kind(sent.get("kind", "")),
        name=sent.get("title", ""),
        contact=sent.get("contact", ""),
        received_on=_day(sent.get("received", "")),
        now=clock.now(),
    )
    if isinstance(made, CxgameError):
        feedback.refused(made)
        return
    flash(_("Noted. The clock runs."))
    address.turn(request=str(made))


def _one(actor: Actor, request_id: int) -> None:
    found = load(queries.request, actor=actor, request_id=request_id)
    steps = load(queries.request_steps, actor=actor, request_id=request_id)
    is_closed = found.state in (RequestState.DONE, RequestState.REFUSED)
    sent = sheet(
        markup.render(
            "people/privacy_request.html",
            locale(),
            title=_(KINDS[found.kind]),
            request=_line(found),
            facts=_facts(found),
            steps=[
                {
                    "icon": STEPS[step.action][1],
                    "text": _(STEPS[step.action][0]),
                    "when": " · ".join(
                        filter(None, (step.who, i18n.moment(locale(), step.at, clock.zone())))
                    ),
                }
                for step in steps
                if step.action in STEPS
            ],
            is_closed=is_closed,
            is_proved=found.state is RequestState.PROVED,
            version=found.version,
        ),
        key="privacy-request",
    )
    _follow(actor, found, sent)


def _follow(actor: Actor, found: RequestView, sent: dict[str, str]) -> None:
    about: dict[str, Any] = {"actor": actor, "request_id": found.id, "now": clock.now()}
    version = feedback.whole(sent, "version") or 0
    match sent.get("name"):
        case "back":
            address.turn(request="")
            return
        case "find":
            address.turn(view="customer", request=str(found.id))
            return
        case "prove":
            done = attempt(
                requests.prove_identity, proof=sent.get("proof", ""), version=version, **about
            )
        case "close":
            done = attempt(
                requests.close_request,
                is_done=sent.get("result") == "done",
                outcome=sent.get("outcome", ""),
                version=version,
                **about,
            )
        case _:
            return
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved."))
    address.turn(request=str(found.id))


def _line(one: RequestView) -> dict[str, object]:
    left = (one.due_on - clock.local_day(clock.now())).days
    is_open = one.closed_at is None
    if not is_open:
        words = _(STATES[one.state])
    elif left < 0:
        words = ngettext("{n} day late", "{n} days late", -left)
    else:
        words = ngettext("{n} day left", "{n} days left", left)
    late = "late" if left < 0 else "soon" if left <= SOON else ""
    return {
        "id": one.id,
        "title": _(KINDS[one.kind]),
        "sub": " · ".join(
            filter(None, (one.name, _(STATES[one.state]), i18n.day(locale(), one.received_on)))
        ),
        "clock": words,
        "left": max(0, min(1, left / requests.ANSWER_WITHIN.days)),
        "state": late if is_open else "",
        "is_open": is_open,
    }


def _facts(one: RequestView) -> list[tuple[str, str]]:
    law = _("by law (LGPD, art. 19)") if one.kind is RequestKind.ACCESS else _("our own promise")
    due = _("{day}, {why}", day=i18n.day(locale(), one.due_on), why=law)
    pairs = [
        (_("Who asks"), one.name),
        (_("Answer to"), one.contact),
        (_("Received on"), i18n.day(locale(), one.received_on)),
        (_("Due"), due),
        (_("State"), _(STATES[one.state])),
        (_("How we know"), one.proof),
        (_("Outcome"), one.outcome),
    ]
    return [(name, words) for name, words in pairs if words]


def _kind(value: str) -> RequestKind:
    return next((kind for kind in RequestKind if kind == value), RequestKind.ACCESS)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return clock.local_day(clock.now())
