"""The page of today, for a phone held in one hand."""

from datetime import datetime

from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.control.signals import Verdict
from cxgame.insight.kpis import Kpi, KpiKey
from cxgame.insight.today import Today
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import (
    feedback,
    game_kudos,
    game_missions,
    game_streak,
    learning,
    learning_practice,
    readings,
    waiting,
)
from cxgame.ui.text import _, locale

SHOWN = 3  # the rest waits behind "See all", so that the day fits a phone


def render(actor: Actor, facts: Today, now: datetime, *, shows_all: bool = False) -> Markup:
    """Return the page in the reader's language."""
    rows = waiting.in_order(
        [
            *waiting.case_rows(facts.cases, now),
            *waiting.rows(facts.waiting, facts.assigned, facts.today, facts.to_sign),
        ]
    )
    return markup.render(
        "homes/today.html",
        locale(),
        greeting=greeting(actor, now),
        streak=game_streak.title(facts.streak.streak),
        invitation=game_streak.invitation(facts.streak.streak),
        mission=game_missions.line(actor, facts.mission, facts.today) if facts.mission else None,
        practice=_practice(facts),
        rows=rows if shows_all else rows[:SHOWN],
        hidden=0 if shows_all else max(0, len(rows) - SHOWN),
        waiting=len(rows),
        compliment=_kind_words(facts),
        team=facts.team,
        nps=facts.nps,
        pace=pace(facts.nps) if facts.nps else "",
        figure=readings.figure(KpiKey.NPS, facts.nps.value) if facts.nps else "",
        explained=explained(facts.nps, facts.company_nps) if facts.nps else "",
        company=facts.company_nps,
    )


def greeting(actor: Actor, now: datetime) -> str:
    """Return a greeting that fits the company's hour."""
    hour = now.astimezone(clock.zone()).hour
    name = actor.name.split()[0]
    if hour < 12:
        return _("Good morning, {name}", name=name)
    if hour < 18:
        return _("Good afternoon, {name}", name=name)
    return _("Good evening, {name}", name=name)


def pace(kpi: Kpi) -> str:
    """Return how the team does, in words that come from the course, never from a feeling."""
    match kpi.verdict:
        case Verdict.UP:
            return _("Better than usual")
        case Verdict.DOWN:
            return _("Below the usual")
        case Verdict.TOO_FEW:
            return _("Still collecting answers")
    return _("Steady, as usual")


def explained(kpi: Kpi, company: float | None) -> str:
    """Return the interval and the company's mark in one line."""
    if kpi.value is None:
        return _("The NPS appears with the first answers.")
    between = _(
        "Between {low} and {high}",
        low=readings.figure(KpiKey.NPS, kpi.low),
        high=readings.figure(KpiKey.NPS, kpi.high),
    )
    if company is None:
        return between
    mark = _("the mark is the company, {nps}", nps=i18n.number(locale(), company))
    return f"{between} · {mark}"


def _practice(facts: Today) -> dict[str, object]:
    """Return the one large thing to do: the cards that are due, else the next module."""
    button = learning.practice_button(facts.practice) or _module_button(facts)
    coming = learning_practice.coming(facts.practice, facts.today)
    return {
        "button": button,
        "is_done": facts.has_modules,
        "coming": coming or _("You passed every module. New ones appear here."),
    }


def _module_button(facts: Today) -> learning.Button | None:
    module = facts.module
    if module is None:
        return None
    title = learning.module_button(module)
    return learning.Button(title, module.title, learning.address(module.slug), facts.to_learn)


def _kind_words(facts: Today) -> dict[str, object] | None:
    """Return thanks to this very person, else a compliment for the team."""
    if facts.praise:
        return game_kudos.quote(facts.praise)
    if facts.compliment is None:
        return None
    day = i18n.short_day(locale(), facts.compliment.on_day)
    about = _("A compliment for your team")
    where = f" · {facts.compliment.touchpoint}" if facts.compliment.touchpoint else ""
    words = feedback.masked(facts.compliment.text)
    return {"words": words, "by": f"{about}{where} · {day}", "tone": "warm"}
