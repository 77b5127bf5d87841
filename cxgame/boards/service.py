"""Commands on cards: add, change, move, cancel."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards import (
    candidates,
    facts,
    flow,
    history,
    layout,
    news,
    raci,
    scope,
    shelf,
    undoing,
    writing,
)
from cxgame.boards import form as forms
from cxgame.boards.form import CardForm
from cxgame.boards.history import Happened
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.raci import Facts, Letter, Stage
from cxgame.errors import Conflict, NotFound, Refused
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


class Outcome(StrEnum):
    """What became of the wish to move a card."""

    MOVED = "moved"
    SUBMITTED = "submitted"  # the plan went to its A for approval
    ASKED = "asked"  # the card stays: A was asked to confirm that it is done


class Moved(NamedTuple):
    """The card's version after a move, the key of the column it stands in, and what happened."""

    version: int
    column: str
    outcome: Outcome


def set_up(session: Session, *, actor: Actor, now: datetime) -> None:
    """Make those of the company's three boards that are missing."""
    permissions.require(actor, "boards.set_up")
    if made := layout.make_boards(session):
        audit.note(session, actor, "boards.set_up", "board", None, now=now, made=made)


def add_card(
    session: Session,
    *,
    actor: Actor,
    level: Level,
    form: CardForm,
    now: datetime,
    board_id: int | None = None,
) -> int:
    """Put a card into the first column of a board and return its id.

    Without a board it is the company's of the level. A task without letters gets the actor as R and
    the team's manager as A. Raise InvalidInput where the form contradicts itself or names somebody
    out of reach, NotFound for a board that is out of sight.
    """
    board = shelf.board_in_sight(session, actor=actor, level=level, board_id=board_id)
    team_id = form.team_id or board.team_id
    scope.require("boards.add_card", actor=actor, level=level, team_id=team_id)
    scope.lock_board(session, board.id)
    typed = candidates.checked(session, actor=actor, board=board, wanted=form, before=None)
    by = actor.person_id
    card = writing.new_card(session, board.id, typed, by=by, now=now)
    history.write(session, card, Happened.ADDED, person_id=by, now=now)
    flow.tell_responsible(session, card, typed.responsible, by=by, now=now)
    if level is Level.OPERATIONAL:
        flow.ask_consulted(session, card, by=by, now=now)
    audit.note(session, actor, "boards.add_card", "card", card.id, now=now)
    return card.id


def change_card(
    session: Session, *, actor: Actor, card_id: int, form: CardForm, version: int, now: datetime
) -> int:
    """Write the whole form into a card and return its version, a new one if anything differs.

    A material change takes an approval away: the card stays where it is and A is asked anew.
    Raise StaleCard, which says what changed, when somebody else was first.
    """
    command = "boards.change_card"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    if card.done_at is not None:
        raise Conflict("A finished card can't be changed: its A can reopen it.")
    board = session.get_one(Board, card.board_id)
    before = writing.read(session, card)
    if form.team_id != before.team_id:
        level = Level(board.level)
        scope.require(command, actor=actor, level=level, team_id=form.team_id)
    typed = candidates.checked(session, actor=actor, board=board, wanted=form, before=before)
    changed = forms.difference(before, typed)
    if not changed:
        return card.version
    known, by = facts.of_card(session, card), actor.person_id
    card.last_editor_id, card.version = by, card.version + 1
    writing.write(session, card, typed)
    history.write(session, card, Happened.CHANGED, person_id=by, now=now, **changed)
    fresh = set(typed.responsible) - set(before.responsible)
    flow.tell_responsible(session, card, fresh, by=by, now=now)
    flow.after_change(session, card, known, frozenset(changed), by=by, now=now)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def move_card(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    to: str,
    version: int,
    now: datetime,
    before: int | None = None,
) -> Moved:
    """Move a card to a column (by its key), before another card of it or last.

    Into the review column a plan is put before its A; into the last column A's move is the
    confirmation, anybody else's asks A for it and leaves the card. Raise Refused with every reason
    that keeps the card where it is, StaleCard when somebody changed it meanwhile.
    """
    command = "boards.move_card"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    column = _column(session, card, to)
    known, by, stage = facts.of_card(session, card), actor.person_id, Stage(column.stage)
    as_whom = raci.acting_as(known, by, actor.stands_in_for)
    if column.id == card.column_id:
        layout.put(session, card, column, before=before, now=now)
        return Moved(card.version, column.key, Outcome.MOVED)
    if reasons := raci.against_move(known, stage, as_whom):
        raise Refused(reasons)
    was = undoing.standing(card)
    card.version += 1
    is_word = raci.is_accountable(known, as_whom)
    outcome = _step(session, card, known, column, by=by, is_word=is_word, before=before, now=now)
    session.flush()
    undoing.remember(session, card, was)
    audit.note(session, actor, command, "card", card.id, now=now, outcome=outcome.value)
    key = session.get_one(BoardColumn, card.column_id).key
    return Moved(card.version, key, outcome)


def cancel_card(
    session: Session, *, actor: Actor, card_id: int, reason: str, version: int, now: datetime
) -> None:
    """Take a card off its board for good, with the reason; those with a letter are told."""
    command = "boards.cancel_card"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    if card.done_at is not None:
        raise Conflict("A finished card can't be cancelled.")
    because = forms.reason(reason)
    card.cancelled_at, card.cancelled_because, card.version = now, because, card.version + 1
    by = actor.person_id
    history.write(session, card, Happened.CANCELLED, person_id=by, now=now, why=because)
    news.tell(
        session,
        card,
        news.holding(session, card, *Letter),
        event="cancelled",
        message=news.CANCELLED,
        by=by,
        now=now,
        why=because,
    )
    audit.note(session, actor, command, "card", card.id, now=now)


def _column(session: Session, card: Card, key: str) -> BoardColumn:
    query = select(BoardColumn).where(BoardColumn.board_id == card.board_id, BoardColumn.key == key)
    column = session.exec(query).first()
    if column is None:
        raise NotFound("There is no such column on this board.")
    return column


def _step(
    session: Session,
    card: Card,
    known: Facts,
    column: BoardColumn,
    *,
    by: int | None,
    is_word: bool,
    before: int | None,
    now: datetime,
) -> Outcome:
    """Carry out a move that no gate forbids; `is_word`: it is A's, or of who stands in for A."""
    stage = Stage(column.stage)
    ends = {"from": card.column_id, "to": column.id}
    if stage is known.stage:
        history.write(session, card, Happened.MOVED, person_id=by, now=now, **ends)
        layout.put(session, card, column, before=before, now=now)
        return Outcome.MOVED
    if stage is Stage.DONE and is_word:
        flow.finish(session, card, by=by, before=before, now=now)
        return Outcome.MOVED
    if stage is Stage.DONE:
        flow.ask_confirmation(session, card, by=by, now=now)
        return Outcome.ASKED
    history.write(session, card, Happened.MOVED, person_id=by, now=now, **ends)
    layout.put(session, card, column, before=before, now=now)
    card.done_at = card.done_asked_at = card.done_asked_by = None
    if known.is_plan:
        flow.note_work(card, known.stage, stage, day=clock.local_day(now))
    if known.is_plan and stage is Stage.DRAFT:
        flow.withdraw(card)
    if known.is_plan and stage is Stage.REVIEW and known.stage is Stage.DRAFT:
        flow.submit(session, card, by=by, now=now)
        return Outcome.SUBMITTED
    return Outcome.MOVED
