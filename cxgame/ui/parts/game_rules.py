"""How points come: each rule as it stands, levels, streaks; for the administrator, changing it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.game import levels, rulebook, service, streaks
from cxgame.game.rulebook import RuleView
from cxgame.look import markup
from cxgame.people import permissions, queries
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

CORRECTION = "correction"  # stands in the address where a rule's key would


def page(actor: Actor, book: list[RuleView]) -> Markup:
    """Return the page in the reader's language."""
    may_change = permissions.may(actor, "game.change_rule")
    return markup.render(
        "game/rules.html",
        locale(),
        rules=[_rule(view) for view in book],
        levels=[
            (n, _(name), i18n.number(locale(), start))
            for n, (name, start) in enumerate(
                zip(levels.NAMES, levels.THRESHOLDS, strict=True), start=1
            )
        ],
        freezes=streaks.FREEZES,
        given_back=streaks.GIVEN_BACK_AFTER,
        may_change=may_change,
    )


def open_wanted(actor: Actor, book: list[RuleView]) -> None:
    """Open the rule that the address names, or the form of a correction, for who may."""
    wanted = address.read("rule")
    view = next((one for one in book if one.rule.key == wanted), None)
    if not permissions.may(actor, "game.change_rule"):
        return
    opened = partial(st.dialog, width="small", on_dismiss=partial(address.forget, "rule"))
    if view:
        opened(_(view.rule.words))(_change)(actor, view)
    elif wanted == CORRECTION:
        opened(_("Correct points"))(_correct)(actor)


def _rule(view: RuleView) -> dict[str, object]:
    rule = view.rule
    cap = _("at most {n} a day", n=rule.daily_cap)
    changed = (
        _("changed on {day}", day=i18n.day(locale(), clock.local_day(view.changed_at)))
        if view.changed_at
        else ""
    )
    return {
        "key": rule.key,
        "words": _(rule.words),
        "sub": " · ".join(filter(None, (f"{_(rule.explanation)} ({cap})", changed))),
        "icon": rule.icon,
        "points": f"+{rule.points}" if rule.is_on else _("off"),
        "is_on": rule.is_on,
    }


def _change(actor: Actor, view: RuleView) -> None:
    form = markup.render(
        "game/rule.html",
        locale(),
        view=view,
        most=rulebook.MOST_POINTS,
        highest=rulebook.HIGHEST_CAP,
    )
    sent = sheet(form, key=f"rule-{view.rule.key}")
    if sent.get("name") != "save":
        return
    _saved(
        rulebook.change_rule,
        actor=actor,
        key=view.rule.key,
        points=_whole(sent, "points"),
        daily_cap=_whole(sent, "daily_cap"),
        is_on="is_on" in sent,
        version=_whole(sent, "version"),
        now=clock.now(),
    )


def _correct(actor: Actor) -> None:
    known = load(queries.people, actor=actor)
    named = [(str(each.id), f"{each.name} ({each.team})") for each in known if each.team]
    named += [(str(each.id), each.name) for each in known if not each.team]
    form = markup.render(
        "game/correction.html",
        locale(),
        people=named,
        longest=service.LONGEST_REASON,
    )
    sent = sheet(form, key="correction")
    if sent.get("name") != "save":
        return
    sign = -1 if sent.get("direction") == "less" else 1
    _saved(
        service.correct_points,
        actor=actor,
        person_id=_whole(sent, "person"),
        points=sign * _whole(sent, "points"),
        reason=sent.get("reason", ""),
        now=clock.now(),
    )


def _saved(command: Callable[..., object], **arguments: Any) -> None:
    """Run a command of a dialog: close it, or say there what to put right."""
    outcome = attempt(command, **arguments)
    if isinstance(outcome, CxgameError):
        feedback.refused(outcome)
        return
    flash(_("Saved."))
    address.forget("rule")
    st.rerun()


def _whole(sent: dict[str, str], name: str) -> int:
    """Return a whole number that a form sent; for anything else -1, which commands refuse."""
    found = feedback.whole(sent, name)
    return -1 if found is None else found
