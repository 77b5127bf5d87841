"""Read a card, as far as the actor sees it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import checklist, comments, facts, files, history, layout, raci, scope, writing
from cxgame.boards.models import Board, BoardColumn, Card, Consultation, Level
from cxgame.boards.raci import Approval, Facts, Holder, Letter, Stage, Stance
from cxgame.boards.views import (
    CardView,
    ConsultationView,
    Content,
    Decision,
    Face,
    May,
    Target,
)
from cxgame.errors import Reason
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.stand_ins import queries as stand_ins
from cxgame.standards.models import SopStep, Touchpoint

LOOK_ONLY = Reason("Those with A or R, their manager or a director change this card.")


def card_view(session: Session, *, actor: Actor, card_id: int, now: datetime) -> CardView:
    """Return everything about a card; raise NotFound when the actor may not see it."""
    card = scope.card(session, actor=actor, card_id=card_id)
    level = Level(session.get_one(Board, card.board_id).level)
    columns = layout.columns(session, card.board_id)
    column = next(one for one in columns if one.id == card.column_id)
    known, names = facts.of_card(session, card), people.person_names(session)
    asked = _consultations(session, card, known)
    served = session.get(Card, card.serves_card_id) if card.serves_card_id else None
    return CardView(
        id=card.id,
        level=level,
        column=named(column.name, actor),
        column_key=column.key,
        stage=known.stage,
        form=writing.read(session, card),
        team=people.team_names(session).get(card.team_id or 0, ""),
        touchpoint=_touchpoint(session, card, actor),
        step=_step(session, card, actor),
        serves=served.title if served else "",
        decision=_decision(card, known, names, actor),
        is_overdue=is_overdue(card, clock.local_day(now)),
        cancelled_because=card.cancelled_because,
        held_because=card.held_because,
        done_at=card.done_at,
        created_by=names.get(card.created_by or 0, ""),
        created_at=card.created_at,
        faces=all_faces(known),
        named=tuple(card.named),
        stand_ins=_stand_ins(session, known, names, clock.local_day(now)),
        consultations=asked,
        events=tuple(reversed(history.events(session, card.id))),
        missing=tuple(raci.against_letters(known)),
        promise_missing=tuple(raci.against_plan(known)),
        targets=_targets(card, known, level, columns, actor),
        may=_may(card, known, level, asked, actor),
        version=card.version,
        content=_content(session, actor, card.id),
    )


def _touchpoint(session: Session, card: Card, actor: Actor) -> str:
    found = session.get(Touchpoint, card.touchpoint_id) if card.touchpoint_id else None
    return named(found.name, actor) if found else ""


def _step(session: Session, card: Card, actor: Actor) -> str:
    found = session.get(SopStep, card.sop_step_id) if card.sop_step_id else None
    return named(found.title, actor) if found else ""


def _stand_ins(
    session: Session, known: Facts, names: Mapping[int, str], today: date
) -> dict[int, str]:
    acting = [who.id for who in (*known.accountable, *known.responsible)]
    found = stand_ins.in_place_of(session, acting, today)
    return {person: names.get(other, "") for person, other in found.items()}


def _targets(
    card: Card, known: Facts, level: Level, columns: list[BoardColumn], actor: Actor
) -> tuple[Target, ...]:
    """Return the other columns, each with what keeps the actor from moving the card there."""
    against = blocked(card, known, level, columns, actor)
    return tuple(
        Target(one.key, named(one.name, actor), against.get(one.key, ()))
        for one in columns
        if one.id != card.column_id
    )


def named(words: Mapping[str, str], actor: Actor) -> str:
    """Return the words in the actor's language."""
    return layout.named(words, actor.locale)


def is_overdue(card: Card, today: date) -> bool:
    """Tell whether a card whose work is not done is past its day."""
    is_worked = card.done_at is not None or card.worked_until is not None
    return card.due_on is not None and card.due_on < today and not is_worked


def overdue(today: date) -> ColumnElement[bool]:
    """Return the condition on Card for what `is_overdue` tells."""
    is_open = col(Card.done_at).is_(None) & col(Card.worked_until).is_(None)
    return (col(Card.due_on) < today) & is_open


def lacking(known: Facts) -> tuple[Reason, ...]:
    """Return what the letters of a card lack."""
    return tuple(raci.against_letters(known))


def acting_faces(known: Facts) -> tuple[Face, ...]:
    """Return A and R of a card, A first."""
    return (
        *_faces(known.accountable, Letter.ACCOUNTABLE),
        *_faces(known.responsible, Letter.RESPONSIBLE),
    )


def all_faces(known: Facts) -> tuple[Face, ...]:
    """Return everybody with a letter, in the order A, R, C, I."""
    return (
        *acting_faces(known),
        *_faces(known.consulted, Letter.CONSULTED),
        *_faces(known.informed, Letter.INFORMED),
    )


