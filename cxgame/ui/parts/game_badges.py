"""Badges as the pages draw them: earned, on the way, celebrated."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.content import Counted
from cxgame.game import badging, showcase
from cxgame.game.showcase import BadgeView
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load

# How far the way is gone: message ids with {done} and {goal}.
PROGRESS = {
    Counted.MODULES: N_("{done} of {goal} modules"),
    Counted.THESE_MODULES: N_("{done} of {goal} modules"),
    Counted.TRACK: N_("{done} of {goal} modules"),
    Counted.PRACTICES: N_("{done} of {goal} practices"),
    Counted.REVIEWS: N_("{done} of {goal} reviews"),
    Counted.CONVERSATIONS: N_("{done} of {goal} conversations"),
    Counted.STREAK: N_("{done} of {goal} shifts"),
    Counted.KUDOS: N_("{done} of {goal} kudos"),
    Counted.KUDOS_FROM: N_("{done} of {goal} colleagues"),
    Counted.KUDOS_TO: N_("{done} of {goal} colleagues"),
    Counted.COMPLIMENTS: N_("{done} of {goal} compliments"),
    Counted.MISSIONS: N_("{done} of {goal} missions"),
    Counted.SEASONS: N_("{done} of {goal} seasons"),
    Counted.LEVEL: N_("{done} of {goal} points"),
}


def tile(badge: BadgeView) -> dict[str, object]:
    """Return a badge as a tile: its picture, its name, and when it came or what is missing."""
    is_earned = badge.on_day is not None and not badge.revoked_reason
    return {
        "key": badge.key,
        "family": badge.family,
        "tier": badge.tier,
        "symbol": badge.symbol,
        "share": round(badge.share, 3),
        "is_earned": is_earned,
        "name": named(badge.name),
        "words": when(badge),
        "criteria": named(badge.criteria),
    }


def when(badge: BadgeView) -> str:
    """Return when a badge was earned, that it was taken back, or how far the way is gone."""
    if badge.revoked_reason:
        return _("taken back")
    if badge.on_day is not None:
        return i18n.month(locale(), badge.on_day)
    done, goal = (i18n.number(locale(), value) for value in (badge.done, badge.goal))
    return _(PROGRESS[badge.rule.kind], done=done, goal=goal)


def named(words: Mapping[str, str]) -> str:
    """Return a text of the content in the reader's language."""
    return words.get(locale()) or words.get("en", "")


def open_wanted(badges: list[BadgeView]) -> None:
    """Open the badge that the address names, if any; closing it takes it out of the address."""
    wanted = next((one for one in badges if one.key == address.read("badge")), None)
    if wanted is None:
        return
    forget = partial(address.forget, "badge")
    st.dialog(_("Badge"), width="small", on_dismiss=forget)(one_badge)(wanted)


def one_badge(badge: BadgeView) -> None:
    """Show one badge, large, with its criteria."""
    until = badge.expires_on
    earned = _("Earned on {day}", day=i18n.day(locale(), badge.on_day)) if badge.on_day else ""
    sheet(
        markup.render(
            "game/badge.html",
            locale(),
            badge=tile(badge),
            earned=earned if not badge.revoked_reason else "",
            until=_("Holds until {day}", day=i18n.day(locale(), until)) if until else "",
            revoked=badge.revoked_reason,
            public=f"/badges/{badge.public_id}" if earned and not badge.revoked_reason else "",
        ),
        key=f"badge-{badge.key}",
    )


def celebrate(actor: Actor) -> None:
    """Show the badges that nobody celebrated yet, once, where they were earned."""
    fresh = load(showcase.fresh_badges, actor=actor)
    if not fresh:
        return
    sent = sheet(
        markup.render("game/celebration.html", locale(), badges=[tile(one) for one in fresh]),
        key="celebration",
    )
    if sent.get("name") == "seen":
        act(
            "",
            badging.mark_seen,
            actor=actor,
            person_id=actor.person_id or 0,
            now=clock.now(),
        )
