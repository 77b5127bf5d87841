"""Objectives on screen: how far each is, what works on it, closing it with what was learned."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from cxgame import clock
from cxgame.direction import queries, service
from cxgame.direction.queries import ObjectiveView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.thread import objectives as thread
from cxgame.ui import address
from cxgame.ui.parts import boards_plans, direction_forms, direction_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, go, load

NEW = "new"


def show(actor: Actor) -> None:
    """Show the objectives, or the one that the address names, and follow what is tapped."""
    now, only = clock.now(), address.number("objective")
    is_closed = address.read("closed") == "on"
    if only is None:
        found = load(queries.objectives, actor=actor, now=now, is_closed=is_closed)
    else:
        found = [load(queries.objective_view, actor=actor, objective_id=only, now=now)]
    serving = load(thread.serving, actor=actor, now=now)
    views = [("", _("Open ones"), "/objectives"), ("on", _("Closed ones"), "/objectives?closed=on")]
    sent = sheet(
        markup.render(
            "direction/objectives.html",
            locale(),
            objectives=[
                direction_words.line(one)
                | {"plans": [boards_plans.line(plan) for plan in serving.get(one.id, ())]}
                for one in found
            ],
            only=only,
            views=views,
            view="on" if is_closed else "",
            may_add=permissions.may(actor, "direction.add_objective"),
        ),
        key="objectives",
    )
    _follow(actor, found, sent)
    _open_wanted(actor, found)


def _follow(actor: Actor, found: list[ObjectiveView], sent: dict[str, str]) -> None:
    value = sent.get("value", "")
    match sent.get("name"):
        case "view":
            address.turn(closed=value)
        case "objective":
            address.turn(objective=value)
        case "form" | "check" as name:
            address.turn(**{name: value})
        case "plan":
            go("plan", card=value)
        case "close" | "reopen" as name:
            one = next((one for one in found if one.id == whole(value)), None)
            if one is not None:
                _end(actor, one, name, sent)


def _end(actor: Actor, one: ObjectiveView, name: str, sent: dict[str, str]) -> None:
    asked: dict[str, Any] = {
        "actor": actor,
        "objective_id": one.id,
        "version": whole(sent.get("version")),
        "now": clock.now(),
    }
    if name == "close":
        learned = sent.get("words", "")
        act(_("The objective is closed."), service.close_objective, learned=learned, **asked)
    else:
        act(_("The objective is open again."), service.reopen_objective, **asked)


def _open_wanted(actor: Actor, found: list[ObjectiveView]) -> None:
    """Open the form or the check-in that the address names, where the actor may."""
    form, check = address.read("form"), address.number("check")
    known = next((one for one in found if str(one.id) == form and one.may_change), None)
    checked = next((one for one in found if one.id == check and one.may_check_in), None)
    is_new = form == NEW and permissions.may(actor, "direction.add_objective")
    if checked:
        _opened(_("Check in"), "check", direction_forms.check_in, actor, checked)
    elif is_new or (known and known.closed_at is None):
        title = known.form.title if known else _("New objective")
        _opened(title, "form", direction_forms.edit, actor, known)


def _opened(title: str, name: str, draw: Callable[..., None], *given: object) -> None:
    closed = partial(address.forget, name)
    st.dialog(title, width="medium", on_dismiss=closed)(draw)(*given)
