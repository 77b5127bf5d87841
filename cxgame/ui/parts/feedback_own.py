"""One's own observations in words: their state, their photo, what was done."""

from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback import own, photos
from cxgame.feedback.kinds import ObservationKind
from cxgame.feedback.own import PAGE, OwnObservation
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread import queries as thread
from cxgame.ui import address, sent_file
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

FURTHEST = 4_000  # pages


def show(actor: Actor) -> None:
    """Show the list, and take a photo in."""
    page = min(address.number("page") or 1, FURTHEST)
    found = load(own.own_observations, actor=actor, offset=PAGE * (page - 1))
    sent = sheet(
        markup.render(
            "feedback/own.html",
            locale(),
            lines=[_line(actor, one) for one in found.lines],
            page=page,
            pages=-(-found.total // PAGE),
        ),
        key="own-observations",
    )
    follow(sent)
    match sent.get("name"):
        case "log":
            go("log")
        case "page":
            address.turn(page=sent.get("value", ""))
        case "photo":
            add_photo(actor, feedback.whole(sent, "record") or 0, sent)


def add_photo(actor: Actor, record_id: int, sent: dict[str, str]) -> None:
    """Put the chosen photo beside an observation, or say why not."""
    data = sent_file.data_of(sent)
    done = attempt(
        photos.add_record_photo, actor=actor, record_id=record_id, data=data, now=clock.now()
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("The photo is in."))
    st.rerun()


def _line(actor: Actor, one: OwnObservation) -> dict[str, Any]:
    state, tone, icon = _("Not answered yet"), "plain", "schedule"
    if one.is_accepted is not None:
        state, tone, icon = _("Read and answered"), "info", "reply"
    if one.is_accepted:
        state, tone, icon = _("Taken up"), "good", "task_alt"
    links = _links(actor, one)
    if links:
        state, tone, icon = _("Something is done about it"), "good", "rocket_launch"
    kind = next((kind for kind in ObservationKind if kind == one.kind), None)
    said = (
        _(feedback.OBSERVATIONS[kind][0]) if kind else "",
        i18n.day(locale(), one.on_day),
    )
    return {
        "id": one.id,
        "state": state,
        "tone": tone,
        "icon": icon,
        "about": " · ".join(filter(None, said)),
        "text": feedback.masked(one.text),
        "words": one.words,
        "photo": f"/evidence/{one.photo_id}" if one.photo_id else "",
        "links": links,
    }


def _links(actor: Actor, one: OwnObservation) -> list[tuple[str, str]]:
    """Return what was done: the deed that tells of it, and the cards that the author may open."""
    found = [(_("See what was done"), f"you_said?deed={one.deed_id}")] if one.deed_id else []
    cards = load(thread.cards_of_records, actor=actor, record_ids=[one.id])
    return found + [
        (title, f"board?level={level}&card={card_id}") for card_id, title, level in cards
    ]
