"""The boards from above: what is stuck, who carries how much, how far the plans are."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import facts, raci, scope
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Level
from cxgame.boards.queries import is_overdue, named, overdue
from cxgame.boards.raci import Approval, Facts, Letter, Stage
from cxgame.errors import Reason
from cxgame.people import queries as people
from cxgame.people.actor import Actor

STUCK_AFTER = timedelta(days=14)
CAPACITY = 5  # open cards that one person can answer for, or carry out, at a time


@dataclass(frozen=True)
class Stuck:
    """An open card that stands still or is past its day, and what holds it."""

    card_id: int
    title: str
    level: Level
    team: str
    column: str
    days: int
    is_overdue: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Load:
    """How many open cards somebody answers for (A) and carries out (R), over all levels."""

    person_id: int
    name: str
    team: str
    accountable: int
    responsible: int

    @property
    def is_over(self) -> bool:
        """Tell whether either is more than a person can carry."""
        return max(self.accountable, self.responsible) > CAPACITY


@dataclass(frozen=True)
class StageCount:
    """How many cards of a level stand in a column, and how many of them are overdue."""

    level: Level
    stage: Stage
    name: str
    cards: int
    overdue: int


def stuck_cards(session: Session, *, actor: Actor, now: datetime) -> list[Stuck]:
    """Return the cards in sight that are stuck, the longest standing first.

    Past its day, or for two weeks where it is; work under way with its day ahead is not stuck.
    """
    today = clock.local_day(now)
    late = (col(Card.entered_at) < now - STUCK_AFTER) | overdue(today)
    longest = _open(actor).where(late).order_by(col(Card.entered_at), col(Card.id))
    cards = list(session.exec(longest))
    known = facts.of_cards(session, cards)
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    columns = {column.id: column for column in session.exec(select(BoardColumn))}
    teams = people.team_names(session)
    return [
        Stuck(
            card_id=card.id,
            title=card.title,
            level=Level(levels[card.board_id]),
            team=teams.get(card.team_id or 0, ""),
            column=named(columns[card.column_id].name, actor),
            days=(today - clock.local_day(card.entered_at)).days,
            is_overdue=is_overdue(card, today),
            reasons=holding(known[card.id]),
        )
        for card in cards
        if is_overdue(card, today) or not _is_under_way(card, known[card.id])
    ]


def raci_load(session: Session, *, actor: Actor) -> list[Load]:
    """Return everybody whom the actor sees with the open cards they hold, the most loaded first."""
    counts = open_letters(session)
    loads = [
        Load(
            person_id=person.id,
            name=person.name,
            team=person.team,
            accountable=counts[person.id, Letter.ACCOUNTABLE.value],
            responsible=counts[person.id, Letter.RESPONSIBLE.value],
        )
        for person in people.people(session, actor=actor)
    ]
    return sorted(loads, key=lambda one: (-one.accountable - one.responsible, one.name))


def open_letters(session: Session) -> Counter[tuple[int, str]]:
    """Return on how many open cards of all levels each person holds each letter."""
    held = (
        select(CardRole.person_id, CardRole.letter, func.count())
        .join(Card, col(Card.id) == col(CardRole.card_id))
        .where(col(Card.done_at).is_(None), col(Card.cancelled_at).is_(None))
        .group_by(col(CardRole.person_id), col(CardRole.letter))
    )
    return Counter({(who, letter): n for who, letter, n in session.exec(held)})


def cards_by_stage(session: Session, *, actor: Actor, now: datetime) -> list[StageCount]:
    """Return how many cards stand in each column of the three boards, the done ones of 30 days."""
    today = clock.local_day(now)
    recent = col(Card.done_at).is_(None) | (col(Card.done_at) > now - timedelta(days=30))
    late = case((overdue(today), 1))
    query = (
        select(Card.column_id, func.count(), func.count(late))
        .where(scope.visible(actor), col(Card.cancelled_at).is_(None), recent)
        .group_by(col(Card.column_id))
    )
    counts = {column_id: (n, n_late) for column_id, n, n_late in session.exec(query)}
    shown = (
        select(BoardColumn, Board.level)
        .join(Board, col(Board.id) == col(BoardColumn.board_id))
        .where(col(Board.key).in_([level.value for level in Level]))
        .order_by(col(Board.id), col(BoardColumn.position))
    )
    return [
        StageCount(
            Level(level),
            Stage(column.stage),
            named(column.name, actor),
            *counts.get(column.id, (0, 0)),
        )
        for column, level in session.exec(shown)
    ]


def holding(known: Facts) -> tuple[Reason, ...]:
    """Return what keeps the card from its next stage, whoever would move it; done asks A."""
    order = list(Stage)
    following = order[order.index(known.stage) + 1 :]
    ahead = Stage.REVIEW if known.is_plan and known.stage is Stage.DRAFT else Stage.DO
    to = ahead if ahead in following else Stage.DONE
    reasons = raci.against_move(known, to, None)
    if known.approval is Approval.REJECTED:
        reasons += [one for one in raci.against_approval_lacking(known) if one not in reasons]
    return tuple(reasons)


def _open(actor: Actor) -> SelectOfScalar[Card]:
    return select(Card).where(
        scope.visible(actor), col(Card.done_at).is_(None), col(Card.cancelled_at).is_(None)
    )


def _is_under_way(card: Card, known: Facts) -> bool:
    """Tell whether the work goes on towards a day ahead, and waits for nobody's word."""
    is_free = not known.is_plan or known.approval is Approval.APPROVED
    is_started = known.stage in (Stage.DO, Stage.CHECK, Stage.ACT)
    return is_started and is_free and card.due_on is not None and card.done_asked_at is None
