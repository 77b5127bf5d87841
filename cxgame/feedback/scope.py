"""Which rows an actor reads, and which part of them is asked for: used by every query here."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, false
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import col, select

from cxgame.feedback.models import FeedbackRecord
from cxgame.people.actor import Actor
from cxgame.people.models import Team

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])  # rows of any shape


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the records: days (both included, the company's), team, unit, touchpoint."""

    since: date | None = None
    until: date | None = None
    team_id: int | None = None
    unit_id: int | None = None
    touchpoint_id: int | None = None


WHOLE = Cut()  # everything


def in_reach(actor: Actor, team: SQLCoreOperations[Any]) -> ColumnElement[bool] | None:
    """Return the condition that keeps an actor to the own teams, None when all may be read.

    The aggregates of a person's teams are the person's to see; what belongs to the company
    alone is for those who see all.
    """
    if actor.sees_all:
        return None
    return team.in_(sorted(actor.team_ids)) if actor.team_ids else false()


def open_to(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition that keeps secret records to the ombudsman, for `where(*…)`.

    Every query of records asks it, whatever else it asks: for lists, searches, exports and counts
    of rows. Day roll-ups need none, a secret record counts there for the company alone.
    """
    return [] if actor.holds_office else [col(FeedbackRecord.is_secret).is_(False)]


def within(query: Query, cut: Cut, model: Any, actor: Actor) -> Query:  # any table with the columns
    """Keep to the cut and to the actor's reach, in a table with on_day, team and touchpoint."""
    reach = in_reach(actor, col(model.team_id))
    kept = query if reach is None else query.where(reach)
    if model is FeedbackRecord:
        kept = kept.where(*open_to(actor))
    return cut_to(kept, cut, model)


def cut_to(query: Query, cut: Cut, model: Any) -> Query:  # any table with the columns
    """Keep to the cut, whoever asks."""
    if cut.since is not None:
        query = query.where(col(model.on_day) >= cut.since)
    if cut.until is not None:
        query = query.where(col(model.on_day) <= cut.until)
    if cut.team_id is not None:
        query = query.where(col(model.team_id) == cut.team_id)
    if cut.unit_id is not None:
        teams = select(Team.id).where(Team.unit_id == cut.unit_id)
        query = query.where(col(model.team_id).in_(teams))
    if cut.touchpoint_id is not None:
        query = query.where(col(model.touchpoint_id) == cut.touchpoint_id)
    return query
