"""An SOP that goes through versions, and people who sign them."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from cxgame.content import Change, Sop, Step, Version
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.standards.signing import service
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.service import Wish
from tests.conftest import NOON
from tests.learning.library import LIBRARY, SOP, both

CODE = SOP.code
APRIL = date(2026, 4, 1)


def next_version(
    before: Sop, change: Change, *steps: Step, effective_from: date = APRIL, gone: str = ""
) -> Sop:
    """Return the version after one: these steps in the place of those with their ids."""
    new = {step.id: step for step in steps}
    kept = tuple(new.pop(step.id, step) for step in before.steps if step.id != gone)
    entry = Version(
        before.version + 1, effective_from, change, both("Outra", "Another"), tuple(new)
    )
    return replace(
        before,
        version=before.version + 1,
        change=change,
        effective_from=effective_from,
        steps=(*kept, *new.values()),
        history=(entry, *before.history),
    )


PROMISE = replace(SOP.steps[2], text=both("Diga dia e hora.", "Say day and hour."))
MAJOR = next_version(SOP, Change.MAJOR, PROMISE)
GREET = replace(SOP.steps[0], text=both("Olhe e sorria.", "Look up and smile."))
MINOR = next_version(MAJOR, Change.MINOR, GREET)


def publish(session: Session, sop: Sop, *, now: datetime = NOON) -> None:
    """Put a text of the SOP in force."""
    library = replace(LIBRARY, sops=(sop,), tracks=(), modules=())
    import_content(session, actor=Actor.system(), library=library, now=now)


def ask(
    session: Session,
    actor: Actor,
    sop: Sop = SOP,
    kind: Kind = Kind.SIGN,
    *,
    questions: int = 7,
    now: datetime = NOON,
    **wish: object,
) -> int:
    """Decide what the version in force asks."""
    return service.decide(
        session,
        actor=actor,
        code=CODE,
        revision=sop.revision,
        wish=Wish(kind, **wish),  # type: ignore[arg-type]
        questions=questions,
        now=now,
    )


def sign(session: Session, actor: Actor, sop: Sop = SOP, *, now: datetime = NOON) -> int:
    """Sign the version in force."""
    return service.sign_sop(
        session,
        actor=actor,
        person_id=actor.person_id or 0,
        code=CODE,
        revision=sop.revision,
        now=now,
    )
