"""Whose cards somebody may see and touch: the one place that decides it."""

from collections.abc import Set

from sqlalchemy import ColumnElement, false, true
from sqlmodel import Session, col, select

from cxgame.boards import history
from cxgame.boards.models import Board, Card, CardRole, Level
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Letter
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role, Team

_SEE_ALL = (Role.DIRECTOR.value, Role.ADMIN.value)
HIGHEST = 2**31
ACTING = (Letter.ACCOUNTABLE.value, Letter.RESPONSIBLE.value)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Card for what the actor sees.

    Directors, admins and integrations, whose keys are for cards: all. Managers: their teams' cards,
    and those of no team on the tactical boards of the company and of their units. Frontline: the
    own team's operational cards. Everybody besides: cards on which they hold a letter, approve
    second or check the plan, and those on which they stand in for somebody with A or R.
    """
    if sees_every(actor):
        return true()
    if actor.person_id is None:
        return false()
    held = select(CardRole.card_id).where(CardRole.person_id == actor.person_id)
    checked = select(Plan.card_id).where(Plan.verifier_id == actor.person_id)
    theirs = col(Card.id).in_(held) | col(Card.id).in_(checked)
    theirs |= col(Card.second_approver_id) == actor.person_id
    if actor.stands_in_for:
        acting = select(CardRole.card_id).where(
            col(CardRole.person_id).in_(actor.stands_in_for), col(CardRole.letter).in_(ACTING)
        )
        theirs |= col(Card.id).in_(acting)
    if actor.role not in (Role.MANAGER, Role.FRONTLINE):
        return theirs
    of_team: ColumnElement[bool] = col(Card.team_id).in_(actor.team_ids)
    if actor.role is Role.MANAGER:
        shared = select(Board.id).where(Board.level == Level.TACTICAL, _is_near(actor))
        return theirs | of_team | (col(Card.team_id).is_(None) & col(Card.board_id).in_(shared))
    if actor.role is Role.FRONTLINE:
        operational = select(Board.id).where(Board.level == Level.OPERATIONAL)
        of_team &= col(Card.board_id).in_(operational)
    return theirs | of_team


def boards_in_reach(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Board for the boards that the actor may open, whatever is on them.

    The company's are open to all; a unit's and a team's to their people and to who sees everything.
    """
    return true() if sees_every(actor) else _is_near(actor)


def sees_every(actor: Actor) -> bool:
    """Tell whether no card is hidden from the actor."""
    return actor.sees_all or actor.role is Role.INTEGRATION


