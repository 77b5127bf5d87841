"""Commands that decide: ask for approval, approve, reject, do without a second approver."""

from datetime import datetime

from sqlmodel import Session

from cxgame.boards import facts, flow, history, news, raci, scope
from cxgame.boards import form as forms
from cxgame.boards.history import Happened
from cxgame.boards.models import Card
from cxgame.boards.raci import Approval, Facts, Letter, Stage
from cxgame.errors import Conflict, NotAllowed, Refused
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role


def submit_for_approval(
    session: Session, *, actor: Actor, card_id: int, version: int, now: datetime
) -> int:
    """Put a plan before its A and return its new version; from the first column it moves on.

    Whoever does so stands for the text. Raise Refused with everything that is missing.
    """
    command = "boards.submit_for_approval"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    if reasons := raci.against_submission(facts.of_card(session, card)):
        raise Refused(reasons)
    card.version += 1
    flow.submit(session, card, by=actor.person_id, now=now)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def approve_card(
    session: Session, *, actor: Actor, card_id: int, version: int, now: datetime
) -> int:
    """Say yes to what waits for the actor and return the card's new version.

    A plan is approved by A (and the second approver, where there is one) and goes on to Do; a card
    said to be done is confirmed by A and goes to the last column. Who stands in for A decides in
    A's place. Raise NotAllowed for anybody else, Refused with every reason against it.
    """
    card, known = _for_decision(session, "boards.approve_card", actor, card_id, version)
    if _is_confirmation(card, known):
        _confirm(session, card, known, actor, now)
    else:
        _approve(session, card, known, actor, now)
    session.flush()
    audit.note(session, actor, "boards.approve_card", "card", card.id, now=now)
    return card.version


def reject_card(
    session: Session, *, actor: Actor, card_id: int, reason: str, version: int, now: datetime
) -> int:
    """Say no, with a reason, to what waits for the actor; return the card's new version.

    A plan under review goes back to the first column, one under way stays where it is; a card said
    to be done stays too.
    """
    card, known = _for_decision(session, "boards.reject_card", actor, card_id, version)
    because, by = forms.reason(reason), actor.person_id
    card.version += 1
    if _is_confirmation(card, known):
        card.done_asked_at = card.done_asked_by = None
        _tell_all(session, card, Happened.SENT_BACK, because, by=by, now=now)
    elif known.approval is Approval.WAITING:
        card.approval, card.rejected_because = Approval.REJECTED.value, because
        card.approved_at = card.second_approved_at = card.approved_by = None
        if known.stage is Stage.REVIEW:
            flow.move_to(session, card, Stage.DRAFT, now=now)
        _tell_all(session, card, Happened.REJECTED, because, by=by, now=now)
    else:
        raise Conflict("There is nothing to decide: nobody has asked for it yet.")
    session.flush()
    audit.note(session, actor, "boards.reject_card", "card", card.id, now=now)
    return card.version


def waive_second_approver(
    session: Session, *, actor: Actor, card_id: int, reason: str, version: int, now: datetime
) -> int:
    """Record why a plan whose A is also R needs no second approver; return its new version.

    A or a director may do so; raise NotAllowed for anybody else.
    """
    command = "boards.waive_second_approver"
    permissions.require(actor, command, person_id=actor.person_id)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    known = facts.of_card(session, card)
    if actor.role is not Role.DIRECTOR and not raci.is_accountable(known, _as(actor, known)):
        raise NotAllowed("Only A or a director does without the second approver.")
    history.expect_version(session, card, version)
    if not raci.lacks_second(known):
        raise Conflict("This card needs no second approver.")
    because = forms.reason(reason)
    card.second_waived_by, card.second_waived_because = actor.person_id, because
    card.version += 1
    by = actor.person_id
    history.write(session, card, Happened.WAIVED_SECOND, person_id=by, now=now, why=because)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def _for_decision(
    session: Session, command: str, actor: Actor, card_id: int, version: int
) -> tuple[Card, Facts]:
    """Return the card, locked and in the version that was seen, for somebody whose word counts."""
    permissions.require(actor, command, person_id=actor.person_id)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    known = facts.of_card(session, card)
    if not raci.approves(known, _as(actor, known)):
        raise NotAllowed("Only the person with A decides this.")
    history.expect_version(session, card, version)
    if card.cancelled_at is not None:
        raise Conflict("This card was cancelled.")
    return card, known


def _as(actor: Actor, known: Facts) -> int | None:
    return raci.acting_as(known, actor.person_id, actor.stands_in_for)


def _is_confirmation(card: Card, known: Facts) -> bool:
    """Tell whether what waits is the word that the card is done, not the plan's approval."""
    return card.done_asked_at is not None and known.approval is not Approval.WAITING


def _confirm(session: Session, card: Card, known: Facts, actor: Actor, now: datetime) -> None:
    as_whom = _as(actor, known)
    if not raci.is_accountable(known, as_whom):
        raise NotAllowed("Only the person with A decides this.")
    if reasons := raci.against_move(known, Stage.DONE, as_whom):
        raise Refused(reasons)
    card.version += 1
    flow.finish(session, card, by=actor.person_id, now=now)


def _approve(session: Session, card: Card, known: Facts, actor: Actor, now: datetime) -> None:
    by, as_whom = actor.person_id, _as(actor, known)
    if reasons := raci.against_approval(known, as_whom, by):
        raise Refused(reasons)
    card.version += 1
    if raci.is_accountable(known, as_whom):
        card.approved_at, card.approved_by = now, by
        place = {"in_place_of": as_whom} if as_whom != by else {}
        history.write(session, card, Happened.APPROVED, person_id=by, now=now, **place)
    else:
        card.second_approved_at = now
        history.write(session, card, Happened.SECONDED, person_id=by, now=now)
    if card.approved_at is None or (known.second and card.second_approved_at is None):
        return
    card.approval = Approval.APPROVED.value
    facts.seal(session, card)
    if known.stage is Stage.REVIEW:
        flow.move_to(session, card, Stage.DO, now=now)
    told = news.holding(session, card, Letter.RESPONSIBLE, Letter.INFORMED)
    event = f"decided:{card.version}"
    news.tell(session, card, told, event=event, message=news.APPROVED, by=by, now=now)


def _tell_all(
    session: Session, card: Card, kind: Happened, because: str, *, by: int | None, now: datetime
) -> None:
    """Note a no in the history and tell those who work on it; a plan's no is told to I too."""
    history.write(session, card, kind, person_id=by, now=now, why=because)
    is_plan = kind is Happened.REJECTED
    letters = (Letter.RESPONSIBLE, Letter.INFORMED) if is_plan else (Letter.RESPONSIBLE,)
    news.tell(
        session,
        card,
        news.holding(session, card, *letters),
        event=f"decided:{card.version}",
        message=news.REJECTED if is_plan else news.SENT_BACK,
        by=by,
        now=now,
        why=because,
    )
