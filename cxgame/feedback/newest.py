"""Find records newest first, quickly even among a million: where to look, and by which index."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, text, union_all
from sqlmodel import Session, col

from cxgame.feedback import filters, text_index
from cxgame.feedback.cases.models import IS_OPEN, Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.extras.models import AnswerPart
from cxgame.feedback.filters import CaseIs, Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import IS_HELD, NO_SURVEY, FeedbackRecord, RecordTag
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor
from cxgame.people.models import Team

Ids = Select[*tuple[Any, ...]]  # of ids and moments
Seed = Select[int]  # of ids alone, in no order

# Where a word, a tag, a channel… is asked for, these newest records are looked through first: what
# is common is found among them at once, and what is rare has a short list in an index of its own.
WINDOW = 4_000
FEW = 2_000  # records that are sorted sooner than an index is walked


def by_author(
    session: Session, wanted: Filter, *, actor: Actor, limit: int, offset: int
) -> list[int]:
    """Return the ids of what the actor wrote, newest first."""
    teams = _asked_teams(session, wanted.cut)
    own = col(FeedbackRecord.author_id) == (actor.person_id or 0)
    return _read(session, _all(wanted, actor).where(own, *_in_teams(teams)), limit, offset)


def in_reach_of(
    session: Session, wanted: Filter, *, actor: Actor, limit: int, offset: int = 0
) -> list[int]:
    """Return the ids of the records of an actor's teams, newest first."""
    teams = _reached_teams(session, wanted.cut, actor)
    if teams == [] or filters.is_in_vain(wanted):
        return []
    if not (wanted.terms or _lists(wanted)):
        return _read(session, _walk(wanted, actor, teams, limit + offset), limit, offset)
    found = _read(session, _window(wanted, actor, teams), limit, offset)
    if len(found) == limit:
        return found
    seed = _seed(session, wanted)
    query = (
        _walk(wanted, actor, teams, limit + offset)
        if seed is None
        else _seeded(wanted, actor, teams, seed)
    )
    return _read(session, query, limit, offset)


def newer(session: Session, wanted: Filter, *, actor: Actor, than: int, limit: int) -> int:
    """Return how many records came in after the one with an id, at most `limit`."""
    teams = _reached_teams(session, wanted.cut, actor)
    if teams == [] or filters.is_in_vain(wanted):
        return 0
    fresh = col(FeedbackRecord.id) > than
    query = _all(wanted, actor).where(fresh, *_in_teams(teams, col(FeedbackRecord.team_id) + 0))
    return len(session.execute(query.limit(limit)).all())


def _read(session: Session, query: Ids, limit: int, offset: int) -> list[int]:
    found = query.subquery()
    newest = select(found.c.id).order_by(found.c.collected_at.desc(), found.c.id.desc())
    return list(session.scalars(newest.limit(limit).offset(offset)))


def _walk(wanted: Filter, actor: Actor, teams: Sequence[int] | None, most: int) -> Ids:
    """Go from the newest back, along the index that serves best."""
    rare = _rare(wanted)
    if rare is not None:
        # The few rows of a partial index, in their order; `+ 0` keeps the team's index out of it.
        return _all(wanted, actor).where(
            text(rare), *_in_teams(teams, col(FeedbackRecord.team_id) + 0)
        )
    if teams is None or len(teams) == 1:
        return _all(wanted, actor).where(*_in_teams(teams))
    return _merged(_all(wanted, actor), teams, most)


def _window(wanted: Filter, actor: Actor, teams: Sequence[int] | None) -> Ids:
    """Look through the newest records of the teams and days alone."""
    table = FeedbackRecord
    query: Ids = select(col(table.id), col(table.collected_at)).where(*filters.days(wanted.cut))
    rare = _rare(wanted)
    if rare is not None:
        query = query.where(text(rare), *_in_teams(teams, col(table.team_id) + 0))
    elif teams is None or len(teams) == 1:
        query = query.where(*_in_teams(teams))
    else:
        query = _merged(query, teams, WINDOW)
    some = query.subquery()
    newest = select(some.c.id).order_by(some.c.collected_at.desc(), some.c.id.desc())
    near = newest.limit(WINDOW).subquery()
    fitting: Ids = select(col(table.id), col(table.collected_at))
    fitting = fitting.join(near, near.c.id == col(table.id))
    return fitting.where(*filters.conditions(wanted, actor), *filters.said(wanted))


