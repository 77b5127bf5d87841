"""What a director needs to trust: figures with their signals, plans, load, learning."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import overview
from cxgame.boards.overview import Load, StageCount, Stuck
from cxgame.direction import queries as objectives
from cxgame.direction.queries import ObjectiveView
from cxgame.feedback import rates, scores
from cxgame.feedback.rates import Rate
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.feedback.scores import Score
from cxgame.insight import kept, kpis
from cxgame.insight.kpis import WINDOW, Kpi
from cxgame.learning import progress
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.queries import UnitView


@dataclass(frozen=True)
class UnitLine:
    """A unit's NPS and complaint rate of the last 90 days."""

    id: int
    name: str
    nps: Score
    complaints: Rate


@dataclass(frozen=True)
class TrainingLine:
    """How far one team is with its track: modules passed of those that its members should pass."""

    team_id: int
    team: str
    passed: int
    expected: int


@dataclass(frozen=True)
class Direction:
    """The company, or one unit of it."""

    today: date
    units: tuple[UnitView, ...]
    kpis: tuple[Kpi, ...]
    by_unit: tuple[UnitLine, ...]
    stages: tuple[StageCount, ...]
    stuck: tuple[Stuck, ...]
    load: tuple[Load, ...]
    training: tuple[TrainingLine, ...]
    objectives: tuple[ObjectiveView, ...]


def read(session: Session, *, actor: Actor, now: datetime, unit_id: int | None = None) -> Direction:
    """Return the director's reading of the company, figures and training of one unit if asked."""
    day = clock.local_day(now)
    units = [unit for unit in people.units(session) if unit.is_active]
    load = overview.raci_load(session, actor=actor)
    return Direction(
        today=day,
        units=tuple(units),
        kpis=tuple(
            kpis.kpis(session, actor=actor, today=day, step="month", cut=Cut(unit_id=unit_id))
        ),
        by_unit=tuple(_unit_line(session, actor, day, unit) for unit in units),
        stages=tuple(overview.cards_by_stage(session, actor=actor, now=now)),
        stuck=tuple(overview.stuck_cards(session, actor=actor, now=now)),
        load=tuple(one for one in load if one.accountable or one.responsible),
        training=_training(session, actor, unit_id),
        objectives=tuple(objectives.objectives(session, actor=actor, now=now)),
    )


def _unit_line(session: Session, actor: Actor, day: date, unit: UnitView) -> UnitLine:
    return kept.figure(
        session, actor, ("unit", unit, day), lambda: _made_of_unit(session, actor, day, unit)
    )


def _made_of_unit(session: Session, actor: Actor, day: date, unit: UnitView) -> UnitLine:
    cut = Cut(since=day - WINDOW + timedelta(days=1), until=day, unit_id=unit.id)
    return UnitLine(
        id=unit.id,
        name=unit.name,
        nps=scores.score(session, actor=actor, kind=SurveyKind.NPS, cut=cut),
        complaints=rates.complaint_rate(session, actor=actor, cut=cut),
    )


def _training(session: Session, actor: Actor, unit_id: int | None) -> tuple[TrainingLine, ...]:
    teams = people.teams(session, actor=actor)
    shown = {team.id: team.name for team in teams if unit_id in (None, team.unit_id)}
    passed: dict[int, list[int]] = {}
    for line in progress.team_progress(session, actor=actor, team_ids=list(shown)):
        found = passed.setdefault(line.team_id, [0, 0])
        found[0] += line.passed
        found[1] += line.members
    lines = [TrainingLine(team, shown[team], *found) for team, found in passed.items()]
    return tuple(sorted(lines, key=lambda line: (-_share(line), line.team)))


def _share(line: TrainingLine) -> float:
    return line.passed / line.expected if line.expected else 0.0
