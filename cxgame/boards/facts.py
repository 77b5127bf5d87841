"""Read a card into the plain facts that the gates look at."""

from dataclasses import replace

from sqlmodel import Session, col, select

from cxgame.boards import writing
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Consultation, Level
from cxgame.boards.plans import standing
from cxgame.boards.plans.fingerprint import fingerprint
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Approval, Facts, Holder, Letter, Stage
from cxgame.people.models import Person


def of_card(session: Session, card: Card) -> Facts:
    """Return the facts of one card, read afresh; an approval of something else counts as none."""
    known = of_cards(session, [card])[card.id]
    if known.is_plan and known.approval is Approval.APPROVED and not _is_sealed(session, card):
        return replace(known, approval=Approval.WAITING)
    return known


def seal(session: Session, card: Card) -> None:
    """Note what exactly A approved."""
    plan = session.get(Plan, card.id)
    if plan is not None:
        plan.sealed = fingerprint(writing.read(session, card), plan)


def _is_sealed(session: Session, card: Card) -> bool:
    """Tell whether the card still is what was approved; old approvals bear no seal."""
    plan = session.get(Plan, card.id)
    if plan is None or not plan.sealed:
        return True
    return plan.sealed == fingerprint(writing.read(session, card), plan)


def of_cards(session: Session, cards: list[Card]) -> dict[int, Facts]:
    """Return the facts of many cards by id, in seven queries however many they are."""
    ids = [card.id for card in cards]
    letters = _letters(session, ids)
    awaited = _awaited(session, ids)
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    stages = dict(session.exec(select(BoardColumn.id, BoardColumn.stage)).all())
    is_plan = {card.id: levels[card.board_id] != Level.OPERATIONAL for card in cards}
    plans = standing.plan_facts(session, [card for card in cards if is_plan[card.id]])
    seconds = _holders(session, {card.second_approver_id for card in cards})
    return {
        card.id: Facts(
            is_plan=is_plan[card.id],
            stage=Stage(stages[card.column_id]),
            approval=Approval(card.approval),
            accountable=letters.get((card.id, Letter.ACCOUNTABLE), ()),
            responsible=letters.get((card.id, Letter.RESPONSIBLE), ()),
            consulted=letters.get((card.id, Letter.CONSULTED), ()),
            informed=letters.get((card.id, Letter.INFORMED), ()),
            awaited=_open(awaited.get(card.id, {}), letters.get((card.id, Letter.CONSULTED), ())),
            editor_id=card.last_editor_id,
            is_first_approved=card.approved_at is not None,
            second=seconds.get(card.second_approver_id or 0),
            is_second_approved=card.second_approved_at is not None,
            is_second_waived=card.second_waived_by is not None,
            plan=plans.get(card.id),
            is_on_hold=card.held_at is not None,
        )
        for card in cards
    }


def _letters(session: Session, ids: list[int]) -> dict[tuple[int, str], tuple[Holder, ...]]:
    query = (
        select(CardRole.card_id, CardRole.letter, CardRole.person_id)
        .where(col(CardRole.card_id).in_(ids))
        .order_by(col(CardRole.id))
    )
    rows = session.exec(query).all()
    holders = _holders(session, {person_id for _card, _letter, person_id in rows})
    found: dict[tuple[int, str], tuple[Holder, ...]] = {}
    for card_id, letter, person_id in rows:
        held = found.get((card_id, letter), ())
        found[card_id, letter] = (*held, holders[person_id])
    return found


def _awaited(session: Session, ids: list[int]) -> dict[int, dict[int, bool]]:
    """Return {card: {person: is still open}}."""
    query = select(
        Consultation.card_id,
        Consultation.person_id,
        Consultation.answered_at,
        Consultation.waived_at,
    ).where(col(Consultation.card_id).in_(ids))
    found: dict[int, dict[int, bool]] = {}
    for card_id, person_id, answered_at, waived_at in session.exec(query):
        found.setdefault(card_id, {})[person_id] = answered_at is None and waived_at is None
    return found


def _open(asked: dict[int, bool], consulted: tuple[Holder, ...]) -> tuple[Holder, ...]:
    """Return those with a C who were not asked yet, or whose answer is still open."""
    return tuple(who for who in consulted if asked.get(who.id, True))


def _holders(session: Session, ids: set[int | None]) -> dict[int, Holder]:
    wanted = {person_id for person_id in ids if person_id is not None}
    if not wanted:
        return {}
    query = select(Person.id, Person.name, Person.is_active).where(col(Person.id).in_(wanted))
    return {row[0]: Holder(*row) for row in session.exec(query)}