def _seed(session: Session, wanted: Filter) -> Seed | None:
    """Return ids among which all that is wanted must be, from an index that has few of them.

    None where no index is asked for but those of the walk.
    """
    lists = [seed for seed in _lists(wanted) if _is_short(session, seed)]
    if lists:
        return lists[0]
    if wanted.terms:
        return text_index.ids(session, wanted.terms)
    return next(iter(_marked(wanted)), None)


def _lists(wanted: Filter) -> list[Seed]:
    """Return the lists of ids by each thing that is asked for and has an index of its own."""
    table = FeedbackRecord
    columns: dict[Any, Any] = {
        table.customer: wanted.customer or None,
        table.batch_id: wanted.batch_id,
        table.sop_step_id: wanted.sop_step_id,
        table.survey_id: wanted.survey_id,
        table.language: wanted.language or None,
        table.survey_kind: wanted.survey_kind,
        table.channel: wanted.channel,
    }
    same = [(col(column), value) for column, value in columns.items() if value is not None]
    found = [*_marked(wanted), *(select(col(table.id)).where(c == value) for c, value in same)]
    return [*found, *_cases(wanted)]


def _marked(wanted: Filter) -> list[Seed]:
    """Return the lists of ids by tag, by extra answer and by segment."""
    found: list[Seed] = []
    if wanted.tag:
        found.append(select(col(RecordTag.record_id)).where(col(RecordTag.tag) == wanted.tag))
    if wanted.question_id is not None:
        found.append(select(col(AnswerPart.record_id)).where(*filters.answered(wanted)))
    segment = filters.segments(wanted)
    if segment:
        keys = select(col(Customer.key)).where(*segment)
        found.append(select(col(FeedbackRecord.id)).where(col(FeedbackRecord.customer).in_(keys)))
    return found


def _cases(wanted: Filter) -> list[Seed]:
    """Return the list of records by their cases; open ones have an index that is short."""
    if wanted.case not in (CaseIs.OPEN, CaseIs.CLOSED):
        return []
    query: Seed = select(col(Case.record_id)).where(*filters.cases(wanted))
    return [query.where(text(IS_OPEN)) if wanted.case is CaseIs.OPEN else query]


def _is_short(session: Session, seed: Seed) -> bool:
    some = seed.limit(FEW + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW


def _seeded(wanted: Filter, actor: Actor, teams: Sequence[int] | None, seed: Seed) -> Ids:
    """Start from the seed: `+ 0` keeps every other index out of it."""
    table = FeedbackRecord
    query: Ids = select(col(table.id), col(table.collected_at)).where(col(table.id).in_(seed))
    kept = [*filters.days(wanted.cut), *filters.conditions(wanted, actor), *filters.said(wanted)]
    return query.where(*kept, *_in_teams(teams, col(table.team_id) + 0))


def _merged(query: Ids, teams: Sequence[int], most: int) -> Ids:
    """Take the newest of each team: one index serves one team in order, not several."""
    table = FeedbackRecord
    newest = (col(table.collected_at).desc(), col(table.id).desc())
    parts = [
        query.where(col(table.team_id) == team).order_by(*newest).limit(most).subquery()
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


def _all(wanted: Filter, actor: Actor) -> Ids:
    """Select ids and moments by every part of a filter but its teams."""
    if filters.is_in_vain(wanted):
        return select(col(FeedbackRecord.id), col(FeedbackRecord.collected_at)).where(false())
    kept = [*filters.days(wanted.cut), *filters.conditions(wanted, actor), *filters.said(wanted)]
    return select(col(FeedbackRecord.id), col(FeedbackRecord.collected_at)).where(*kept)


def _reached_teams(session: Session, cut: Cut, actor: Actor) -> list[int] | None:
    """Return the teams to look at, None for all and whatever has no team."""
    teams = _asked_teams(session, cut)
    if actor.sees_all:
        return teams
    return sorted(actor.team_ids if teams is None else actor.team_ids.intersection(teams))


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
