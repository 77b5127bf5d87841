"""Read boards and cards, as far as the actor sees them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.boards import facts, history, layout, raci, scope, writing
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Consultation, Level
from cxgame.boards.raci import Approval, Facts, Holder, Letter, Stage
from cxgame.boards.views import (
    BoardView,
    CardBrief,
    CardView,
    ColumnView,
    ConsultationView,
    Decision,
    Face,
    Filters,
    May,
    Target,
)
from cxgame.errors import Reason
from cxgame.people import queries as people
from cxgame.people.actor import Actor

SHOW_DONE = timedelta(days=30)  # older ones are counted, not drawn
LOOK_ONLY = Reason("Those with A or R, their manager or a director change this card.")


def board_view(
    session: Session, *, actor: Actor, level: Level, now: datetime, filters: Filters | None = None
) -> BoardView:
    """Return the company's board of a level with the cards that the actor sees."""
    board = layout.main_board(session, level)
    columns = layout.columns(session, board.id)
    wanted = _wanted(board.id, actor, filters or Filters(), now)
    recent = col(Card.done_at).is_(None) | (col(Card.done_at) > now - SHOW_DONE)
    cards = list(session.exec(wanted.where(recent).order_by(col(Card.position))))
    briefs = _briefs(session, cards, level, columns, actor, now)
    older = _older(session, wanted, now)
    return BoardView(
        id=board.id,
        level=level,
        name=named(board.name, actor),
        columns=tuple(
            ColumnView(
                id=column.id,
                key=column.key,
                name=named(column.name, actor),
                stage=Stage(column.stage),
                wip_limit=column.wip_limit,
                is_done=column.is_done,
                cards=tuple(briefs[card.id] for card in cards if card.column_id == column.id),
                older=older[column.id],
            )
            for column in columns
        ),
    )


def card_view(session: Session, *, actor: Actor, card_id: int, now: datetime) -> CardView:
    """Return everything about a card; raise NotFound when the actor may not see it."""
    card = scope.card(session, actor=actor, card_id=card_id)
    level = Level(session.get_one(Board, card.board_id).level)
    columns = layout.columns(session, card.board_id)
    column = next(one for one in columns if one.id == card.column_id)
    known, names = facts.of_card(session, card), people.person_names(session)
    asked = _consultations(session, card, known)
    served = session.get(Card, card.serves_card_id) if card.serves_card_id else None
    blocked = _blocked(card, known, level, columns, actor)
    return CardView(
        id=card.id,
        level=level,
        column=named(column.name, actor),
        column_key=column.key,
        stage=known.stage,
        form=writing.read(session, card),
        team=people.team_names(session).get(card.team_id or 0, ""),
        serves=served.title if served else "",
        decision=_decision(card, known, names, actor),
        is_overdue=is_overdue(card, clock.local_day(now)),
        cancelled_because=card.cancelled_because,
        done_at=card.done_at,
        created_by=names.get(card.created_by or 0, ""),
        created_at=card.created_at,
        faces=all_faces(known),
        consultations=asked,
        events=tuple(reversed(history.events(session, card.id))),
        missing=tuple(raci.against_letters(known)),
        targets=tuple(
            Target(one.key, named(one.name, actor), blocked.get(one.key, ()))
            for one in columns
            if one.id != card.column_id
        ),
        may=_may(card, known, level, asked, actor),
        version=card.version,
    )


def named(words: Mapping[str, str], actor: Actor) -> str:
    """Return the words in the actor's language."""
    return words.get(actor.locale) or words["en"]


def is_overdue(card: Card, today: date) -> bool:
    """Tell whether an unfinished card is past its day."""
    return card.due_on is not None and card.due_on < today and card.done_at is None


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
        query = query.where(col(Card.due_on) < today, col(Card.done_at).is_(None))
    return query


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
            heard=len(known[card.id].consulted) - len(known[card.id].awaited),
            asked=len(known[card.id].consulted),
            faces=acting_faces(known[card.id]),
            missing=tuple(raci.against_letters(known[card.id])),
            blocked=_blocked(card, known[card.id], level, columns, actor),
            version=card.version,
        )
        for card in cards
    }


def _blocked(
    card: Card, known: Facts, level: Level, columns: list[BoardColumn], actor: Actor
) -> dict[str, tuple[Reason, ...]]:
    """Return by column key why the actor can't move the card there."""
    others = [column for column in columns if column.id != card.column_id]
    if not _may_touch("boards.move_card", actor, level, card, known):
        return {column.key: (LOOK_ONLY,) for column in others}
    against = {
        column.key: tuple(raci.against_move(known, Stage(column.stage), actor.person_id))
        for column in others
    }
    return {key: reasons for key, reasons in against.items() if reasons}


def _may_touch(command: str, actor: Actor, level: Level, card: Card, known: Facts) -> bool:
    acting = {who.id for who in (*known.accountable, *known.responsible)}
    return scope.may_touch(command, actor=actor, level=level, team_id=card.team_id, acting=acting)


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
        against=tuple(raci.against_approval(known, actor.person_id)) if waits else (),
    )


def _may(
    card: Card,
    known: Facts,
    level: Level,
    asked: tuple[ConsultationView, ...],
    actor: Actor,
) -> May:
    is_open, me = card.cancelled_at is None and card.done_at is None, actor.person_id
    change, cancel = (
        _may_touch(command, actor, level, card, known)
        for command in ("boards.change_card", "boards.cancel_card")
    )
    is_mine = raci.is_accountable(known, me)
    return May(
        change=is_open and change,
        submit=is_open and change and _is_to_submit(known, me),
        decide=is_open and _is_to_decide(card, known, me),
        answer=is_open and any(one.person_id == me and one.asked_at for one in asked),
        waive=is_open and is_mine,
        waive_second=is_open and is_mine and raci.lacks_second(known),
        cancel=is_open and cancel,
    )


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
        answer=row.answer,
        answered_at=row.answered_at,
        waived_because=row.waived_because,
    )
