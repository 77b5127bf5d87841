"""Commands on consultations: answer one, or do without the answer."""

from datetime import datetime

from sqlmodel import Session, select

from cxgame.boards import facts, flow, history, news, raci, scope
from cxgame.boards import form as forms
from cxgame.boards.history import Happened
from cxgame.boards.models import Card, Consultation
from cxgame.boards.raci import Letter, Stance
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def answer_consultation(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    answer: str = "",
    stance: Stance = Stance.COMMENT,
    now: datetime,
) -> None:
    """Store what the actor answers to a consultation; answering again replaces it.

    Who agrees needs no words. An objection is told to A, who decides. Raise NotFound where the
    actor is not consulted, InvalidInput for an objection or a comment without words.
    """
    command = "boards.answer_consultation"
    permissions.require(actor, command, person_id=actor.person_id)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    row = _consultation(session, card, actor.person_id)
    words = forms.text(answer)
    if not words and stance is not Stance.AGREE:
        raise InvalidInput("Write your answer first.")
    row.stance, row.answer, row.answered_at = stance.value, words, now
    kind = Happened.OBJECTED if stance is Stance.OBJECT else Happened.ANSWERED
    history.write(session, card, kind, person_id=actor.person_id, now=now)
    session.flush()
    if stance is Stance.OBJECT:
        news.tell(
            session,
            card,
            news.holding(session, card, Letter.ACCOUNTABLE),
            event=f"objection:{actor.person_id}:{card.version}",
            message=news.OBJECTED,
            by=actor.person_id,
            now=now,
            who=actor.name,
        )
    audit.note(session, actor, command, "card", card.id, now=now)


def waive_consultation(
    session: Session, *, actor: Actor, card_id: int, person_id: int, reason: str, now: datetime
) -> None:
    """Record why A goes on without somebody's answer; raise NotAllowed for anybody but A."""
    command = "boards.waive_consultation"
    permissions.require(actor, command, person_id=actor.person_id)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    known = facts.of_card(session, card)
    as_whom = raci.acting_as(known, actor.person_id, actor.stands_in_for)
    if not raci.is_accountable(known, as_whom):
        raise NotAllowed("Only the person with A decides this.")
    flow.ask_consulted(session, card, by=actor.person_id, now=now)
    row = _consultation(session, card, person_id)
    if row.answered_at is not None:
        raise Conflict("This person has already answered.")
    row.waived_by, row.waived_at, row.waived_because = actor.person_id, now, forms.reason(reason)
    by = actor.person_id
    history.write(session, card, Happened.WAIVED, person_id=by, now=now, of=person_id)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now, person_id=person_id)


def _consultation(session: Session, card: Card, person_id: int | None) -> Consultation:
    query = select(Consultation).where(
        Consultation.card_id == card.id, Consultation.person_id == person_id
    )
    row = session.exec(query).first()
    if row is None:
        raise NotFound("Nobody has asked this person yet.")
    return row
