"""Read visits: the list, and one with what it found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from cxgame.errors import NotFound
from cxgame.feedback.evidence import store as evidence
from cxgame.feedback.evidence.store import EvidenceLine
from cxgame.feedback.visits import filling, scoring
from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits.form import Section, Texts
from cxgame.feedback.visits.kinds import EventKind, VisitKind, VisitState
from cxgame.feedback.visits.models import Visit, VisitAnswer, VisitEvent
from cxgame.feedback.visits.scope import visible
from cxgame.feedback.visits.scoring import Part, Result
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])  # rows of any shape
PAGE = 30  # visits of a list


@dataclass(frozen=True)
class VisitFilter:
    """Which visits are asked for; None: all. `mine` are those that the actor makes."""

    kind: VisitKind | None = None
    team_id: int | None = None
    template_id: int | None = None
    state: VisitState | None = None
    is_mine: bool = False


@dataclass(frozen=True)
class VisitLine:
    """A visit as lists show it; score 0 to 1."""

    id: int
    kind: VisitKind
    state: VisitState
    name: Texts
    team: str
    visited_on: date | None
    due_on: date | None
    score: float | None
    is_passed: bool | None


@dataclass(frozen=True)
class VisitPage:
    """Some visits, the newest first, and how many there are."""

    lines: tuple[VisitLine, ...]
    total: int


@dataclass(frozen=True)
class EventView:
    """One line of a visit's history."""

    kind: EventKind
    item_key: str
    before: str
    after: str
    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class VisitView:
    """One visit; `visitor` is "" for the team itself, `steps` scores by SOP step."""

    line: VisitLine
    team_id: int
    touchpoint_id: int | None
    visitor: str
    is_own: bool
    is_from_outside: bool
    pass_mark: int
    sections: tuple[Section, ...]
    answers: dict[str, str]
    remarks: dict[str, str]
    notes: str
    result: Result
    steps: dict[int, Part]
    evidence: tuple[EvidenceLine, ...]
    events: tuple[EventView, ...]
    record_id: int | None
    version: int


def visits(
    session: Session, *, actor: Actor, wanted: VisitFilter, limit: int = PAGE, offset: int = 0
) -> VisitPage:
    """Return the visits that the actor reads, what is still to be made first."""
    query = narrowed(select(Visit), wanted, actor)
    total = session.exec(narrowed(select(func.count()).select_from(Visit), wanted, actor)).one()
    order = (col(Visit.visited_on).is_not(None), col(Visit.visited_on).desc(), col(Visit.id).desc())
    teams = people.team_names(session)
    rows = session.exec(query.order_by(*order).limit(limit).offset(offset))
    return VisitPage(tuple(_line(row, teams) for row in rows), total)


def visit(session: Session, *, actor: Actor, visit_id: int) -> VisitView:
    """Return one visit; raise NotFound for one that the actor does not read."""
    row = session.exec(select(Visit).where(Visit.id == visit_id, *visible(actor))).first()
    if row is None:
        raise NotFound("There is no such visit.")
    is_own = row.visitor_id is not None and row.visitor_id == actor.person_id
    return _view(session, row, is_own=is_own, with_people=actor.role is not Role.FRONTLINE)


def visit_of_link(session: Session, *, token: str, now: datetime) -> VisitView:
    """Return the draft behind a visitor's link; raise NotFound for none."""
    row = filling.by_token(session, token=token, now=now)
    return _view(session, row, is_own=True, with_people=False)


def narrowed(query: Query, wanted: VisitFilter, actor: Actor) -> Query:
    """Keep to what is asked for and to what the actor reads."""
    query = query.where(*visible(actor))
    if wanted.kind is not None:
        query = query.where(col(Visit.kind) == wanted.kind.value)
    if wanted.team_id is not None:
        query = query.where(col(Visit.team_id) == wanted.team_id)
    if wanted.template_id is not None:
        query = query.where(col(Visit.template_id) == wanted.template_id)
    if wanted.state is not None:
        query = query.where(col(Visit.state) == wanted.state.value)
    if wanted.is_mine:
        query = query.where(col(Visit.visitor_id) == (actor.person_id or 0))
    return query


def _view(session: Session, row: Visit, *, is_own: bool, with_people: bool) -> VisitView:
    sections = forms.from_json(row.sections)
    found = session.exec(select(VisitAnswer).where(VisitAnswer.visit_id == row.id)).all()
    answers = {one.item_key: one.answer for one in found if one.answer}
    names = people.person_names(session)
    visitor = row.visitor_name or names.get(row.visitor_id or 0, "")
    return VisitView(
        line=_line(row, people.team_names(session)),
        team_id=row.team_id,
        touchpoint_id=row.touchpoint_id,
        visitor=visitor if with_people or is_own else "",
        is_own=is_own,
        is_from_outside=bool(row.visitor_name),
        pass_mark=row.pass_mark,
        sections=sections,
        answers=answers,
        remarks={one.item_key: one.remark for one in found if one.remark},
        notes=row.notes,
        result=scoring.result(sections, answers, row.pass_mark),
        steps=scoring.by_step(sections, answers),
        evidence=evidence.beside(session, visit_id=row.id),
        events=_events(session, row.id, names) if with_people or is_own else (),
        record_id=row.record_id,
        version=row.version,
    )


def _events(session: Session, visit_id: int, names: dict[int, str]) -> tuple[EventView, ...]:
    query = select(VisitEvent).where(VisitEvent.visit_id == visit_id)
    return tuple(
        EventView(
            EventKind(row.kind),
            row.item_key,
            row.before,
            row.after,
            row.words,
            names.get(row.person_id or 0, ""),
            row.at,
        )
        for row in session.exec(query.order_by(col(VisitEvent.id)))
    )


def _line(row: Visit, teams: dict[int, str]) -> VisitLine:
    return VisitLine(
        id=row.id,
        kind=VisitKind(row.kind),
        state=VisitState(row.state),
        name=row.name,
        team=teams.get(row.team_id, ""),
        visited_on=row.visited_on,
        due_on=row.due_on,
        score=row.score,
        is_passed=row.is_passed,
    )