def _faces(holders: tuple[Holder, ...], letter: Letter) -> list[Face]:
    return [Face(who.id, who.name, letter) for who in holders]


def blocked(
    card: Card, known: Facts, level: Level, columns: list[BoardColumn], actor: Actor
) -> dict[str, tuple[Reason, ...]]:
    """Return by column key why the actor can't move the card there."""
    others = [column for column in columns if column.id != card.column_id]
    if not _may_touch("boards.move_card", actor, level, card, known):
        return {column.key: (LOOK_ONLY,) for column in others}
    me = _as(actor, known)
    against = {
        column.key: tuple(raci.against_move(known, Stage(column.stage), me)) for column in others
    }
    return {key: reasons for key, reasons in against.items() if reasons}


def _may_touch(command: str, actor: Actor, level: Level, card: Card, known: Facts) -> bool:
    acting = {who.id for who in (*known.accountable, *known.responsible)}
    return scope.may_touch(command, actor=actor, level=level, team_id=card.team_id, acting=acting)


def _content(session: Session, actor: Actor, card_id: int) -> Content:
    return Content(
        items=checklist.items(session, card_id=card_id),
        comments=comments.comments(session, actor=actor, card_id=card_id),
        files=files.beside(session, card_id=card_id),
    )


def _decision(card: Card, known: Facts, names: dict[int, str], actor: Actor) -> Decision:
    waits = known.approval is Approval.WAITING
    return Decision(
        approval=known.approval,
        submitted_at=card.submitted_at,
        approved_by=names.get(card.approved_by or 0, ""),
        approved_at=card.approved_at,
        rejected_because=card.rejected_because,
        second=known.second.name if known.second else "",
        second_approved_at=card.second_approved_at,
        second_waived_by=names.get(card.second_waived_by or 0, ""),
        second_waived_because=card.second_waived_because,
        done_asked_by=names.get(card.done_asked_by or 0, ""),
        done_asked_at=card.done_asked_at,
        against=tuple(raci.against_approval(known, _as(actor, known), actor.person_id))
        if waits
        else (),
    )


def _may(
    card: Card,
    known: Facts,
    level: Level,
    asked: tuple[ConsultationView, ...],
    actor: Actor,
) -> May:
    is_open, me = card.cancelled_at is None and card.done_at is None, _as(actor, known)
    change, cancel = (
        _may_touch(command, actor, level, card, known)
        for command in ("boards.change_card", "boards.cancel_card")
    )
    is_mine = raci.is_accountable(known, me)
    return May(
        change=is_open and change,
        submit=is_open and change and _is_to_submit(known, me),
        decide=is_open and _is_to_decide(card, known, me),
        answer=is_open and any(one.person_id == actor.person_id and one.asked_at for one in asked),
        waive=is_open and is_mine,
        waive_second=is_open and is_mine and raci.lacks_second(known),
        cancel=is_open and cancel,
        comment=permissions.may(actor, "boards.add_comment"),
        hold=is_open and change and card.held_at is None,
        resume=is_open and change and card.held_at is not None,
    )


def _as(actor: Actor, known: Facts) -> int | None:
    return raci.acting_as(known, actor.person_id, actor.stands_in_for)


def _is_to_submit(known: Facts, person_id: int | None) -> bool:
    """Tell whether a plan is to be put before its A: again, when an approver wrote last."""
    if not known.is_plan or known.approval is Approval.APPROVED:
        return False
    if known.approval is not Approval.WAITING:
        return True
    return raci.approves(known, known.editor_id) and not raci.approves(known, person_id)


def _is_to_decide(card: Card, known: Facts, person_id: int | None) -> bool:
    if known.approval is Approval.WAITING:
        return raci.approves(known, person_id)
    return card.done_asked_at is not None and raci.is_accountable(known, person_id)


def _consultations(session: Session, card: Card, known: Facts) -> tuple[ConsultationView, ...]:
    """Return everybody with a C, asked already or not."""
    query = select(Consultation).where(Consultation.card_id == card.id)
    rows = {row.person_id: row for row in session.exec(query)}
    return tuple(_consultation(who, rows.get(who.id), card.question) for who in known.consulted)


def _consultation(who: Holder, row: Consultation | None, question: str) -> ConsultationView:
    if row is None:
        return ConsultationView(who.id, who.name, question)
    return ConsultationView(
        person_id=who.id,
        name=who.name,
        question=row.question,
        asked_at=row.asked_at,
        stance=Stance(row.stance) if row.stance and row.answered_at else None,
        answer=row.answer,
        answered_at=row.answered_at,
        waived_because=row.waived_because,
    )
