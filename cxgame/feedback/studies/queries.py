"""Read studies of causes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.errors import NotFound
from cxgame.feedback import inbox
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.scope import in_reach
from cxgame.feedback.studies.form import StudyForm
from cxgame.feedback.studies.models import CauseStudy, StudyRecord
from cxgame.people import queries as people
from cxgame.people.actor import Actor

MOST = 100  # studies of the list


@dataclass(frozen=True)
class StudyView:
    """A study with the names of its team and its people; `records` counts what it rests on."""

    id: int
    form: StudyForm
    team: str
    asked: str
    record_ids: tuple[int, ...]
    changed_by: str
    changed_at: datetime
    version: int


@dataclass(frozen=True)
class StudyLine:
    """A study as lists show it."""

    id: int
    title: str
    team: str
    root_cause: str
    records: int
    changed_at: datetime


def studies(session: Session, *, actor: Actor) -> list[StudyLine]:
    """Return the studies of the actor's teams, the last changed first."""
    counted = (
        select(StudyRecord.study_id, func.count().label("records"))
        .group_by(col(StudyRecord.study_id))
        .subquery()
    )
    query = select(CauseStudy, func.coalesce(counted.c.records, 0)).outerjoin(
        counted, counted.c.study_id == CauseStudy.id
    )
    reach = in_reach(actor, col(CauseStudy.team_id))
    if reach is not None:
        query = query.where(reach)
    names = people.team_names(session)
    newest = query.order_by(col(CauseStudy.changed_at).desc(), col(CauseStudy.id).desc())
    return [
        StudyLine(
            row.id, row.title, names.get(row.team_id or 0, ""), row.root_cause, n, row.changed_at
        )
        for row, n in session.exec(newest.limit(MOST))
    ]


def study(session: Session, *, actor: Actor, study_id: int) -> StudyView:
    """Return one study; raise NotFound when there is none that the actor may read."""
    query = select(CauseStudy).where(CauseStudy.id == study_id)
    reach = in_reach(actor, col(CauseStudy.team_id))
    row = session.exec(query if reach is None else query.where(reach)).first()
    if row is None:
        raise NotFound("There is no such study.")
    ids = select(StudyRecord.record_id).where(StudyRecord.study_id == study_id)
    return StudyView(
        id=row.id,
        form=StudyForm(
            title=row.title,
            problem=row.problem,
            team_id=row.team_id,
            whys=tuple(row.whys),
            causes={category: tuple(lines) for category, lines in row.causes.items()},
            root_cause=row.root_cause,
        ),
        team=people.team_names(session).get(row.team_id or 0, ""),
        asked=row.asked,
        record_ids=tuple(session.exec(ids.order_by(col(StudyRecord.record_id).desc()))),
        changed_by=people.person_names(session).get(row.changed_by or 0, ""),
        changed_at=row.changed_at,
        version=row.version,
    )


def newest_records(
    session: Session, *, actor: Actor, record_ids: Sequence[int], limit: int = 5
) -> list[RecordView]:
    """Return the first of these records that the actor may read."""
    found: list[RecordView] = []
    for record_id in record_ids:
        if len(found) == limit:
            break
        try:
            found.append(inbox.record(session, actor=actor, record_id=record_id))
        except NotFound:
            continue
    return found
