"""Steps with unusually many complaints: where training would meet a customer's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from cxgame.feedback import rates, steps
from cxgame.feedback.complaints import Tally
from cxgame.feedback.rates import Heard, Rate
from cxgame.feedback.scope import Cut
from cxgame.feedback.steps import Placed
from cxgame.insight import kept
from cxgame.insight.training import ratio
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.sops import StepView

WINDOW = timedelta(days=90)
USUAL = timedelta(days=365)  # what the window is compared with, whole company, it left out
CHANCE = 0.00135  # of so many by chance alone: that of a point above the limit of a chart
FEWEST = 3  # complaints that could be called many


@dataclass(frozen=True, slots=True)
class Cluster:
    """The complaints of 90 days about one step in one team.

    `rate` counts what customers sent, per 1,000 served; `usual` is the step's rate in the whole
    company over a year, without these. `is_unusual` where chance hardly explains so many.
    """

    step: StepView
    team_id: int
    team: str
    rate: Rate
    usual: Rate
    is_unusual: bool


@dataclass(frozen=True, slots=True)
class Clusters:
    """What was complained of, the unusual first; `placed` tells how many have a step at all."""

    since: date
    until: date
    found: tuple[Cluster, ...]
    placed: Placed


def clusters(session: Session, *, actor: Actor, today: date) -> Clusters:
    """Return every step complained of in the actor's teams in the last 90 days."""
    key = ("clusters", today, actor.locale)
    return kept.figure(session, actor, key, lambda: _read(session, actor, today))


def is_unusual(found: Tally, usual: Tally) -> bool:
    """Tell whether a count is above what chance explains, given the usual rate."""
    if found.count < FEWEST:
        return False
    chance = ratio.excess_chance(found.count, found.served, usual)
    return chance is not None and chance < CHANCE


def _read(session: Session, actor: Actor, today: date) -> Clusters:
    since = today - WINDOW + timedelta(days=1)
    cut = Cut(since=since, until=today)
    heard = steps.complaints_by_step(session, actor=actor, cut=cut)
    served = rates.complaint_rates(session, actor=actor, cut=cut)
    usual = _usual(session, today)
    teams = people.team_names(session)
    named = {step.id: step for step in sops.steps(session, actor=actor, today=today)}
    found = [
        _cluster(named[step], team, teams[team], here, served.get(team, Rate()).served, usual)
        for (team, step), here in heard.items()
        if step in named
    ]
    placed = steps.placed_complaints(session, actor=actor, cut=cut)
    return Clusters(since, today, tuple(sorted(found, key=_order)), placed)


def _cluster(
    step: StepView,
    team_id: int,
    team: str,
    here: Heard,
    served: int,
    usual: Mapping[int, Tally],
) -> Cluster:
    found = Tally(here.sent, served)
    whole = usual.get(step.id, Tally())
    rest = Tally(max(0, whole.count - found.count), max(0, whole.served - found.served))
    return Cluster(
        step,
        team_id,
        team,
        rates.rate_of(found.count, found.served, here.heard),
        rates.rate_of(rest.count, rest.served),
        is_unusual(found, rest),
    )


def _usual(session: Session, today: date) -> dict[int, Tally]:
    """Return each step's complaints of a year in the whole company, with all who were served."""
    system = Actor.system()
    cut = Cut(since=today - USUAL + timedelta(days=1), until=today)
    served = rates.complaint_rate(session, actor=system, cut=cut).served
    heard = steps.complaints_by_step(session, actor=system, cut=cut)
    return _by_step(heard.items(), served)


def _by_step(heard: Iterable[tuple[tuple[int, int], Heard]], served: int) -> dict[int, Tally]:
    found: dict[int, Tally] = {}
    for (_team, step), here in heard:
        found[step] = found.get(step, Tally(0, served)) + Tally(here.sent)
    return found


def _order(one: Cluster) -> tuple[bool, float, int, str, int]:
    count = one.rate.count + one.rate.heard
    return (not one.is_unusual, -(one.rate.score or 0.0), -count, one.team, one.step.id)