def _is_near(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Board for the company's, and those of the actor's units and teams."""
    units = select(Team.unit_id).where(col(Team.id).in_(actor.team_ids))
    is_company = col(Board.unit_id).is_(None) & col(Board.team_id).is_(None)
    return is_company | col(Board.unit_id).in_(units) | col(Board.team_id).in_(actor.team_ids)


def who_sees(session: Session, card: Card) -> list[Person]:
    """Return the active people to whom a card is `visible`, stand-ins aside, by name."""
    named = {card.second_approver_id} | holders_of(session, card.id)
    named |= set(session.exec(select(Plan.verifier_id).where(Plan.card_id == card.id)))
    condition = col(Person.role).in_(_SEE_ALL) | col(Person.id).in_(named - {None})
    board = session.get_one(Board, card.board_id)
    if card.team_id is None and board.level == Level.TACTICAL:
        condition |= col(Person.id).in_(_managers_near(session, board))
    if card.team_id is not None:
        condition |= col(Person.id).in_(people.managers_of(session, team_id=card.team_id))
        if board.level == Level.OPERATIONAL:
            of_team = col(Person.team_id) == card.team_id
            condition |= (col(Person.role) == Role.FRONTLINE.value) & of_team
    query = select(Person).where(Person.is_active, condition)
    return list(session.exec(query.order_by(col(Person.name))))


def _managers_near(session: Session, board: Board) -> set[int]:
    """Return the managers to whom a board's cards of no team are open."""
    if board.unit_id is None and board.team_id is None:
        return set(people.of_roles(session, [Role.MANAGER]))
    teams: list[int] = [board.team_id] if board.team_id else []
    if board.unit_id is not None:
        teams += session.exec(select(Team.id).where(Team.unit_id == board.unit_id))
    return {one for team_id in teams for one in people.managers_of(session, team_id=team_id)}


def card(session: Session, *, actor: Actor, card_id: int) -> Card:
    """Return a card that the actor sees; raise NotFound for any other."""
    is_number = card_id < HIGHEST  # beyond it a database would refuse the question
    query = select(Card).where(Card.id == card_id, visible(actor))
    found = session.exec(query).first() if is_number else None
    if found is None:
        raise NotFound("There is no such card, or it is not yours to see.")
    return found


def locked_card(session: Session, *, actor: Actor, card_id: int) -> Card:
    """Return a card that the actor sees, for writing: other writers of its board wait their turn.

    Raise NotFound for a card out of sight. Boards are always locked before cards.
    """
    board_id = card(session, actor=actor, card_id=card_id).board_id
    lock_board(session, board_id)
    query = select(Card).where(Card.id == card_id).execution_options(populate_existing=True)
    return session.exec(query.with_for_update()).one()


def lock_board(session: Session, board_id: int) -> Board:
    """Return a board and let nobody else change its cards until this transaction ends."""
    return session.exec(select(Board).where(Board.id == board_id).with_for_update()).one()


def require(command: str, *, actor: Actor, level: Level, team_id: int | None) -> None:
    """Raise NotAllowed unless the actor may do this to a card of this level and team.

    The strategic board is for those who see everything, the tactical one not for the frontline.
    """
    permissions.require(actor, command, team_id=_reachable(actor, level, team_id))


def may_touch(
    command: str, *, actor: Actor, level: Level, team_id: int | None, acting: Set[int]
) -> bool:
    """Tell whether the actor may do this to a card: those with A or R always, wherever it is.

    So do those who stand in for them.
    """
    if actor.person_id in acting or actor.stands_in_for & acting:
        return permissions.may(actor, command)
    return permissions.allows(actor, command, team_id=_reachable(actor, level, team_id))


def require_on(session: Session, command: str, *, actor: Actor, card: Card) -> None:
    """Raise NotAllowed unless the actor may do this to the card."""
    level = Level(session.get_one(Board, card.board_id).level)
    acting = acting_on(session, card.id)
    if not may_touch(command, actor=actor, level=level, team_id=card.team_id, acting=acting):
        raise NotAllowed("Those with A or R, their manager or a director change this card.")


def acting_on(session: Session, card_id: int) -> set[int]:
    """Return who holds A or R on a card."""
    query = select(CardRole.person_id).where(
        CardRole.card_id == card_id, col(CardRole.letter).in_(ACTING)
    )
    return set(session.exec(query))


def holders_of(session: Session, card_id: int) -> set[int]:
    """Return everybody with a letter on a card."""
    return set(session.exec(select(CardRole.person_id).where(CardRole.card_id == card_id)))


def open_card(session: Session, command: str, *, actor: Actor, card_id: int, version: int) -> Card:
    """Return a card that the actor may change, locked and in the version that was seen.

    Raise NotFound, NotAllowed, StaleCard, or Conflict for a cancelled card.
    """
    found = touchable_card(session, command, actor=actor, card_id=card_id)
    history.expect_version(session, found, version)
    if found.cancelled_at is not None:
        raise Conflict("This card was cancelled.")
    return found


def living_card(session: Session, command: str, *, actor: Actor, card_id: int) -> Card:
    """Return a card that is not over and that the actor may change, locked, in any version.

    For what two may do to it at once, such as ticking. Raise NotFound, NotAllowed, or Conflict for
    a card that is finished or cancelled.
    """
    found = touchable_card(session, command, actor=actor, card_id=card_id)
    if found.cancelled_at is not None:
        raise Conflict("This card was cancelled.")
    if found.done_at is not None:
        raise Conflict("A finished card can't be changed: its A can reopen it.")
    return found


def touchable_card(session: Session, command: str, *, actor: Actor, card_id: int) -> Card:
    """Return a card that the actor may do this to, locked, in any version, over or not.

    Raise NotFound for a card out of sight, NotAllowed for one that is not the actor's to change.
    """
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    found = locked_card(session, actor=actor, card_id=card_id)
    require_on(session, command, actor=actor, card=found)
    return found


def _reachable(actor: Actor, level: Level, team_id: int | None) -> int | None:
    """Return the card's team where the actor's reach counts on this level, else None."""
    is_too_high = level is Level.STRATEGIC or (
        level is Level.TACTICAL and actor.role is Role.FRONTLINE
    )
    return None if is_too_high else team_id
