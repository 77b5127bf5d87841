"""All plans from above: where they stand, since when, what holds them, what came of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, case, literal
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import facts, scope
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.overview import STUCK_AFTER, holding
from cxgame.boards.plans.form import PlanForm, of_plan
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Verdict
from cxgame.boards.queries import is_overdue, overdue
from cxgame.boards.raci import Approval
from cxgame.boards.stages import Stage
from cxgame.errors import Reason
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Team

PAGE = 50
SHOW_CLOSED = timedelta(days=365)  # older ones are not counted


class PlanState(StrEnum):
    """Where a plan stands, in the order of its life."""

    DRAFT = "draft"
    REJECTED = "rejected"
    REVIEW = "review"
    DO = "do"
    WAIT = "wait"
    CHECK = "check"
    ACT = "act"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Wanted:
    """What the overview is narrowed to; `is_stuck` leaves those alone that stand still.

    `older_than` is an age in days, since the plan was begun.
    """

    level: Level | None = None
    unit_id: int | None = None
    team_id: int | None = None
    state: PlanState | None = None
    is_stuck: bool = False
    older_than: int | None = None


@dataclass(frozen=True)
class PlanLine:
    """A plan: how old it is, how long it stands where it stands, and why.

    Activity is `tasks_done` of `tasks`, the cards that serve it; the result is `verdict`, once
    somebody has looked at the figure that `form` promises, which went to `measured`.
    """

    card_id: int
    title: str
    level: Level
    team: str
    serves: str
    state: PlanState
    age: int  # days
    days: int  # in this column
    due_on: date | None
    is_overdue: bool
    is_stuck: bool
    reasons: tuple[Reason, ...]
    tasks_done: int
    tasks: int
    form: PlanForm
    measured: float | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Overview:
    """One page of plans, how many there are in all, by state, and how many of them are stuck."""

    lines: tuple[PlanLine, ...]
    total: int
    page: int
    counts: dict[PlanState, int]
    stuck: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def overview(
    session: Session, *, actor: Actor, wanted: Wanted, now: datetime, page: int = 1
) -> Overview:
    """Return the plans in sight: those that stand still longest first."""
    scoped = _scoped(actor, wanted, now)
    state = _state()
    found = select(state, func.count()).select_from(Card).join(BoardColumn, _of_column())
    counts = {PlanState(one): n for one, n in session.exec(found.where(*scoped).group_by(state))}
    stuck_query = select(func.count()).select_from(Card).join(BoardColumn, _of_column())
    stuck = session.exec(stuck_query.where(*scoped, is_stuck(now))).one()
    query = select(Card).join(BoardColumn, _of_column()).where(*scoped)
    if wanted.state is not None:
        query = query.where(state == wanted.state.value)
    if wanted.is_stuck:
        query = query.where(is_stuck(now))
    total = _total(session, query, wanted, counts, stuck)
    last = max(1, -(-total // PAGE))
    number = min(max(page, 1), last)
    open_first = case((state.in_(("closed", "cancelled")), 1), else_=0)
    ordered = query.order_by(open_first, col(Card.entered_at), col(Card.id))
    cards = list(session.exec(ordered.offset((number - 1) * PAGE).limit(PAGE)))
    return Overview(_lines(session, cards, now), total, number, counts, stuck)


def lines_of(
    session: Session, *, actor: Actor, card_ids: Iterable[int], now: datetime
) -> tuple[PlanLine, ...]:
    """Return those of these cards that are plans in sight, in the order in which they began."""
    wanted = (*_scoped(actor, Wanted(), now), col(Card.id).in_(set(card_ids)))
    cards = session.exec(select(Card).where(*wanted).order_by(col(Card.id)))
    return _lines(session, list(cards), now)


def is_stuck(now: datetime) -> ColumnElement[bool]:
    """Return the condition on Card and its column for a plan that stands still.

    Past its day, or for two weeks where it is; work that is approved and has its day ahead is not
    stuck.
    """
    is_open = col(Card.done_at).is_(None) & col(Card.cancelled_at).is_(None)
    late = overdue(clock.local_day(now))
    goes_on = (
        col(BoardColumn.stage).in_((Stage.DO, Stage.WAIT, Stage.CHECK, Stage.ACT))
        & (col(Card.approval) == Approval.APPROVED)
        & col(Card.due_on).is_not(None)
        & col(Card.done_asked_at).is_(None)
        & col(Card.held_at).is_(None)
    )
    return is_open & (late | ((col(Card.entered_at) < now - STUCK_AFTER) & ~goes_on))


def _total(
    session: Session,
    query: SelectOfScalar[Card],
    wanted: Wanted,
    counts: dict[PlanState, int],
    stuck: int,
) -> int:
    """Return how many plans the query finds, without counting twice what is known."""
    if wanted.state is None:
        return stuck if wanted.is_stuck else sum(counts.values())
    if not wanted.is_stuck:
        return counts.get(wanted.state, 0)
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def _scoped(actor: Actor, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    plans = select(Board.id).where(Board.level != Level.OPERATIONAL)
    if wanted.level is not None:
        plans = plans.where(Board.level == wanted.level)
    recent = func.coalesce(Card.done_at, Card.cancelled_at).is_(None) | (
        func.coalesce(Card.done_at, Card.cancelled_at) > now - SHOW_CLOSED
    )
    found = [scope.visible(actor), col(Card.board_id).in_(plans), recent]
    if wanted.older_than is not None:
        found.append(col(Card.created_at) < now - timedelta(days=wanted.older_than))
    if wanted.team_id is not None:
        found.append(col(Card.team_id) == wanted.team_id)
    if wanted.unit_id is not None:
        teams = select(Team.id).where(Team.unit_id == wanted.unit_id)
        boards = select(Board.id).where(Board.unit_id == wanted.unit_id)
        found.append(col(Card.team_id).in_(teams) | col(Card.board_id).in_(boards))
    return found


def _state() -> ColumnElement[str]:
    is_rejected = (col(Card.approval) == Approval.REJECTED) & (
        col(BoardColumn.stage) == Stage.DRAFT
    )
    return case(
        (col(Card.cancelled_at).is_not(None), literal("cancelled")),
        (col(Card.done_at).is_not(None), literal("closed")),
        (col(Card.held_at).is_not(None), literal("held")),
        (is_rejected, literal("rejected")),
        (col(BoardColumn.stage) == Stage.DONE, literal("closed")),
        else_=col(BoardColumn.stage),
    )


def _of_column() -> ColumnElement[bool]:
    return col(BoardColumn.id) == col(Card.column_id)


def _lines(session: Session, cards: list[Card], now: datetime) -> tuple[PlanLine, ...]:
    ids = [card.id for card in cards]
    known, today = facts.of_cards(session, cards), clock.local_day(now)
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    teams, tasks = people.team_names(session), _tasks(session, ids)
    plans = {
        plan.card_id: plan for plan in session.exec(select(Plan).where(col(Plan.card_id).in_(ids)))
    }
    served = _titles(session, {card.serves_card_id for card in cards})
    states, stuck = _states(session, ids), _stuck(session, ids, now)
    return tuple(
        PlanLine(
            card_id=card.id,
            title=card.title,
            level=Level(levels[card.board_id]),
            team=teams.get(card.team_id or 0, ""),
            serves=served.get(card.serves_card_id or 0, ""),
            state=PlanState(states[card.id]),
            age=(today - clock.local_day(card.created_at)).days,
            days=(today - clock.local_day(card.entered_at)).days,
            due_on=card.due_on,
            is_overdue=is_overdue(card, today) and card.cancelled_at is None,
            is_stuck=card.id in stuck,
            reasons=holding(known[card.id]) if card.id in stuck else (),
            tasks_done=tasks[card.id, True],
            tasks=tasks[card.id, True] + tasks[card.id, False],
            form=of_plan(plans.get(card.id)),
            measured=plans[card.id].measured if card.id in plans else None,
            verdict=_verdict(plans.get(card.id)),
        )
        for card in cards
    )


def _states(session: Session, ids: list[int]) -> dict[int, str]:
    query = select(Card.id, _state()).join(BoardColumn, _of_column()).where(col(Card.id).in_(ids))
    return dict(session.exec(query).all())


def _stuck(session: Session, ids: list[int], now: datetime) -> set[int]:
    query = select(Card.id).join(BoardColumn, _of_column())
    return set(session.exec(query.where(col(Card.id).in_(ids), is_stuck(now))))


def _tasks(session: Session, ids: list[int]) -> Counter[tuple[int, bool]]:
    """Return by plan how many of the cards that serve it are done, and are not."""
    is_done = col(Card.done_at).is_not(None)
    query = (
        select(Card.serves_card_id, is_done, func.count())
        .where(col(Card.serves_card_id).in_(ids), col(Card.cancelled_at).is_(None))
        .group_by(col(Card.serves_card_id), is_done)
    )
    return Counter({(plan or 0, bool(done)): n for plan, done, n in session.exec(query)})


def _titles(session: Session, ids: set[int | None]) -> dict[int, str]:
    query = select(Card.id, Card.title).where(col(Card.id).in_(ids - {None}))
    return dict(session.exec(query).all())


def _verdict(plan: Plan | None) -> Verdict | None:
    return Verdict(plan.verdict) if plan and plan.verdict else None
