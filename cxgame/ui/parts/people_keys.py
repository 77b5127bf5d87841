"""The keys of other systems: a new one is shown once, one that is stopped never works again."""

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import keys
from cxgame.people.actor import Actor
from cxgame.people.keys import KeyView
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, load

ROUND = "keys:round"  # how many were made: the next form starts empty
SCOPES = {
    "feedback:write": N_("Sends what customers say"),
    "invitations:write": N_("Invites customers to answer"),
    "cards:read": N_("Reads boards and cards"),
    "cards:write": N_("Reads and writes cards"),
}


def show(actor: Actor) -> None:
    """Show the keys and the form of a new one, which is shown in this run only."""
    top, listed, form = st.container(), st.container(), st.container()
    turn = st.session_state.setdefault(ROUND, 0)
    scopes = [(scope, f"{_(words)} ({scope})") for scope, words in SCOPES.items()]
    with form:
        asked = sheet(
            markup.render("people/key_new.html", locale(), scopes=scopes, turn=turn), key="key-form"
        )
    if asked.get("name") == "add":
        with top:
            _add(actor, asked)
    found = load(keys.api_keys, actor=actor)
    with listed:
        sent = sheet(
            markup.render("people/keys.html", locale(), keys=[_line(key) for key in found]),
            key="keys",
        )
    if sent.get("name") == "stop":
        value = sent.get("value", "")
        act(
            _("The key works no more."),
            keys.revoke_api_key,
            actor=actor,
            key_id=int(value) if value.isascii() and value.isdigit() else 0,
            now=clock.now(),
        )


def _add(actor: Actor, sent: dict[str, str]) -> None:
    """Make a key and show it: it can't be shown again."""
    made = attempt(
        keys.add_api_key,
        actor=actor,
        name=sent.get("name_of", ""),
        scope=sent.get("scope", ""),
        now=clock.now(),
    )
    if isinstance(made, CxgameError):
        st.error(i18n.say(locale(), made), icon=":material/info:")
        return
    st.session_state[ROUND] += 1
    sheet(markup.render("people/key.html", locale(), key=made), key="key-new")


def _line(key: KeyView) -> dict[str, object]:
    zone, here = clock.zone(), locale()
    used = (
        _("last used {moment}", moment=i18n.moment(here, key.used_at, zone)) if key.used_at else ""
    )
    made = _("made on {day}", day=i18n.day(here, key.created_at.astimezone(zone).date()))
    about = (_(SCOPES.get(key.scope, key.scope)), made, used or _("never used"))
    return {
        "id": key.id,
        "name": key.name,
        "about": " · ".join(about),
        "is_live": key.revoked_at is None,
    }
