"""A card opened from the address: everything about it, its form, or the form of a new one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Literal

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import queries, service, sight
from cxgame.boards.form import CardForm
from cxgame.boards.history import StaleCard
from cxgame.boards.models import Level
from cxgame.boards.plans import templates
from cxgame.boards.views import CardView
from cxgame.errors import CxgameError
from cxgame.learning import tracks
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.thread import card_links, objectives, studies
from cxgame.thread import queries as thread
from cxgame.thread.objectives import Purpose
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import card_acts, card_content, card_form, card_sheet
from cxgame.ui.parts.boards import Asked, whole
from cxgame.ui.parts.card_form import Draft
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

PARTS = ("card", "edit", "template")


def open_wanted(actor: Actor, wanted: Asked) -> None:
    """Open the dialog that the address names, if any."""
    card_id = address.number("card")
    if address.read("card") == "new":
        title = _("New task") if wanted.level is Level.OPERATIONAL else _("New plan")
        _opened(title, partial(_add, actor, wanted), "medium")
    elif card_id is not None:
        card = load(queries.card_view, actor=actor, card_id=card_id, now=clock.now())
        if address.read("edit") == "on" and card.may.change:
            _opened(card.form.title, partial(_change, actor, card), "medium")
        else:
            _opened(card.form.title, partial(_show, actor, card), "large")


def _show(actor: Actor, card: CardView) -> None:
    """Show a card and follow what was tapped."""
    sources = load(thread.links_of_card, actor=actor, card_id=card.id)
    line = load(sight.line_of_sight, actor=actor, card_id=card.id)
    causes = load(studies.studies_of_card, actor=actor, card_id=card.id)
    links = load(card_links.links_of, actor=actor, card_id=card.id)
    purpose = load(objectives.objective_of, actor=actor, card_id=card.id)
    shown = card_sheet.values(actor, card, sources, line)
    sent = sheet(
        markup.render(
            "boards/detail.html",
            locale(),
            told=card_acts.told(),
            studies=causes,
            links=links,
            may_link_case=permissions.may(actor, "thread.link_case"),
            modules=[(one.slug, one.title) for one in load(tracks.modules, actor=actor)],
            opens_studies=permissions.may_open(actor, "study"),
            purpose=purpose,
            objectives=_objectives(actor, card, purpose),
            opens_objectives=permissions.may_open(actor, "objectives"),
            **shown,
            **card_content.values(actor, card),
        ),
        key=f"card-{card.id}",
    )
    _leave(card, sent)
    card_acts.follow(actor, card, sent)


def _leave(card: CardView, sent: dict[str, str]) -> None:
    """Go where a link on the card leads."""
    match sent.get("name"):
        case "edit":
            st.session_state.pop(card_form.DRAFT, None)
            address.turn(edit="on")
        case "card":
            level, _colon, number = sent.get("value", "").partition(":")
            address.turn(level=level, card=number, edit="")
        case "record":
            go("records", record=sent.get("value", ""))
        case "plan":
            go("plan", card=str(card.id))
        case "study":
            go("study", id=sent.get("value", ""))
        case "objective":
            go("objectives", objective=sent.get("value", ""))
        case "open":
            follow(sent)


def _objectives(actor: Actor, card: CardView, purpose: Purpose | None) -> list[tuple[int, str]]:
    """Return the objectives that the actor may let a plan serve, its own too; none for a task."""
    if card.level is Level.OPERATIONAL or not card.may.change:
        return []
    found = {one.id: one.title for one in load(objectives.offered, actor=actor)}
    if found and purpose and purpose.is_own:
        found.setdefault(purpose.id, purpose.title)  # closed meanwhile
    return list(found.items())


def _add(actor: Actor, wanted: Asked) -> None:
    """Show the form of a new card, for the team that the board is narrowed to or the own one."""
    offered = load(card_form.offer, actor=actor, level=wanted.level, today=_today())
    key = _template(actor, wanted)
    start = CardForm(title="")
    if key:
        start = templates.form_of(templates.template(key), locale(), today=_today())
    start = replace(start, team_id=wanted.filters.team_id or actor.team_id)
    sent = card_form.draw(actor, wanted.level, Draft(start, 0), offered, template=key)
    if sent.get("name") != "save":
        return
    try:
        form = card_form.typed(sent, start)
    except CxgameError as error:
        _refuse(error)
        return
    made = _made(actor, wanted, form, key)
    if isinstance(made, CxgameError):
        _refuse(made)
        return
    flash(_("The card is on the board."))
    address.turn(card=str(made), edit="", template="")


def _template(actor: Actor, wanted: Asked) -> str:
    """Offer what a plan may start from, and return the template chosen in the address, if any."""
    if wanted.level is Level.OPERATIONAL or not permissions.may(actor, "boards.add_from_template"):
        return ""
    known = {one.key: one for one in templates.templates()}
    chosen = address.read("template")
    sent = sheet(
        markup.render(
            "boards/templates.html",
            locale(),
            chosen=chosen if chosen in known else "",
            templates=[(one.key, one.title.in_language(locale())) for one in known.values()],
        ),
        key="card-templates",
    )
    if sent.get("name") == "template":
        address.turn(template=sent.get("template", ""))
    return chosen if chosen in known else ""


def _made(actor: Actor, wanted: Asked, form: CardForm, key: str) -> int | CxgameError:
    place: dict[str, Any] = {"level": wanted.level, "board_id": wanted.board_id}
    if not key:
        return attempt(service.add_card, actor=actor, form=form, now=clock.now(), **place)
    return attempt(
        templates.add_from_template,
        actor=actor,
        form=form,
        key=key,
        today=_today(),
        now=clock.now(),
        **place,
    )


def _change(actor: Actor, card: CardView) -> None:
    """Show a card's form; where somebody was faster, join both and say what changed."""
    offered = load(card_form.offer, actor=actor, level=card.level, today=_today())
    draft = card_form.draft_of(card)
    sent = card_form.draw(actor, card.level, draft, offered, card=card)
    if sent.get("name") == "leave":
        st.session_state.pop(card_form.DRAFT, None)
        address.turn(edit="")
    if sent.get("name") == "save":
        _save(actor, card, draft, sent)


