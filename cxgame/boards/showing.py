"""Show a board with its cards, as far as the actor sees them."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import (
    checklist,
    comments,
    facts,
    files,
    layout,
    listing,
    making,
    raci,
    scope,
    shelf,
)
from cxgame.boards.models import BoardColumn, Card, CardRole, Level, Priority
from cxgame.boards.queries import acting_faces, blocked, is_overdue, named, overdue
from cxgame.boards.raci import Facts, Stage
from cxgame.boards.views import BoardView, CardBrief, ColumnView, Filters
from cxgame.errors import Reason
from cxgame.people import names
from cxgame.people import queries as people
from cxgame.people.actor import Actor

SHOW_DONE = timedelta(days=30)  # older ones are counted, not drawn
MOST_DRAWN = 25  # cards of a column at first: nobody reads more, and a phone has to paint them


def board_view(
    session: Session,
    *,
    actor: Actor,
    level: Level,
    now: datetime,
    filters: Filters | None = None,
    board_id: int | None = None,
    is_whole: bool = False,
) -> BoardView:
    """Return a board with the cards that the actor sees, the company's of the level without an id.

    Of each column 25 cards are drawn unless `is_whole`. A column closed elsewhere is left out while
    it is empty. Raise NotFound out of reach.
    """
    board = shelf.board_in_sight(session, actor=actor, level=level, board_id=board_id)
    columns = layout.columns(session, board.id)
    chosen = filters or Filters()
    wanted = _wanted(board.id, actor, chosen, now)
    recent = col(Card.done_at).is_(None) | (col(Card.done_at) > now - SHOW_DONE)
    standing = _standing(session, wanted.where(recent), chosen)
    most = None if is_whole else MOST_DRAWN
    drawn = {card_id for ids in standing.values() for card_id in ids[:most]}
    found = session.exec(select(Card).where(col(Card.id).in_(drawn)))
    briefs = _briefs(session, list(found), level, columns, actor, now)
    is_narrowed = bool(chosen.search or chosen.label)
    older = Counter[int]() if is_narrowed else _older(session, wanted, now)
    return BoardView(
        id=board.id,
        level=level,
        name=named(board.name, actor),
        is_main=board.key == board.level,
        may_change=making.may_change(session, actor=actor, board_id=board.id),
        columns=tuple(
            _column(column, standing.get(column.id, []), briefs, older[column.id], actor)
            for column in columns
            if column.id in standing or not column.is_closed
        ),
    )


def _standing(
    session: Session, query: SelectOfScalar[Card], filters: Filters
) -> dict[int, list[int]]:
    """Return the ids of the cards that fit by column, in their order."""
    words = names.fold(filters.search).split()
    found: dict[int, list[int]] = {}
    if words or filters.label:
        for card in session.exec(query.order_by(col(Card.position))):
            if _fits(card, words, filters.label):
                found.setdefault(card.column_id, []).append(card.id)
        return found
    pairs = query.with_only_columns(col(Card.column_id), col(Card.id))
    for column_id, card_id in session.execute(pairs.order_by(col(Card.position))):
        found.setdefault(column_id, []).append(card_id)
    return found


def _column(
    column: BoardColumn,
    ids: list[int],
    briefs: dict[int, CardBrief],
    older: int,
    actor: Actor,
) -> ColumnView:
    cards = [briefs[card_id] for card_id in ids if card_id in briefs]
    return ColumnView(
        id=column.id,
        key=column.key,
        name=named(column.name, actor),
        stage=Stage(column.stage),
        wip_limit=column.wip_limit,
        is_done=column.is_done,
        cards=tuple(cards),
        hidden=len(ids) - len(cards),
        older=older,
    )


def _wanted(board_id: int, actor: Actor, filters: Filters, now: datetime) -> SelectOfScalar[Card]:
    """Return the query of the board's cards in sight that fit the filters."""
    query = select(Card).where(
        Card.board_id == board_id, col(Card.cancelled_at).is_(None), scope.visible(actor)
    )
    if filters.team_id is not None:
        query = query.where(Card.team_id == filters.team_id)
    if filters.person_id is not None:
        held = select(CardRole.card_id).where(CardRole.person_id == filters.person_id)
        query = query.where(col(Card.id).in_(held))
    if filters.priority is not None:
        query = query.where(Card.priority == filters.priority)
    if filters.is_overdue:
        today = clock.local_day(now)
        query = query.where(overdue(today))
    return query


def _fits(card: Card, words: list[str], label: str) -> bool:
    return listing.says(card, words) and (not label or label in card.labels)


def _titles(session: Session, card_ids: set[int | None]) -> dict[int, str]:
    """Return what cards are called; what another one is for is no secret."""
    query = select(Card.id, Card.title).where(col(Card.id).in_(card_ids - {None}))
    return dict(session.exec(query).all())


def _older(session: Session, wanted: SelectOfScalar[Card], now: datetime) -> Counter[int]:
    """Return how many finished cards of each column are too old to be drawn."""
    old = wanted.where(col(Card.done_at) <= now - SHOW_DONE).subquery()
    query = select(old.c.column_id, func.count()).group_by(old.c.column_id)
    return Counter(dict(session.exec(query).all()))


def _briefs(
    session: Session,
    cards: list[Card],
    level: Level,
    columns: list[BoardColumn],
    actor: Actor,
    now: datetime,
) -> dict[int, CardBrief]:
    known = facts.of_cards(session, cards)
    around = _Around(session, cards, clock.local_day(now))
    return {
        card.id: around.brief(
            card, known[card.id], blocked(card, known[card.id], level, columns, actor)
        )
        for card in cards
    }


class _Around:
    """What stands around the cards of a board, read once for all of them."""

    def __init__(self, session: Session, cards: list[Card], today: date) -> None:
        ids = [card.id for card in cards]
        self._today = today
        self._teams = people.team_names(session)
        self._served = _titles(session, {card.serves_card_id for card in cards})
        self._steps = checklist.progress(session, card_ids=ids)
        self._said = comments.counted(session, card_ids=ids)
        self._kept = files.counted(session, card_ids=ids)

    def brief(self, card: Card, known: Facts, against: dict[str, tuple[Reason, ...]]) -> CardBrief:
        """Return a card as its board shows it."""
        return CardBrief(
            id=card.id,
            title=card.title,
            target=card.target,
            team=self._teams.get(card.team_id or 0, ""),
            serves=self._served.get(card.serves_card_id or 0, ""),
            priority=Priority(card.priority),
            due_on=card.due_on,
            is_overdue=is_overdue(card, self._today),
            days=(self._today - clock.local_day(card.entered_at)).days,
            approval=known.approval,
            waits_for_confirmation=card.done_asked_at is not None,
            is_on_hold=card.held_at is not None,
            heard=len(known.consulted) - len(known.awaited),
            asked=len(known.consulted),
            faces=acting_faces(known),
            missing=tuple(raci.against_letters(known)),
            blocked=against,
            version=card.version,
            labels=tuple(card.labels),
            named=tuple(card.named),
            steps=self._steps.get(card.id),
            comments=self._said.get(card.id, 0),
            files=self._kept.get(card.id, 0),
        )
