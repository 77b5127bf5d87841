"""Cards between the HTTP interface and the boards: names for ids, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import facts, queries, scope, service, shelf, writing
from cxgame.boards.form import CardForm
from cxgame.boards.models import Board, BoardColumn, Card, Level, Priority
from cxgame.boards.raci import Facts
from cxgame.errors import Conflict, InvalidInput
from cxgame.people import names
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.web.api_card_shapes import (
    PLAIN,
    BoardGiven,
    CardFields,
    CardGiven,
    CardPage,
    ChangedCard,
    Column,
    NewCard,
    PersonGiven,
)
from cxgame.web.api_reading import worded

PEOPLE = ("accountable", "responsible", "consulted", "informed")
_TEXTS = (
    *("title", "description", "what", "why", "place", "how", "cost_cents", "target", "question"),
    *("starts_on", "due_on", "priority", "approval", "created_at", "done_at", "cancelled_at"),
    "version",
)


def boards(session: Session, *, actor: Actor) -> list[BoardGiven]:
    """Return every open board with its columns."""
    return [
        BoardGiven(
            id=one.id,
            level=one.level.value,
            name=one.name,
            whose=one.whose,
            columns=[
                Column(key=line.key, name=line.name, stage=line.stage, wip_limit=line.wip_limit)
                for line in shelf.column_lines(session, actor=actor, board_id=one.id)
            ],
        )
        for one in shelf.boards(session, actor=actor)
    ]


def page(
    session: Session, *, actor: Actor, board_id: int | None, after: int, limit: int
) -> CardPage:
    """Return cards by number above `after`, of one board or of all."""
    query = select(Card).where(scope.visible(actor), col(Card.id) > after)
    if board_id is not None:
        query = query.where(Card.board_id == board_id)
    found = list(session.exec(query.order_by(col(Card.id)).limit(limit + 1)))
    shown = found[:limit]
    following = shown[-1].id if len(found) > limit else None
    return CardPage(cards=_given(session, shown), next=following)


def card(session: Session, *, actor: Actor, card_id: int) -> CardGiven:
    """Return a card; raise NotFound for none."""
    return _given(session, [scope.card(session, actor=actor, card_id=card_id)])[0]


def add(session: Session, *, actor: Actor, wish: NewCard, now: datetime) -> tuple[int, bool]:
    """Add a card and return its id, True; the id of the one with this `external_id`, False."""
    if wish.external_id:
        query = select(Card.id).where(Card.external_id == wish.external_id)
        known = session.exec(query).first()
        if known is not None:
            return known, False
    form = _written(session, CardForm(title=""), wish, wish.model_fields_set)
    made = service.add_card(
        session, actor=actor, level=Level(wish.level), board_id=wish.board, form=form, now=now
    )
    session.get_one(Card, made).external_id = wish.external_id or None
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("This card is being added by another request: send it again.") from error
    return made, True


def changed(session: Session, *, actor: Actor, card_id: int, wish: ChangedCard) -> CardForm:
    """Return a card's form with what was sent written into it."""
    known = writing.read(session, scope.card(session, actor=actor, card_id=card_id))
    return _written(session, known, wish, wish.model_fields_set)


def _written(session: Session, known: CardForm, wish: CardFields, said: set[str]) -> CardForm:
    """Return a form with the fields that were said; raise InvalidInput for an unknown name."""
    values: dict[str, Any] = {name: getattr(wish, name) for name in PLAIN & said - set(PEOPLE)}
    if "priority" in values:
        values["priority"] = Priority(wish.priority)
    if "labels" in values:
        values["labels"] = tuple(wish.labels)
    for field in set(PEOPLE) & said:
        values[field] = tuple(_person(session, name) for name in getattr(wish, field))
    if "second_approver" in said:
        second = wish.second_approver
        values["second_approver_id"] = _person(session, second) if second else None
    if "team" in said:
        values["team_id"] = _team(session, wish.team)
    if "serves" in said:
        values["serves_card_id"] = wish.serves
    return replace(known, **values)


def _person(session: Session, name: str) -> int:
    folded = names.fold(name)
    query = select(Person.id).where(
        (Person.sign_in_name == folded) | (Person.email == folded), Person.is_active
    )
    found = session.exec(query).first()
    if found is None:
        raise InvalidInput("Nobody signs in as {name}.", name=name)
    return found


def _team(session: Session, name: str) -> int | None:
    if not name:
        return None
    known = people.team_by_name(session)
    if name not in known:
        raise InvalidInput("There is no team {name}.", name=name)
    return known[name]


def _given(session: Session, cards: Sequence[Card]) -> list[CardGiven]:
    known = facts.of_cards(session, list(cards))
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    columns = {column.id: column.key for column in session.exec(select(BoardColumn))}
    teams, today = people.team_names(session), clock.local_day(clock.now())
    return [
        CardGiven(
            **{name: getattr(card, name) for name in _TEXTS},
            id=card.id,
            external_id=card.external_id or "",
            board=card.board_id,
            level=levels[card.board_id],
            column=columns[card.column_id],
            stage=known[card.id].stage.value,
            team=teams.get(card.team_id or 0, ""),
            labels=list(card.labels),
            people=list(_people(known[card.id])),
            needs=_needs(known[card.id]),
            is_overdue=_is_late(card, today),
            is_on_hold=card.held_at is not None,
        )
        for card in cards
    ]


def _people(known: Facts) -> Iterable[PersonGiven]:
    return (
        PersonGiven(name=face.name, letter=face.letter.value) for face in queries.all_faces(known)
    )


def _needs(known: Facts) -> list[str]:
    return [worded(why) for why in queries.lacking(known)]


def _is_late(card: Card, today: date) -> bool:
    return queries.is_overdue(card, today) and card.cancelled_at is None
