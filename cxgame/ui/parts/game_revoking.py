"""Somebody's badge in the hands of an administrator: what it stands on, and taking it back."""

from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.game import badging
from cxgame.game.showcase import BadgeView
from cxgame.insight.person import PersonSight
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import game_badges
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash

DIALOG = "badge"


def open_wanted(actor: Actor, found: PersonSight) -> None:
    """Open the badge that the address names, if any; closing it takes it out of the address."""
    asked = address.read(DIALOG)
    badge = next((one for one in found.watched or () if one.key == asked), None)
    if badge is None:
        return
    close = partial(address.forget, DIALOG)
    draw = partial(_dialog, actor, found.person.name, badge)
    st.dialog(_("Badge"), width="small", on_dismiss=close)(draw)()


def _dialog(actor: Actor, name: str, badge: BadgeView) -> None:
    earned = i18n.day(locale(), badge.on_day) if badge.on_day else ""
    sent = sheet(
        markup.render(
            "game/revoking.html",
            locale(),
            badge=game_badges.tile(badge),
            earned=_("{name} earned it on {day}", name=name, day=earned),
            name=name,
            public=f"/badges/{badge.public_id}?lang={locale()}",
            revoked=badge.revoked_reason,
            shortest=badging.SHORTEST_REASON,
            longest=badging.LONGEST_REASON,
        ),
        key=f"revoking-{badge.public_id}",
    )
    if sent.get("name") == "revoke":
        _revoke(actor, badge.public_id, sent.get("reason", ""))


def _revoke(actor: Actor, public_id: str, reason: str) -> None:
    refused = attempt(
        badging.revoke_badge,
        actor=actor,
        public_id=public_id,
        reason=reason,
        now=clock.now(),
    )
    if isinstance(refused, CxgameError):
        st.error(i18n.say(locale(), refused), icon=":material/info:")
        return
    flash(_("The badge was taken back."))
    address.forget(DIALOG)
    st.rerun()
