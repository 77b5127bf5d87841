"""A card's form written into its rows, and read back out of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame.boards import layout
from cxgame.boards.form import LETTERS, CardForm
from cxgame.boards.models import Card, CardRole, Priority
from cxgame.boards.raci import Approval

FIELDS = (
    "title",
    "description",
    "what",
    "why",
    "place",
    "how",
    "cost_cents",
    "target",
    "starts_on",
    "question",
    "due_on",
    "team_id",
    "touchpoint_id",
    "sop_step_id",
    "second_approver_id",
    "serves_card_id",
)


def read(session: Session, card: Card) -> CardForm:
    """Return the card as its form shows it."""
    query = select(CardRole).where(CardRole.card_id == card.id).order_by(col(CardRole.id))
    held: dict[str, tuple[int, ...]] = {}
    for role in session.exec(query):
        field = LETTERS[role.letter]
        held[field] = (*held.get(field, ()), role.person_id)
    values: dict[str, Any] = {field: getattr(card, field) for field in FIELDS}
    values |= {"priority": Priority(card.priority), "labels": tuple(card.labels)}
    return CardForm(**values | held)


def new_card(
    session: Session, board_id: int, form: CardForm, *, by: int | None, now: datetime
) -> Card:
    """Return a card of a cleaned form, last in the first column of a locked board."""
    first = layout.columns(session, board_id)[0]
    card = Card(
        board_id=board_id,
        column_id=first.id,
        position=layout.place_in(session, first.id, before=None, mover=None),
        title=form.title,
        approval=Approval.DRAFT.value,
        last_editor_id=by,
        created_by=by,
        created_at=now,
        entered_at=now,
    )
    write(session, card, form)
    return card


def write(session: Session, card: Card, form: CardForm) -> None:
    """Write every field of a cleaned form into the card, adding the card when it is new."""
    for field in FIELDS:
        setattr(card, field, getattr(form, field))
    card.priority, card.labels = form.priority.value, list(form.labels)
    session.add(card)
    session.flush()
    _write_letters(session, card.id, form)


def _write_letters(session: Session, card_id: int, form: CardForm) -> None:
    """Keep the letters that stay, so that their order in the list stays too."""
    wanted = {(who, letter) for letter, people in form.letters.items() for who in people}
    query = select(CardRole.person_id, CardRole.letter).where(CardRole.card_id == card_id)
    known = set(session.exec(query))
    for person_id, letter in known - wanted:
        session.execute(
            delete(CardRole).where(
                col(CardRole.card_id) == card_id,
                col(CardRole.person_id) == person_id,
                col(CardRole.letter) == letter,
            )
        )
    for letter, people in form.letters.items():
        for person_id in people:
            if (person_id, letter) not in known:
                session.add(CardRole(card_id=card_id, person_id=person_id, letter=letter))
    session.flush()
