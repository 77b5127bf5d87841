"""A card's checklist: its steps are added, said otherwise, ticked, put elsewhere, taken off."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.boards import history, scope
from cxgame.boards.history import Happened
from cxgame.boards.models import Card, ChecklistItem
from cxgame.errors import InvalidInput, NotFound
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.people.actor import Actor

MOST_ITEMS = 100  # of one card
LONGEST = 500


@dataclass(frozen=True)
class Item:
    """A step, under the heading it came with; `done_by`, `done_at` tell who ticked it and when."""

    id: int
    heading: str
    text: str
    done_by: str
    done_at: datetime | None


def add_items(session: Session, *, actor: Actor, card_id: int, lines: str, now: datetime) -> int:
    """Put each line of a text onto a card's checklist and return how many those are.

    Raise InvalidInput for no line, one that is too long, or too many.
    """
    card = scope.living_card(session, "boards.add_items", actor=actor, card_id=card_id)
    count = write_items(session, card, lines)
    _done(session, card, Happened.LISTED, actor, "boards.add_items", now, n=count)
    return count


def write_items(session: Session, card: Card, lines: str) -> int:
    """Write lines onto a card's checklist and return how many; part of other commands, too."""
    texts = [_tidy(line) for line in lines.splitlines() if line.strip()]
    if not texts:
        raise InvalidInput("Write at least one step.")
    there = _rows(session, card.id)
    if len(there) + len(texts) > MOST_ITEMS:
        raise InvalidInput("A checklist has at most {n} steps.", n=MOST_ITEMS)
    last = there[-1].position if there else 0
    for number, words in enumerate(texts, start=1):
        session.add(ChecklistItem(card_id=card.id, position=last + number, text=words))
    session.flush()
    return len(texts)


def change_item(
    session: Session,
    *,
    actor: Actor,
    item_id: int,
    text: str,
    before: int | None = None,
    now: datetime,
) -> None:
    """Say a step otherwise, and put it before another one of the card where that is given."""
    item, card = _item(session, "boards.change_item", actor, item_id)
    item.text = _tidy(text)
    if before is not None and before != item_id:
        rows = [row for row in _rows(session, card.id) if row.id != item_id]
        place = next((at for at, row in enumerate(rows) if row.id == before), len(rows))
        rows.insert(place, item)
        for number, row in enumerate(rows, start=1):
            row.position = number
    session.flush()
    audit.note(session, actor, "boards.change_item", "card", card.id, now=now, item_id=item_id)


def tick_item(
    session: Session, *, actor: Actor, item_id: int, is_done: bool, now: datetime
) -> None:
    """Tick a step, or take the tick away; doing so twice changes nothing."""
    item, card = _item(session, "boards.tick_item", actor, item_id)
    if is_done == (item.done_at is not None):
        return
    item.done_at, item.done_by = (now, actor.person_id) if is_done else (None, None)
    kind = Happened.TICKED if is_done else Happened.UNTICKED
    _done(session, card, kind, actor, "boards.tick_item", now, what=item.text)


def remove_item(session: Session, *, actor: Actor, item_id: int, now: datetime) -> None:
    """Take a step off its checklist."""
    item, card = _item(session, "boards.remove_item", actor, item_id)
    session.delete(item)
    _done(session, card, Happened.UNLISTED, actor, "boards.remove_item", now, what=item.text)


def items(session: Session, *, card_id: int) -> tuple[Item, ...]:
    """Return a card's checklist in order; the caller has let the actor see the card."""
    names = people.person_names(session)
    return tuple(
        Item(row.id, row.heading, row.text, names.get(row.done_by or 0, ""), row.done_at)
        for row in _rows(session, card_id)
    )


def progress(session: Session, *, card_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Return by card how many steps are done, of how many; cards without a checklist are left out.

    The caller has let the actor see the cards.
    """
    table = ChecklistItem
    query = (
        select(table.card_id, func.count(col(table.done_at)), func.count())
        .where(col(table.card_id).in_(card_ids))
        .group_by(col(table.card_id))
    )
    return {card_id: (done, n) for card_id, done, n in session.exec(query)}


def _rows(session: Session, card_id: int) -> list[ChecklistItem]:
    query = select(ChecklistItem).where(ChecklistItem.card_id == card_id)
    order = (col(ChecklistItem.position), col(ChecklistItem.id))
    return list(session.exec(query.order_by(*order)))


def _item(session: Session, command: str, actor: Actor, item_id: int) -> tuple[ChecklistItem, Card]:
    """Return a step, and its card, locked, if the actor may change it."""
    found = session.get(ChecklistItem, item_id)
    card = scope.living_card(session, command, actor=actor, card_id=found.card_id if found else 0)
    if found is None:
        raise NotFound("There is no such step on the checklist.")
    session.refresh(found)  # as it is behind the lock
    return found, card


def _tidy(line: str) -> str:
    words = " ".join(line.replace("\x00", "").split())
    if not words:
        raise InvalidInput("Write at least one step.")
    if len(words) > LONGEST:
        raise InvalidInput("A step has at most {n} characters.", n=LONGEST)
    return words


def _done(
    session: Session,
    card: Card,
    kind: Happened,
    actor: Actor,
    command: str,
    now: datetime,
    **values: object,
) -> None:
    history.write(session, card, kind, person_id=actor.person_id, now=now, **values)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
