"""Read objectives: how far they are, how sure their owners are, and what was checked in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.direction import okr
from cxgame.direction.form import ObjectiveForm, ResultForm
from cxgame.direction.models import CheckIn, KeyResult, Objective
from cxgame.direction.okr import Confidence, Measure, Pace
from cxgame.errors import NotFound
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

SHOWN = 12  # check-ins of an objective, the latest
COURSE = 24  # figures of a key result, the latest


@dataclass(frozen=True)
class ResultView:
    """A key result: its latest figure, raw progress (1 is reached), how old that is.

    `value` and `progress` are None before the first check-in, which is stale and not 0; `course`
    are its last figures, the oldest first.
    """

    form: ResultForm
    value: float | None
    progress: float | None
    confidence: Confidence | None
    checked_at: datetime | None
    is_stale: bool
    course: tuple[float, ...]


@dataclass(frozen=True)
class Noted:
    """A check-in as it is read later."""

    result: str
    unit: str
    value: float
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ObjectiveView:
    """An objective; `progress` is the weighted mean of its key results, `elapsed` its time over.

    Both are shares from 0 to 1; progress is None while nobody has checked in.
    """

    id: int
    form: ObjectiveForm
    owner: str
    results: tuple[ResultView, ...]
    progress: float | None
    elapsed: float
    pace: Pace
    learned: str
    closed_at: datetime | None
    noted: tuple[Noted, ...]
    may_check_in: bool
    may_change: bool
    version: int

    @property
    def stale(self) -> int:
        """Return how many key results nobody has looked at for a month."""
        return sum(one.is_stale for one in self.results)


@dataclass(frozen=True)
class Named:
    """An objective that a plan may serve."""

    id: int
    title: str


def objectives(
    session: Session, *, actor: Actor, now: datetime, is_closed: bool = False
) -> list[ObjectiveView]:
    """Return the open objectives, those that end first on top, or the closed ones, latest first."""
    query = select(Objective)
    if is_closed:
        closed = col(Objective.closed_at)
        query = query.where(closed.is_not(None)).order_by(closed.desc(), col(Objective.id))
    else:
        query = query.where(col(Objective.closed_at).is_(None))
        query = query.order_by(col(Objective.ends_on), col(Objective.id))
    return _views(session, actor, list(session.exec(query)), now)


def objective_view(
    session: Session, *, actor: Actor, objective_id: int, now: datetime
) -> ObjectiveView:
    """Return one objective; raise NotFound where there is none."""
    row = session.get(Objective, objective_id)
    if row is None:
        raise NotFound("There is no such objective.")
    return _views(session, actor, [row], now)[0]


def open_objectives(session: Session) -> list[Named]:
    """Return the open objectives by title: what the company is for is no secret."""
    query = select(Objective.id, Objective.title).where(col(Objective.closed_at).is_(None))
    return [Named(*row) for row in session.exec(query.order_by(col(Objective.title)))]


def titles(session: Session) -> dict[int, str]:
    """Return the title of every objective by its id."""
    return dict(session.exec(select(Objective.id, Objective.title)).all())


def owned(session: Session, *, person_id: int) -> list[Named]:
    """Return the open objectives of an owner, by title; who asks may hand them over."""
    query = select(Objective.id, Objective.title).where(
        Objective.owner_id == person_id, col(Objective.closed_at).is_(None)
    )
    return [Named(*row) for row in session.exec(query.order_by(col(Objective.title)))]


def _views(
    session: Session, actor: Actor, rows: list[Objective], now: datetime
) -> list[ObjectiveView]:
    ids, names = [row.id for row in rows], people.person_names(session)
    kept: dict[int, list[KeyResult]] = defaultdict(list)
    query = select(KeyResult).where(
        col(KeyResult.objective_id).in_(ids), col(KeyResult.dropped_at).is_(None)
    )
    for result in session.exec(query.order_by(col(KeyResult.position))):
        kept[result.objective_id].append(result)
    noted = _noted(session, ids)
    return [_view(actor, row, kept[row.id], noted[row.id], names, now) for row in rows]


def _view(
    actor: Actor,
    row: Objective,
    kept: list[KeyResult],
    noted: list[tuple[CheckIn, KeyResult]],
    names: dict[int, str],
    now: datetime,
) -> ObjectiveView:
    of_result: dict[int, list[CheckIn]] = defaultdict(list)
    for one, of in noted:
        of_result[of.id].append(one)
    results = tuple(_result(one, of_result[one.id], now) for one in kept)
    done = okr.rolled_up((one.progress, one.form.weight) for one in results)
    over = okr.elapsed(row.starts_on, row.ends_on, clock.local_day(row.closed_at or now))
    is_open = row.closed_at is None
    return ObjectiveView(
        id=row.id,
        form=ObjectiveForm(
            title=row.title,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            owner_id=row.owner_id,
            why=row.why,
            results=tuple(one.form for one in results),
        ),
        owner=names.get(row.owner_id, ""),
        results=results,
        progress=done,
        elapsed=over,
        pace=okr.pace(done, over),
        learned=row.learned,
        closed_at=row.closed_at,
        noted=tuple(_told(one, of, names) for one, of in noted[:SHOWN]),
        may_check_in=is_open
        and permissions.allows(actor, "direction.check_in", person_id=row.owner_id),
        may_change=permissions.may(actor, "direction.change_objective"),
        version=row.version,
    )


def _told(one: CheckIn, of: KeyResult, names: dict[int, str]) -> Noted:
    who = names.get(one.person_id or 0, "")
    return Noted(of.title, of.unit, one.value, one.note, who, one.at)


def _result(row: KeyResult, noted: list[CheckIn], now: datetime) -> ResultView:
    """Return a key result with its check-ins, the latest of which comes first."""
    measure = Measure(row.start, row.target, row.band)
    latest = noted[0] if noted else None
    checked_on = clock.local_day(latest.at) if latest else None
    return ResultView(
        form=ResultForm(row.title, measure, row.unit, row.weight, row.id),
        value=latest.value if latest else None,
        progress=okr.progress(measure, latest.value) if latest else None,
        confidence=Confidence(latest.confidence) if latest else None,
        checked_at=latest.at if latest else None,
        is_stale=okr.is_stale(checked_on, clock.local_day(now)),
        course=tuple(one.value for one in reversed(noted[:COURSE])),
    )


def _noted(session: Session, ids: list[int]) -> dict[int, list[tuple[CheckIn, KeyResult]]]:
    """Return by objective the last check-ins of each key result, the latest first."""
    latest = (col(CheckIn.at).desc(), col(CheckIn.id).desc())
    place = func.row_number().over(partition_by=col(CheckIn.key_result_id), order_by=latest)
    ranked = (
        select(CheckIn.id, place.label("place"))
        .join(KeyResult, col(KeyResult.id) == col(CheckIn.key_result_id))
        .where(col(KeyResult.objective_id).in_(ids))
        .subquery()
    )
    query = (
        select(CheckIn, KeyResult)
        .join(KeyResult, col(KeyResult.id) == col(CheckIn.key_result_id))
        .join(ranked, ranked.c.id == col(CheckIn.id))
        .where(ranked.c.place <= COURSE)
        .order_by(*latest)
    )
    found: dict[int, list[tuple[CheckIn, KeyResult]]] = defaultdict(list)
    for noted, result in session.exec(query):
        found[result.objective_id].append((noted, result))
    return found
