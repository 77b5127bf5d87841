"""Write down what happens to a case."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from cxgame.errors import InvalidInput
from cxgame.feedback.cases.models import Case, CaseEvent
from cxgame.feedback.cases.words import EventKind, Means, Outcome
from cxgame.people.actor import Actor

LONGEST = 4_000  # characters


def add(
    session: Session,
    case: Case,
    kind: EventKind,
    actor: Actor,
    *,
    now: datetime,
    text: str = "",
    means: Means | None = None,
    outcome: Outcome | None = None,
    at: datetime | None = None,
    **values: Any,  # plain ones: they are stored as JSON
) -> int:
    """Add a line to a case's history and return its id; `at` is when it happened, if before."""
    event = CaseEvent(
        case_id=case.id,
        kind=kind,
        means=means,
        outcome=outcome,
        text=text,
        values=values or None,
        person_id=actor.person_id,
        at=at or now,
    )
    session.add(event)
    session.flush()
    return event.id


def tidy(text: str, longest: int = LONGEST) -> str:
    """Return what somebody wrote without outer spaces; raise InvalidInput when too long."""
    words = text.strip().replace("\x00", "").replace("\r\n", "\n")
    if len(words) > longest:
        raise InvalidInput("The text has at most {n} characters.", n=longest)
    return words
