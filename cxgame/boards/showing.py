"""Show a board with its cards, as far as the actor sees them."""

from collections import Counter
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import checklist, comments, facts, files, layout, raci, scope, shelf
from cxgame.boards.models import BoardColumn, Card, CardRole, Level
from cxgame.boards.queries import acting_faces, blocked, is_overdue, named, overdue
from cxgame.boards.raci import Stage
from cxgame.boards.views import BoardView, CardBrief, ColumnView, Filters
from cxgame.people import names
from cxgame.people import queries as people
from cxgame.people.actor import Actor

SHOW_DONE = timedelta(days=30)  # older ones are counted, not drawn


def board_view(
    session: Session,
    *,
    actor: Actor,
    level: Level,
    now: datetime,
    filters: Filters | None = None,
    board_id: int | None = None,
) -> BoardView:
    """Return a board with the cards that the actor sees, the company's of the level without an id.

    A column closed elsewhere is left out while it is empty. Raise NotFound out of reach.
    """
    board = shelf.board_in_sight(session, actor=actor, level=level, board_id=board_id)
    columns = layout.columns(session, board.id)
    chosen = filters or Filters()
    wanted = _wanted(board.id, actor, chosen, now)
    recent = col(Card.done_at).is_(None) | (col(Card.done_at) > now - SHOW_DONE)
    cards = list(session.exec(wanted.where(recent).order_by(col(Card.position))))
    words = names.fold(chosen.search).split()
    cards = [card for card in cards if _says(card, words)] if words else cards
    briefs = _briefs(session, cards, level, columns, actor, now)
    older = Counter[int]() if words else _older(session, wanted, now)
    shown: dict[int, list[CardBrief]] = {column.id: [] for column in columns}
    for card in cards:
        shown[card.column_id].append(briefs[card.id])
    return BoardView(
        id=board.id,
        level=level,
        name=named(board.name, actor),
        is_main=board.key == board.level,
        columns=tuple(
            _column(column, shown[column.id], older[column.id], actor)
            for column in columns
            if shown[column.id] or not column.is_closed
        ),
    )


def _column(column: BoardColumn, cards: list[CardBrief], older: int, actor: Actor) -> ColumnView:
    return ColumnView(
        id=column.id,
        key=column.key,
        name=named(column.name, actor),
        stage=Stage(column.stage),
        wip_limit=column.wip_limit,
        is_done=column.is_done,
        cards=tuple(cards),
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
    if filters.is_overdue:
        today = clock.local_day(now)
        query = query.where(overdue(today))
    return query


def _says(card: Card, words: list[str]) -> bool:
    """Tell whether a card says every one of these folded words, or their beginnings."""
    texts = (card.title, card.what, card.why, card.place, card.description)
    said = names.fold(" ".join((*texts, *card.labels, *card.named)))
    return all(word in said for word in words)


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
    teams = people.team_names(session)
    today = clock.local_day(now)
    ids = [card.id for card in cards]
    steps = checklist.progress(session, card_ids=ids)
    said = comments.counted(session, card_ids=ids)
    kept = files.counted(session, card_ids=ids)
    return {
        card.id: CardBrief(
            id=card.id,
            title=card.title,
            target=card.target,
            team=teams.get(card.team_id or 0, ""),
            priority=card.priority,
            due_on=card.due_on,
            is_overdue=is_overdue(card, today),
            days=(today - clock.local_day(card.entered_at)).days,
            approval=known[card.id].approval,
            waits_for_confirmation=card.done_asked_at is not None,
            is_on_hold=card.held_at is not None,
            heard=len(known[card.id].consulted) - len(known[card.id].awaited),
            asked=len(known[card.id].consulted),
            faces=acting_faces(known[card.id]),
            missing=tuple(raci.against_letters(known[card.id])),
            blocked=blocked(card, known[card.id], level, columns, actor),
            version=card.version,
            labels=tuple(card.labels),
            named=tuple(card.named),
            steps=steps.get(card.id),
            comments=said.get(card.id, 0),
            files=kept.get(card.id, 0),
        )
        for card in cards
    }
