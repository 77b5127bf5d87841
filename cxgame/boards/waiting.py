"""What waits for somebody on the boards: approvals, confirmations, consultations, own tasks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import facts, raci
from cxgame.boards.models import Board, Card, CardRole, Consultation, Level
from cxgame.boards.plans import checking
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Approval, Facts, Letter
from cxgame.people import queries as people
from cxgame.people.actor import Actor

DECIDE_WITHIN = timedelta(days=3)
ANSWER_WITHIN = timedelta(days=3)


class Ask(StrEnum):
    """What somebody is waited for."""

    APPROVE = "approve"
    CONFIRM = "confirm"
    ANSWER = "answer"
    DO = "do"
    VERIFY = "verify"  # the check of a plan is due
    LOOK_OVER = "look_over"  # an approver wrote last: R looks it over and asks for the approval


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the actor since a moment; `due_on` is None without a clock.

    `detail` is the question of a consultation, else empty. The card opens at
    `board?level={level}&card={card_id}`.
    """

    kind: Ask
    card_id: int
    title: str
    level: Level
    team: str
    since: datetime
    due_on: date | None
    is_overdue: bool
    detail: str = ""


def waiting_for(session: Session, *, actor: Actor, now: datetime) -> list[Waiting]:
    """Return what waits for the actor, the soonest clock first, what has none last.

    An approval waits once it could be given: while consultations are open it is not A's turn.
    """
    cards = _cards(session, actor, now) if actor.person_id else []
    known = facts.of_cards(session, cards)
    asked = _asked(session, actor)
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    teams = people.team_names(session)
    found = [
        Waiting(
            kind=kind,
            card_id=card.id,
            title=card.title,
            level=Level(levels[card.board_id]),
            team=teams.get(card.team_id or 0, ""),
            since=since,
            due_on=due_on,
            is_overdue=due_on is not None and due_on < clock.local_day(now),
            detail=detail,
        )
        for card in cards
        for kind, since, due_on, detail in _asks(
            card, known[card.id], asked.get(card.id), actor, now
        )
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.since))


def _cards(session: Session, actor: Actor, now: datetime) -> list[Card]:
    """Return the open cards that can ask something of the actor: few, however many A there are."""
    me = actor.person_id
    standing = {me, *actor.stands_in_for}
    held = select(CardRole.card_id).where(col(CardRole.person_id).in_(standing))
    works_on = held.where(CardRole.letter == Letter.RESPONSIBLE)
    asked = select(Consultation.card_id).where(
        Consultation.person_id == me, col(Consultation.answered_at).is_(None)
    )
    waits = (col(Card.approval) == Approval.WAITING) | col(Card.done_asked_at).is_not(None)
    decides = col(Card.id).in_(held) | (col(Card.second_approver_id) == me)
    checked = select(Plan.card_id).where(
        Plan.check_on <= clock.local_day(now),  # type: ignore[operator]  # a column
        col(Plan.verdict).is_(None),
    )
    checks = col(Card.id).in_(checked) & (
        decides | col(Card.id).in_(select(Plan.card_id).where(Plan.verifier_id == me))
    )
    query = select(Card).where(
        col(Card.done_at).is_(None),
        col(Card.cancelled_at).is_(None),
        col(Card.id).in_(works_on) | col(Card.id).in_(asked) | (waits & decides) | checks,
    )
    return list(session.exec(query))


def _asked(session: Session, actor: Actor) -> dict[int, Consultation]:
    """Return by card the consultations that the actor has not answered."""
    query = select(Consultation).where(
        Consultation.person_id == actor.person_id,
        col(Consultation.answered_at).is_(None),
        col(Consultation.waived_at).is_(None),
    )
    return {row.card_id: row for row in session.exec(query)}


def _asks(
    card: Card, known: Facts, asked: Consultation | None, actor: Actor, now: datetime
) -> list[tuple[Ask, datetime, date | None, str]]:
    """Return what one card asks of the actor: kind, since when, until when, detail."""
    me = actor.person_id
    as_whom = raci.acting_as(known, me, actor.stands_in_for)
    found: list[tuple[Ask, datetime, date | None, str]] = []
    if known.approval is Approval.WAITING and raci.approves(known, as_whom):
        if card.submitted_at and not raci.against_approval(known, as_whom, me):
            since = card.submitted_at
            found.append((Ask.APPROVE, since, _day(since + DECIDE_WITHIN), ""))
    elif card.done_asked_at and raci.is_accountable(known, as_whom):
        since = card.done_asked_at
        found.append((Ask.CONFIRM, since, _day(since + DECIDE_WITHIN), ""))
    if asked and any(who.id == me for who in known.consulted):
        until = _day(asked.asked_at + ANSWER_WITHIN)
        found.append((Ask.ANSWER, asked.asked_at, until, asked.question))
    if checking.is_due(card, known, _day(now)) and checking.is_asked(actor, known):
        day = known.plan.check_on if known.plan else None
        found.append((Ask.VERIFY, card.entered_at, day, ""))
    is_r = any(who.id in {me, *actor.stands_in_for} for who in known.responsible)
    is_waiting = known.approval is Approval.WAITING
    if is_r and is_waiting and card.submitted_at and not raci.approves(known, me):
        if raci.approves(known, known.editor_id):
            found.append((Ask.LOOK_OVER, card.submitted_at, card.due_on, ""))
    elif is_r and not is_waiting and card.done_asked_at is None and not known.is_on_hold:
        found.append((Ask.DO, card.entered_at, card.due_on, ""))
    return found


def _day(moment: datetime) -> date:
    return clock.local_day(moment)
