"""Read what was done: everybody what is published, leaders the drafts of their teams."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from cxgame.errors import NotFound
from cxgame.feedback.deeds.models import Deed, DeedRecord
from cxgame.feedback.deeds.service import DeedForm
from cxgame.feedback.scope import in_reach
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Team

PAGE = 24  # deeds of a page, and of a printed sheet


@dataclass(frozen=True)
class DeedFilter:
    """Which deeds are asked for; a unit's are those of its teams too."""

    team_id: int | None = None
    unit_id: int | None = None
    touchpoint_id: int | None = None
    is_published: bool = True
    only_for_customers: bool = False
    deed_id: int | None = None


@dataclass(frozen=True)
class DeedView:
    """A deed; `place` is its team or unit, `records` how many records it answers."""

    id: int
    form: DeedForm
    place: str
    records: int
    published_at: datetime | None
    version: int


@dataclass(frozen=True)
class DeedPage:
    """Some deeds, the newest first, and how many there are."""

    deeds: tuple[DeedView, ...]
    total: int


def deeds(
    session: Session, *, actor: Actor, wanted: DeedFilter, limit: int = PAGE, offset: int = 0
) -> DeedPage:
    """Return deeds that the actor reads: published ones all, drafts of the own teams."""
    facts = _facts(actor, wanted)
    total = session.exec(select(func.count()).select_from(Deed).where(*facts)).one()
    query = select(Deed).where(*facts).order_by(col(Deed.done_on).desc(), col(Deed.id).desc())
    rows = session.exec(query.limit(limit).offset(offset)).all()
    return DeedPage(_views(session, list(rows)), total)


def deed(session: Session, *, actor: Actor, deed_id: int) -> DeedView:
    """Return one deed; raise NotFound for a draft of another team, or none."""
    for is_published in (True, False):
        wanted = DeedFilter(is_published=is_published, deed_id=deed_id)
        found = deeds(session, actor=actor, wanted=wanted, limit=1).deeds
        if found:
            return found[0]
    raise NotFound("There is no such entry.")


def records_of(session: Session, *, deed_id: int) -> list[int]:
    """Return the ids of the records that a deed answers, the newest first."""
    query = select(DeedRecord.record_id).where(DeedRecord.deed_id == deed_id)
    return list(session.exec(query.order_by(col(DeedRecord.record_id).desc())))


def _facts(actor: Actor, wanted: DeedFilter) -> list[ColumnElement[bool]]:
    facts: list[ColumnElement[bool]] = []
    if wanted.is_published:
        facts.append(col(Deed.published_at).is_not(None))
    else:
        facts.append(col(Deed.published_at).is_(None))
        facts.extend(_drafts(actor))
    same = {Deed.team_id: wanted.team_id, Deed.touchpoint_id: wanted.touchpoint_id}
    facts += [col(column) == value for column, value in same.items() if value is not None]
    if wanted.unit_id is not None:
        teams = select(Team.id).where(Team.unit_id == wanted.unit_id)
        facts.append(or_(col(Deed.unit_id) == wanted.unit_id, col(Deed.team_id).in_(teams)))
    if wanted.only_for_customers:
        facts.append(col(Deed.is_for_customers).is_(True))
    if wanted.deed_id is not None:
        facts.append(col(Deed.id) == wanted.deed_id)
    return facts


def _drafts(actor: Actor) -> list[ColumnElement[bool]]:
    """Keep drafts to whoever may write some for the team."""
    if not permissions.may(actor, "feedback.add_deed"):
        return [col(Deed.id) == 0]
    reach = in_reach(actor, col(Deed.team_id))
    return [] if reach is None else [reach]


def _views(session: Session, rows: list[Deed]) -> tuple[DeedView, ...]:
    teams = people.team_names(session)
    units = {unit.id: unit.name for unit in people.units(session)}
    counted = dict(
        session.exec(
            select(DeedRecord.deed_id, func.count())
            .where(col(DeedRecord.deed_id).in_([row.id for row in rows]))
            .group_by(col(DeedRecord.deed_id))
        ).all()
    )
    return tuple(
        DeedView(
            id=row.id,
            form=DeedForm(
                said=row.said,
                done=row.done,
                done_on=row.done_on,
                team_id=row.team_id,
                unit_id=row.unit_id,
                touchpoint_id=row.touchpoint_id,
                sop_id=row.sop_id,
                is_for_customers=row.is_for_customers,
            ),
            place=teams.get(row.team_id or 0, "") or units.get(row.unit_id or 0, ""),
            records=counted.get(row.id, 0),
            published_at=row.published_at,
            version=row.version,
        )
        for row in rows
    )
