"""What joins a question that a visit failed with the card, or the training, that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame.boards import scope as boards_scope
from cxgame.boards import service as cards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Board, Card, Level
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.visits import queries
from cxgame.feedback.visits.form import Item
from cxgame.feedback.visits.queries import VisitView
from cxgame.learning import assignments
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import VisitLink


@dataclass(frozen=True)
class VisitDeed:
    """What followed from a question: training, or a card (out of sight, it has no level)."""

    item_key: str
    card_id: int | None
    title: str
    level: Level | None
    assignment_id: int | None


def make_card_of_visit(
    session: Session,
    *,
    actor: Actor,
    visit_id: int,
    item_key: str,
    level: Level,
    form: CardForm,
    now: datetime,
) -> int:
    """Make a card from a question of a visit, tie the two together and return the card's id.

    It takes over team, touchpoint and step where the form leaves them open. Raise NotFound for a
    visit or a question that is none.
    """
    visit = _visit(session, "thread.make_card_of_visit", actor, visit_id)
    item = _item(visit, item_key)
    filled = replace(
        form,
        team_id=form.team_id or visit.team_id,
        touchpoint_id=form.touchpoint_id or visit.touchpoint_id,
        sop_step_id=form.sop_step_id or item.step_id,
    )
    card_id = cards.add_card(session, actor=actor, level=level, form=filled, now=now)
    _tie(session, actor, visit_id, item_key, now, card_id=card_id)
    audit.note(
        session, actor, "thread.make_card_of_visit", "visit", visit_id, now=now, card_id=card_id
    )
    return card_id


def train_visit_step(
    session: Session,
    *,
    actor: Actor,
    visit_id: int,
    item_key: str,
    module_slug: str,
    due_on: date | None,
    now: datetime,
) -> int:
    """Give the visited team a module on the step of a question, and return the assignment's id.

    Raise InvalidInput for a question without a step, NotFound as `make_card_of_visit`.
    """
    visit = _visit(session, "thread.train_visit_step", actor, visit_id)
    item = _item(visit, item_key)
    if item.step_id is None:
        raise InvalidInput("This question names no step of an SOP.")
    assignment_id = assignments.assign_module(
        session,
        actor=actor,
        module_slug=module_slug,
        team_id=visit.team_id,
        due_on=due_on,
        step_id=item.step_id,
        now=now,
    )
    _tie(session, actor, visit_id, item_key, now, assignment_id=assignment_id)
    audit.note(
        session, actor, "thread.train_visit_step", "visit", visit_id, now=now,
        assignment_id=assignment_id,
    )  # fmt: skip
    return assignment_id


def deeds_of_visit(
    session: Session, *, actor: Actor, visit_id: int
) -> Mapping[str, list[VisitDeed]]:
    """Return what followed from each question of a visit; raise NotFound when out of sight."""
    queries.visit(session, actor=actor, visit_id=visit_id)
    query = select(VisitLink).where(VisitLink.visit_id == visit_id).order_by(col(VisitLink.id))
    found: dict[str, list[VisitDeed]] = {}
    for row in session.exec(query):
        found.setdefault(row.item_key, []).append(_deed(session, actor, row))
    return found


def _deed(session: Session, actor: Actor, row: VisitLink) -> VisitDeed:
    query = select(Card, Board.level).join(Board, col(Board.id) == col(Card.board_id))
    shown = session.exec(query.where(Card.id == (row.card_id or 0), boards_scope.visible(actor)))
    card, level = shown.first() or (None, None)
    return VisitDeed(
        row.item_key,
        row.card_id,
        card.title if card else "",
        Level(level) if level else None,
        row.assignment_id,
    )


def _visit(session: Session, command: str, actor: Actor, visit_id: int) -> VisitView:
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    visit = queries.visit(session, actor=actor, visit_id=visit_id)
    permissions.require(actor, command, team_id=visit.team_id)
    return visit


def _item(visit: VisitView, item_key: str) -> Item:
    for section in visit.sections:
        for item in section.items:
            if item.key == item_key:
                return item
    raise NotFound("There is no such question.")


def _tie(
    session: Session,
    actor: Actor,
    visit_id: int,
    item_key: str,
    now: datetime,
    *,
    card_id: int | None = None,
    assignment_id: int | None = None,
) -> None:
    session.add(
        VisitLink(
            visit_id=visit_id,
            item_key=item_key,
            card_id=card_id,
            assignment_id=assignment_id,
            created_by=actor.person_id,
            created_at=now,
        )
    )
    session.flush()
