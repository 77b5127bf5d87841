"""Who may be given a letter, which cards a card may serve, and what a task gets by default."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from cxgame.boards import form as forms
from cxgame.boards import scope
from cxgame.boards.form import CardForm
from cxgame.boards.models import Board, Card, Level
from cxgame.errors import InvalidInput, NotAllowed
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role, Team

LEADING = (Role.MANAGER.value, Role.DIRECTOR.value, Role.ADMIN.value)
ABOVE = {Level.OPERATIONAL: Level.TACTICAL, Level.TACTICAL: Level.STRATEGIC}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be given a letter; `leads` tells who is no frontline person."""

    id: int
    name: str
    team: str
    leads: bool


@dataclass(frozen=True)
class Purpose:
    """A card one level up that another one may serve."""

    id: int
    title: str


def candidates(session: Session, *, actor: Actor) -> list[Candidate]:
    """Return whom the actor may name, by name: the people of the own teams and all who lead."""
    query = (
        select(Person.id, Person.name, Team.name, Person.role)
        .outerjoin(Team, col(Team.id) == col(Person.team_id))
        .where(Person.is_active)
        .order_by(col(Person.name))
    )
    if not scope.sees_every(actor):
        near = col(Person.team_id).in_(actor.team_ids) | (col(Person.id) == actor.person_id)
        query = query.where(near | col(Person.role).in_(LEADING))
    rows = session.exec(query)
    return [Candidate(id_, name, team or "", role in LEADING) for id_, name, team, role in rows]


def purposes(session: Session, *, actor: Actor, level: Level) -> list[Purpose]:
    """Return the open cards one level up that a card may serve, by title.

    Besides the cards in sight these are the whole company's: what they are for is no secret.
    """
    if level not in ABOVE:
        return []
    query = (
        select(Card.id, Card.title)
        .join(Board, col(Board.id) == col(Card.board_id))
        .where(
            Board.level == ABOVE[level],
            col(Card.done_at).is_(None),
            col(Card.cancelled_at).is_(None),
            _is_purpose_for(actor),
        )
        .order_by(col(Card.title))
    )
    return [Purpose(*row) for row in session.exec(query)]


def checked(
    session: Session, *, actor: Actor, board: Board, wanted: CardForm, before: CardForm | None
) -> CardForm:
    """Return a typed form, tidied and with a new task's default letters.

    Raise InvalidInput for a person, team or card that can't stand there, NotAllowed when
    a frontline person chooses who is A.
    """
    level = Level(board.level)
    if board.team_id is not None and wanted.team_id is None:
        wanted = replace(wanted, team_id=board.team_id)
    typed = forms.clean(wanted, level)
    known = before or CardForm(title="")
    _check_team(session, board, typed, known)
    usual = before.accountable if before else _usual_approver(session, actor, typed)
    if before is None and level is Level.OPERATIONAL:
        typed = _with_defaults(actor, typed, usual)
    if actor.role is Role.FRONTLINE and set(typed.accountable) != set(usual):
        raise NotAllowed("Only a manager chooses who is Accountable (A).")
    new_people = typed.people - known.people - {actor.person_id, *usual}
    if new_people and new_people - {one.id for one in candidates(session, actor=actor)}:
        raise InvalidInput("Choose active people of your teams, or managers and directors.")
    _check_purpose(session, actor, level, typed, known)
    return typed


def _with_defaults(actor: Actor, typed: CardForm, usual: tuple[int, ...]) -> CardForm:
    """Return a new task with R = its owner and A = the team's manager where none was named."""
    own = (actor.person_id,) if actor.person_id else ()
    return replace(
        typed,
        responsible=typed.responsible or own,
        accountable=typed.accountable or usual,
    )


def _usual_approver(session: Session, actor: Actor, typed: CardForm) -> tuple[int, ...]:
    if typed.team_id is None:
        return ()
    managers = people.managers_of(session, team_id=typed.team_id)
    if actor.person_id in managers:
        return (actor.person_id,)
    return tuple(managers[:1])


def _check_team(session: Session, board: Board, typed: CardForm, known: CardForm) -> None:
    """Raise InvalidInput for a closed team, or one for whom this board is not."""
    if typed.team_id in (None, known.team_id):
        return
    team = session.get(Team, typed.team_id)
    if team is None or not team.is_active:
        raise InvalidInput("There is no such open team.")
    if board.team_id not in (None, team.id) or board.unit_id not in (None, team.unit_id):
        raise InvalidInput("This board is for another team or unit.")


def _check_purpose(
    session: Session, actor: Actor, level: Level, typed: CardForm, known: CardForm
) -> None:
    if typed.serves_card_id in (None, known.serves_card_id):
        return
    offered = {one.id for one in purposes(session, actor=actor, level=level)}
    if typed.serves_card_id not in offered:
        raise InvalidInput("A card serves an open card one level up.")


def _is_purpose_for(actor: Actor) -> ColumnElement[bool]:
    return scope.visible(actor) | col(Card.team_id).is_(None)
