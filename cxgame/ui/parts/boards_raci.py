"""The RACI grid of a plan, and how much each person on it carries over all levels."""

from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import grid as grids
from cxgame.boards.grid import Action, Grid
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load

CHOICES = {
    "": N_("no letter"),
    "A": N_("A · answers"),
    "R": N_("R · does it"),
    "AR": N_("A and R"),
    "C": N_("C · is heard"),
    "I": N_("I · is told"),
}


def show(actor: Actor, card_id: int) -> None:
    """Show a plan's grid and follow what is changed."""
    made = load(grids.grid, actor=actor, card_id=card_id)
    sent = sheet(
        markup.render(
            "boards/raci.html",
            locale(),
            grid=made,
            actions=[_action(one, at) for at, one in enumerate(made.actions)],
            choices=[(key, _(words)) for key, words in CHOICES.items()],
            others=[(one.id, one.name) for one in made.others],
            turn="-".join(str(one.version) for one in made.actions),
            can_change=any(one.can_change for one in made.actions),
        ),
        key=f"raci-{card_id}",
    )
    match sent.get("name"):
        case "plan":
            go("plan", card=str(card_id))
        case "card":
            level, _colon, number = sent.get("value", "").partition(":")
            go("board", level=level, card=number)
        case "letters":
            _save(actor, made, sent)


def read(made: Grid, sent: dict[str, str]) -> dict[int, dict[int, str]]:
    """Return the letters that a browser sent, for the actions that the actor may change."""
    added = whole(sent.get("person"))
    people = [row.person_id for row in made.rows] + ([added] if added else [])
    found: dict[int, dict[int, str]] = {}
    for action in made.actions:
        if not action.can_change:
            continue
        held = {
            who: sent.get(f"l-{action.card_id}-{who}", action.letters.get(who, ""))
            for who in people
        }
        if added:
            held[added] = sent.get(f"n-{action.card_id}", "")
        found[action.card_id] = {who: letters for who, letters in held.items() if letters}
    return found


def _save(actor: Actor, made: Grid, sent: dict[str, str]) -> None:
    versions = {
        one.card_id: whole(sent.get(f"v-{one.card_id}", str(one.version))) for one in made.actions
    }
    outcome = attempt(
        grids.set_letters,
        actor=actor,
        card_id=made.card_id,
        letters=read(made, sent),
        versions=versions,
        now=clock.now(),
    )
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(ngettext("{n} card changed.", "{n} cards changed.", outcome))
    st.rerun()


def _action(one: Action, at: int) -> dict[str, Any]:
    return {
        "id": one.card_id,
        "title": one.title,
        "level": one.level.value,
        "kind": _("The plan itself") if at == 0 else _(card_words.LEVELS[one.level]),
        "version": one.version,
        "letters": one.letters,
        "lint": [card_words.reasons([why]) for why in one.lint],
        "can_change": one.can_change,
    }
