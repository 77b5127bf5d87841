"""Customers' requests: received, proved to be theirs, answered in time; each step is noted."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.entries import LONGEST_WORD, tidy_text
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.privacy.models import PrivacyRequest, RequestKind, RequestState

ANSWER_WITHIN = timedelta(days=15)  # LGPD, art. 19, II; of other requests it is our own promise
LONGEST_NOTE = 2_000  # characters
OPEN = (RequestState.RECEIVED, RequestState.PROVED)


def note_request(
    session: Session,
    *,
    actor: Actor,
    kind: RequestKind,
    name: str,
    contact: str,
    received_on: date,
    now: datetime,
) -> int:
    """Note that a customer asks for something, start its clock and return its id.

    Raise InvalidInput without a way to answer, or for a day to come.
    """
    permissions.require(actor, "thread.note_request")
    reached = tidy_text(contact, LONGEST_WORD)
    if not reached:
        raise InvalidInput("Write where the answer goes: an e-mail, a phone, an address.")
    if received_on > clock.local_day(now):
        raise InvalidInput("A request can't come in on a day to come.")
    row = PrivacyRequest(
        kind=kind,
        name=tidy_text(name, LONGEST_WORD),
        contact=reached,
        received_on=received_on,
        due_on=received_on + ANSWER_WITHIN,
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    _noted(session, actor, "thread.note_request", row, now)
    return row.id


def prove_identity(
    session: Session, *, actor: Actor, request_id: int, proof: str, version: int, now: datetime
) -> None:
    """Note how we know that it is the customer who asks; raise InvalidInput without words."""
    row = _open(session, actor, "thread.prove_identity", request_id, version)
    words = tidy_text(proof, LONGEST_NOTE)
    if not words:
        raise InvalidInput("Write how you know that it is the customer who asks.")
    row.proof, row.proved_at, row.state = words, now, RequestState.PROVED
    _noted(session, actor, "thread.prove_identity", row, now)


def close_request(
    session: Session,
    *,
    actor: Actor,
    request_id: int,
    is_done: bool,
    outcome: str,
    version: int,
    now: datetime,
) -> None:
    """Note what was answered, or why the request was refused.

    Raise InvalidInput without words, and for a request that is fulfilled before anybody knows
    that it is the customer who asks.
    """
    row = _open(session, actor, "thread.close_request", request_id, version)
    words = tidy_text(outcome, LONGEST_NOTE)
    if not words:
        raise InvalidInput("Write what the customer was answered.")
    if is_done and row.state != RequestState.PROVED:
        raise InvalidInput("Note first how you know that it is the customer who asks.")
    row.outcome, row.closed_at = words, now
    row.state = RequestState.DONE if is_done else RequestState.REFUSED
    _noted(session, actor, "thread.close_request", row, now)


def _open(
    session: Session, actor: Actor, command: str, request_id: int, version: int
) -> PrivacyRequest:
    permissions.require(actor, command)
    row = session.get(PrivacyRequest, request_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such request.")
    if row.state not in OPEN:
        raise Conflict("This request is closed already.")
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    return row


def _noted(
    session: Session, actor: Actor, command: str, row: PrivacyRequest, now: datetime
) -> None:
    if command != "thread.note_request":
        row.version += 1
    session.flush()
    audit.note(session, actor, command, "privacy_request", row.id, now=now, state=row.state)
