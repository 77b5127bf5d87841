"""Read the records themselves, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, func, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.feedback import erased, newest
from cxgame.feedback.filters import Filter as Filter  # what `records` is asked for
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.feedback.scales import Band, Scale, SurveyKind, stored_scale
from cxgame.feedback.scope import in_reach, open_to
from cxgame.feedback.tagging import tags
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards.touchpoints import touchpoint_names

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record with the names of what it points to, "" and None where there is nothing."""

    id: int
    kind: Kind
    channel: str
    survey_kind: SurveyKind | None
    score: int | None
    scale: Scale | None
    band: Band | None
    text: str
    team_id: int | None
    team: str
    touchpoint_id: int | None
    touchpoint: str
    sop_id: int | None
    sop_step_id: int | None
    survey: str
    language: str
    customer: str
    contact: str
    tags: tuple[str, ...]
    details: dict[str, str]
    author_id: int | None
    author: str
    observation_kind: str
    mood: int | None
    severity: str
    is_held: bool
    held_reason: str
    batch_id: int | None
    legal_basis: str  # of surveys of our own
    consent_version: int | None
    is_erased: bool  # it tells of nobody any more
    collected_at: datetime
    on_day: date
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, newest first, and whether there are more."""

    records: tuple[RecordView, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Compliment:
    """Kind words for a team, without who said them."""

    id: int
    text: str
    team_id: int | None
    touchpoint: str
    on_day: date


class _Names(NamedTuple):
    """What the ids of some records stand for, and their tags by record."""

    teams: dict[int, str]
    persons: dict[int, str]
    places: dict[int, str]
    surveys: dict[int, str]
    tags: dict[int, tuple[str, ...]]


def records(
    session: Session, *, actor: Actor, wanted: Filter, limit: int = 50, offset: int = 0
) -> Page:
    """Return the records that the actor may read, newest first.

    Leaders read those of their teams, the frontline what they wrote themselves.
    """
    limit = min(limit, MOST_ROWS)
    ids = record_ids(session, actor=actor, wanted=wanted, limit=limit + 1, offset=offset)
    return Page(tuple(views(session, actor=actor, record_ids=ids[:limit])), len(ids) > limit)


def record_ids(
    session: Session, *, actor: Actor, wanted: Filter, limit: int, offset: int = 0
) -> list[int]:
    """Return the ids of the records that the actor may read, newest first."""
    if actor.role is Role.FRONTLINE:
        return newest.by_author(session, wanted, actor=actor, limit=limit, offset=offset)
    return newest.in_reach_of(session, wanted, actor=actor, limit=limit, offset=offset)


def latest_id(session: Session) -> int:
    """Return the id of the record that came in last, 0 before the first."""
    return session.scalar(select(func.max(col(FeedbackRecord.id)))) or 0


def newer_than(session: Session, *, actor: Actor, wanted: Filter, last: int, limit: int) -> int:
    """Return how many records that the actor may read came in after an id, at most `limit`."""
    return newest.newer(session, wanted, actor=actor, than=last, limit=limit)


def views(session: Session, *, actor: Actor, record_ids: Sequence[int]) -> list[RecordView]:
    """Return records by id, in the order of the ids, that `record_ids` found for the actor."""
    return _views(session, actor, _rows(session, record_ids))


def record(session: Session, *, actor: Actor, record_id: int) -> RecordView:
    """Return one record; raise NotFound when there is none that the actor may read."""
    query = select(FeedbackRecord).where(
        col(FeedbackRecord.id) == record_id, _readable(actor), *open_to(actor)
    )
    row = session.scalars(query).first()
    if row is None:
        raise NotFound("There is no such record.")
    return _views(session, actor, [row])[0]


def compliments(session: Session, *, actor: Actor, limit: int = 3) -> list[Compliment]:
    """Return the newest compliments that customers sent to the actor's teams."""
    wanted = Filter(kinds=(Kind.COMPLIMENT,), has_text=True, is_held=False)
    rows = _rows(session, newest.in_reach_of(session, wanted, actor=actor, limit=limit))
    names = touchpoint_names(session, locale=actor.locale)
    return [
        Compliment(r.id, r.text, r.team_id, names.get(r.touchpoint_id or 0, ""), r.on_day)
        for r in rows
    ]


def _readable(actor: Actor) -> ColumnElement[bool]:
    own = col(FeedbackRecord.author_id) == actor.person_id if actor.person_id else false()
    if actor.role is Role.FRONTLINE:
        return own
    reach = in_reach(actor, col(FeedbackRecord.team_id))
    return col(FeedbackRecord.id).is_not(None) if reach is None else reach | own


def _rows(session: Session, ids: Sequence[int]) -> list[FeedbackRecord]:
    """Return records in the order of their ids."""
    found = session.scalars(select(FeedbackRecord).where(col(FeedbackRecord.id).in_(ids)))
    by_id = {row.id: row for row in found}
    return [by_id[record_id] for record_id in ids]


def _views(session: Session, actor: Actor, rows: Sequence[FeedbackRecord]) -> list[RecordView]:
    asked = {row.survey_id for row in rows if row.survey_id}
    named = select(col(Survey.id), col(Survey.name)).where(col(Survey.id).in_(asked))
    names = _Names(
        teams=people.team_names(session),
        persons=people.person_names(session),
        places=touchpoint_names(session, locale=actor.locale),
        surveys=dict(session.execute(named).all()) if asked else {},
        tags=tags.tags_of(session, [row.id for row in rows]),
    )
    return [_view(row, names) for row in rows]


def _view(row: FeedbackRecord, names: _Names) -> RecordView:
    return RecordView(
        id=row.id,
        kind=Kind(row.kind),
        channel=row.channel,
        survey_kind=SurveyKind(row.survey_kind) if row.survey_kind else None,
        score=row.score,
        scale=stored_scale(row.scale_low, row.scale_high, row.is_reversed),
        band=Band(row.band) if row.band else None,
        text=row.text,
        team_id=row.team_id,
        team=names.teams.get(row.team_id or 0, ""),
        touchpoint_id=row.touchpoint_id,
        touchpoint=names.places.get(row.touchpoint_id or 0, ""),
        sop_id=row.sop_id,
        sop_step_id=row.sop_step_id,
        survey=names.surveys.get(row.survey_id or 0, ""),
        language=row.language or "",
        customer=row.customer or "",
        contact=row.contact or "",
        tags=names.tags.get(row.id, ()),
        details=row.details or {},
        author_id=row.author_id,
        author=names.persons.get(row.author_id or 0, ""),
        observation_kind=row.observation_kind or "",
        mood=row.mood,
        severity=row.severity or "",
        is_held=row.is_held,
        held_reason=row.held_reason or "",
        batch_id=row.batch_id,
        legal_basis=row.legal_basis or "",
        consent_version=row.consent_version,
        is_erased=row.submission_id.startswith(erased.PREFIX),
        collected_at=row.collected_at,
        on_day=row.on_day,
        version=row.version,
    )
