"""What an SOP asks of the reader, and what the reader signed of it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cxgame.people.actor import Actor
from cxgame.standards.signing import duties, register
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.register import SignatureLine


@dataclass(frozen=True)
class Mine:
    """What waits for the reader (None: nothing), and the own signatures, newest first."""

    kind: Kind | None
    due_on: date | None
    signatures: tuple[SignatureLine, ...]


def mine(session: Session, *, actor: Actor, code: str) -> Mine:
    """Return how an SOP stands with the reader; raise NotFound for an unknown code."""
    signed = register.own_signatures(session, actor=actor, code=code)
    waiting = [one for one in duties.to_sign(session, actor=actor) if one.code == code]
    ask = waiting[0] if waiting else None
    return Mine(
        kind=ask.kind if ask else None,
        due_on=ask.due_on if ask else None,
        signatures=tuple(signed),
    )
