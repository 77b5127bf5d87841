"""Find records newest first, quickly even among a million: filters, and the index for each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, select, text, union_all
from sqlmodel import Session, col

from cxgame import clock
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import IS_HELD, NO_SURVEY, FeedbackRecord
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import WHOLE, Cut, open_to
from cxgame.people.actor import Actor
from cxgame.people.models import Team
from cxgame.people.names import fold

# Days are the company's, moments are UTC; a zone that was changed since moves them a little.
_SLACK = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Filter:
    """What to read; empty values don't filter. `search` ignores accents and capitals."""

    cut: Cut = WHOLE
    kinds: tuple[Kind, ...] = ()
    bands: tuple[Band, ...] = ()
    survey_kind: SurveyKind | None = None
    sop_step_id: int | None = None
    batch_id: int | None = None
    has_text: bool = False
    is_held: bool | None = None
    search: str = ""
    tag: str = ""


def by_author(
    session: Session, wanted: Filter, *, actor: Actor, limit: int, offset: int
) -> list[int]:
    """Return the ids of what the actor wrote, newest first."""
    teams = _asked_teams(session, wanted.cut)
    own = col(FeedbackRecord.author_id) == (actor.person_id or 0)
    query = _ids(wanted, actor).where(own, *_in_teams(teams))
    return _read(session, query, limit, offset)


def in_reach_of(
    session: Session, wanted: Filter, *, actor: Actor, limit: int, offset: int = 0
) -> list[int]:
    """Return the ids of the records of an actor's teams, newest first."""
    teams = _asked_teams(session, wanted.cut)
    if not actor.sees_all:
        teams = sorted(actor.team_ids if teams is None else actor.team_ids.intersection(teams))
    if teams == []:
        return []
    rare = _rare(wanted)
    if rare is not None:
        # The few rows of a partial index, in their order; `+ 0` keeps the team's index out of it.
        query = _ids(wanted, actor).where(
            text(rare), *_in_teams(teams, col(FeedbackRecord.team_id) + 0)
        )
    elif teams is None or len(teams) == 1:
        query = _ids(wanted, actor).where(*_in_teams(teams))
    else:
        query = _merged(wanted, teams, limit + offset, actor)
    return _read(session, query, limit, offset)


def _read(session: Session, query: Select[*tuple[Any, ...]], limit: int, offset: int) -> list[int]:
    found = query.subquery()
    newest = select(found.c.id).order_by(found.c.collected_at.desc(), found.c.id.desc())
    return list(session.scalars(newest.limit(limit).offset(offset)))


def _merged(
    wanted: Filter, teams: Sequence[int], most: int, actor: Actor
) -> Select[*tuple[Any, ...]]:
    """Take the newest of each team: one index serves one team in order, not several."""
    table = FeedbackRecord
    newest = (col(table.collected_at).desc(), col(table.id).desc())
    parts = [
        _ids(wanted, actor)
        .where(col(table.team_id) == team)
        .order_by(*newest)
        .limit(most)
        .subquery()
        for team in teams
    ]
    merged = union_all(*(select(part.c.id, part.c.collected_at) for part in parts)).subquery()
    return select(merged.c.id, merged.c.collected_at)


def _rare(wanted: Filter) -> str | None:
    """Return the condition of the partial index that holds all that is wanted, None for none."""
    if wanted.is_held:
        return IS_HELD
    if wanted.kinds and Kind.SURVEY not in wanted.kinds:
        return NO_SURVEY
    return None


def _asked_teams(session: Session, cut: Cut) -> list[int] | None:
    """Return the teams of the cut, None when it asks for none."""
    if cut.unit_id is None:
        return None if cut.team_id is None else [cut.team_id]
    teams = session.scalars(select(col(Team.id)).where(col(Team.unit_id) == cut.unit_id))
    return [team for team in teams if cut.team_id in (None, team)]


def _in_teams(
    teams: Sequence[int] | None, column: Any = FeedbackRecord.team_id
) -> list[ColumnElement[bool]]:
    return [] if teams is None else [column.in_(teams)]


def _ids(wanted: Filter, actor: Actor) -> Select[int, Any]:
    """Select ids and moments by every part of a filter but its teams."""
    table = FeedbackRecord
    query = select(col(table.id), col(table.collected_at)).where(
        *_days(wanted.cut), *open_to(actor)
    )
    same: dict[Any, Any] = {
        table.touchpoint_id: wanted.cut.touchpoint_id,
        table.survey_kind: wanted.survey_kind,
        table.sop_step_id: wanted.sop_step_id,
        table.batch_id: wanted.batch_id,
    }
    for column, value in same.items():
        if value is not None:
            query = query.where(col(column) == value)
    if wanted.kinds:
        query = query.where(col(table.kind).in_(wanted.kinds))
    if wanted.bands:
        query = query.where(col(table.band).in_(wanted.bands))
    if wanted.has_text:
        query = query.where(col(table.text) != "")
    if wanted.is_held is not None:
        query = query.where(col(table.is_held).is_(wanted.is_held))
    for word in fold(wanted.search).split():
        query = query.where(col(table.folded).contains(word, autoescape=True))
    if wanted.tag:  # found as the list's JSON spells it
        tags = cast(col(table.tags), String)
        query = query.where(tags.contains(json.dumps(wanted.tag), autoescape=True))
    return query


def _days(cut: Cut) -> list[ColumnElement[bool]]:
    """Keep to the days, and to their moments too, so that an index stops at the last of them."""
    table = FeedbackRecord
    kept: list[ColumnElement[bool]] = []
    if cut.since is not None:
        kept.append(col(table.on_day) >= cut.since)
        kept.append(col(table.collected_at) >= clock.start_of(cut.since) - _SLACK)
    if cut.until is not None:
        kept.append(col(table.on_day) <= cut.until)
        kept.append(col(table.collected_at) <= clock.start_of(cut.until) + _SLACK)
    return kept
