"""The map of what teams know: every step, every team, and what asks for training."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, select

from cxgame.feedback import steps as complaints
from cxgame.feedback.rates import Heard
from cxgame.feedback.scope import Cut
from cxgame.insight import kept
from cxgame.insight.knowledge import cells, hiding
from cxgame.insight.knowledge.cells import WINDOW, Cell, Key
from cxgame.insight.proportion import wilson
from cxgame.learning.models import Question
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView
from cxgame.standards import sops
from cxgame.standards.sops import StepView

WEAK = 0.7  # a mean recall below this asks for training
FEWEST = 10  # answers, under which nothing is said of a difference to the estimate


class State(StrEnum):
    """What a cell shows."""

    KNOWN = "known"
    NEVER = "never"  # nobody was tested since the SOP last changed: not the same as forgotten
    HIDDEN = "hidden"  # fewer than 5 people, or a cell that would give such a one away


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as a reader may see it.

    `recall` (0-1) is an estimate over `people`; of `answers` in the last 90 days `right` were
    known at once, `answers` being 0 where that is hidden. `is_gap` where fewer were right than the
    estimate says, by more than chance.
    """

    state: State
    recall: float | None = None
    people: int = 0
    answers: int = 0
    right: int = 0
    is_gap: bool = False

    @property
    def is_weak(self) -> bool:
        """Tell whether it asks for training."""
        return self.recall is not None and self.recall < WEAK


@dataclass(frozen=True, slots=True)
class Column:
    """A team of the map; `is_own` where the reader leads it and may see its people."""

    id: int
    name: str
    unit_id: int
    unit: str
    members: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A step with the cells of all teams by id, and the whole company's."""

    step: StepView
    cells: dict[int, Shown]
    company: Shown


@dataclass(frozen=True, slots=True)
class Need:
    """A cell that asks for something: training where it is weak, a look where it is a gap."""

    step: StepView
    team: Column
    cell: Shown
    complaints: int


@dataclass(frozen=True, slots=True)
class KnowledgeMap:
    """Every step that is asked about; `silent` counts those about which no question is."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    needs: tuple[Need, ...]
    silent: int


def leads(actor: Actor, team_id: int) -> bool:
    """Tell whether the actor leads a team and may see its people: directors compare teams."""
    return actor.role is Role.MANAGER and actor.sees_team(team_id)


def knowledge_map(session: Session, *, actor: Actor, today: date) -> KnowledgeMap:
    """Return the map as the actor may see it, every team of the company in it.

    What is hidden hangs on all teams, never on a filter: else two filters would tell a third.
    """
    key = ("knowledge", today, actor.locale)
    return kept.figure(
        session, actor, key, lambda: _read(session, actor, today), of=kept.Rests.ON_LEARNING
    )


def _read(session: Session, actor: Actor, today: date) -> KnowledgeMap:
    columns = [_column(actor, team) for team in people.teams(session, actor=Actor.system())]
    columns.sort(key=lambda column: not column.is_own)
    found = cells.cells(session, day=today)
    asked = set(session.exec(select(Question.step_id).where(Question.is_active).distinct()))
    steps = sops.steps(session, actor=actor, today=today)
    rows = [_row(step, columns, found) for step in steps if step.id in asked]
    cut = Cut(since=today - WINDOW + timedelta(days=1), until=today)
    heard = complaints.complaints_by_step(session, actor=actor, cut=cut)
    return KnowledgeMap(
        tuple(columns), tuple(rows), tuple(_needs(rows, columns, heard)), len(steps) - len(rows)
    )


def _column(actor: Actor, team: TeamView) -> Column:
    own = leads(actor, team.id)
    return Column(team.id, team.name, team.unit_id, team.unit, team.members, own)


def _row(step: StepView, columns: list[Column], found: Mapping[Key, Cell]) -> Row:
    """Return a row with whatever would make out a small group hidden."""
    here = {column.id: found.get((column.id, step.id), Cell()) for column in columns}
    own = {column.id for column in columns if column.is_own}
    few = {c.id for c in columns if not c.is_own and 0 < c.members < hiding.LEAST}
    tested = {team: cell.people for team, cell in here.items()}
    answered = {team: cell.answerers for team, cell in here.items()}
    estimate = hiding.hide(tested, own=own, also=few)
    observed = hiding.hide(answered, own=own, also=estimate.teams)
    company = cells.total(here.values())
    return Row(
        step,
        {
            team: _shown(cell, team in estimate.teams, team in observed.teams)
            for team, cell in here.items()
        },
        _shown(company, estimate.total, observed.total),
    )


def _shown(cell: Cell, is_hidden: bool, is_unobserved: bool) -> Shown:
    if is_hidden:
        return Shown(State.HIDDEN)
    answers, right = (0, 0) if is_unobserved else (cell.answers, cell.right)
    if cell.recall is None:
        return Shown(State.NEVER, answers=answers, right=right)
    is_gap = answers >= FEWEST and wilson(right, answers).high < cell.recall
    return Shown(State.KNOWN, cell.recall, cell.people, answers, right, is_gap)


def _needs(rows: list[Row], columns: list[Column], heard: Mapping[Key, Heard]) -> list[Need]:
    """Return what asks for something, the weakest first: of the own teams, of all without any."""
    mine = [column for column in columns if column.is_own] or columns
    found = [
        Need(row.step, column, row.cells[column.id], _count(heard, column.id, row.step.id))
        for row in rows
        for column in mine
        if row.cells[column.id].is_weak or row.cells[column.id].is_gap
    ]
    return sorted(
        found,
        key=lambda need: (
            not need.cell.is_weak,
            need.cell.recall or 0,
            need.team.id,
            need.step.id,
        ),
    )


def _count(heard: Mapping[Key, Heard], team_id: int, step_id: int) -> int:
    found = heard.get((team_id, step_id))
    return found.sent + found.heard if found else 0


def of_unit(whole: KnowledgeMap, unit_id: int | None, *, own_only: bool) -> Collection[Column]:
    """Return the columns of a unit (None: all), or only those of the own teams."""
    return [
        column
        for column in whole.columns
        if unit_id in (None, column.unit_id) and (column.is_own or not own_only)
    ]
