"""The line of sight from a shop-floor task up to what it is for, and down to what serves it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from cxgame.boards import scope
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.queries import named
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Step:
    """A card on the line; what is above is named to all, and opened by those who may see it."""

    card_id: int
    title: str
    level: Level
    column: str
    is_done: bool
    can_open: bool


@dataclass(frozen=True)
class Line:
    """What a card is for, nearest first, and what serves it; `hidden` more are out of sight."""

    above: tuple[Step, ...]
    below: tuple[Step, ...]
    hidden: int


def line_of_sight(session: Session, *, actor: Actor, card_id: int) -> Line:
    """Return the cards above and directly below a card; raise NotFound when it is out of sight."""
    card = scope.card(session, actor=actor, card_id=card_id)
    above = _above(session, card)
    below = list(
        session.exec(
            select(Card)
            .where(Card.serves_card_id == card.id, col(Card.cancelled_at).is_(None))
            .order_by(col(Card.title))
        )
    )
    ids = [one.id for one in (*above, *below)]
    seen = set(session.exec(select(Card.id).where(col(Card.id).in_(ids), scope.visible(actor))))
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    columns = {column.id: column for column in session.exec(select(BoardColumn))}

    def step(one: Card) -> Step:
        column = named(columns[one.column_id].name, actor)
        level = Level(levels[one.board_id])
        return Step(one.id, one.title, level, column, one.done_at is not None, one.id in seen)

    shown = [one for one in below if one.id in seen]
    return Line(
        above=tuple(step(one) for one in above),
        below=tuple(step(one) for one in shown),
        hidden=len(below) - len(shown),
    )


def _above(session: Session, card: Card) -> list[Card]:
    """Return what the card serves, and what that serves; three levels end the way."""
    found: list[Card] = []
    while card.serves_card_id is not None and len(found) < len(Level):
        card = session.get_one(Card, card.serves_card_id)
        found.append(card)
    return found