def _save(actor: Actor, card: CardView, draft: Draft, sent: dict[str, str]) -> None:
    version = whole(sent.get("version"))
    try:
        form = card_form.typed(sent, draft.form)
    except CxgameError as error:
        _refuse(error)
        return
    outcome = attempt(
        service.change_card,
        actor=actor,
        card_id=card.id,
        form=form,
        version=version,
        now=clock.now(),
    )
    if isinstance(outcome, StaleCard):
        now = load(queries.card_view, actor=actor, card_id=card.id, now=clock.now())
        joined = load(card_form.join, actor=actor, card=now, typed=form, version=version)
        st.session_state[card_form.DRAFT] = (card.id, card_form.with_changes(joined, outcome))
        st.rerun()
    if isinstance(outcome, CxgameError):
        _refuse(outcome)
        return
    st.session_state.pop(card_form.DRAFT, None)
    flash(_("Saved."))
    address.turn(edit="")


def _today() -> date:
    return clock.local_day(clock.now())


def _refuse(error: CxgameError) -> None:
    """Say why, below the form, which keeps what was typed."""
    st.error(i18n.say(locale(), error), icon=":material/info:")


def _opened(title: str, draw: Callable[[], None], width: Literal["medium", "large"]) -> None:
    """Draw in a dialog; closing it takes it out of the address."""
    st.dialog(title, width=width, on_dismiss=_close)(draw)()


def _close() -> None:
    st.session_state.pop(card_form.DRAFT, None)
    address.forget(*PARTS)
