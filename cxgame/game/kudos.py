"""Thank a colleague, and pass on what a customer said in praise of one."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.content import Counted
from cxgame.errors import InvalidInput, NotFound, Refused
from cxgame.game import badging, rules, service, thanks
from cxgame.game.badges import CUSTOMER
from cxgame.game.models import Kudos
from cxgame.game.thanks import Given
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards.models import SopStep

FROM_COLLEAGUE = N_("{name} thanks you")
PASSED_ON = N_("A customer praised you")


def give_kudos(
    session: Session,
    *,
    actor: Actor,
    sender_id: int,
    person_id: int,
    value: str,
    text: str = "",
    sop_step_id: int | None = None,
    now: datetime,
) -> int:
    """Thank a colleague, who is told, and return the kudos' id.

    Raise Refused with every limit against it, InvalidInput for an unknown value or too long a
    text, NotFound where there is nobody, or no such step.
    """
    permissions.require(actor, "game.give_kudos", person_id=sender_id)
    if sop_step_id is not None and session.get(SopStep, sop_step_id) is None:
        raise NotFound("There is no such step.")
    colleague = _lock_both(session, sender_id, person_id)
    today = clock.local_day(now)
    _require_within_limits(session, sender_id, colleague, today)
    got = _count(session, person_id, to=sender_id, since=today - thanks.RETURN)
    kudos = Kudos(
        person_id=person_id,
        team_id=colleague.team_id,
        sender_id=sender_id,
        sop_step_id=sop_step_id,
        value=value,
        text=_words(value, text),
        brings_points=thanks.brings_points(got_from_colleague=got),
        created_at=now,
        on_day=today,
    )
    _write(session, kudos, f"person:{sender_id}", now)
    name = session.get_one(Person, sender_id).name
    _tell(session, kudos, FROM_COLLEAGUE, now, name=name)
    badging.grant(session, person_id=sender_id, kinds=(Counted.KUDOS_TO,), now=now)
    audit.note(session, actor, "game.give_kudos", "kudos", kudos.id, now=now)
    return kudos.id


def pass_on(
    session: Session, *, record_id: int, person_id: int, sender_id: int | None, now: datetime
) -> int | None:
    """Write down a customer's compliment for a person, once; return the id, None for the second.

    Whoever calls has seen to it that the record is a compliment and the passing on is allowed.
    """
    person = turns.lock_person(session, person_id)
    if not person.is_active:
        raise InvalidInput("This colleague is no longer here.")
    known = select(Kudos.id).where(Kudos.record_id == record_id, Kudos.person_id == person_id)
    if session.exec(known).first() is not None:
        return None
    kudos = Kudos(
        person_id=person_id,
        team_id=person.team_id,
        sender_id=sender_id if sender_id != person_id else None,
        record_id=record_id,
        value=thanks.FROM_CUSTOMER,
        brings_points=True,
        created_at=now,
        on_day=clock.local_day(now),
    )
    _write(session, kudos, CUSTOMER, now)
    _tell(session, kudos, PASSED_ON, now)
    return kudos.id


def _words(value: str, text: str) -> str:
    """Return the words tidied; raise InvalidInput for an unknown value or too long a text."""
    words = " ".join(text.split())
    if value not in thanks.VALUES:
        raise InvalidInput("Choose what you say thanks for.")
    if len(words) > thanks.LONGEST:
        raise InvalidInput(
            "Keep it to {limit} characters: it has {found}.", limit=thanks.LONGEST, found=len(words)
        )
    return words


def _require_within_limits(
    session: Session, sender_id: int, colleague: Person, today: date
) -> None:
    since = today - thanks.PAIR
    given = Given(
        today=_count(session, sender_id, since=today),
        to_colleague=_count(session, sender_id, to=colleague.id, since=since),
    )
    is_oneself = sender_id == colleague.id
    if reasons := thanks.against(given, is_oneself=is_oneself, is_active=colleague.is_active):
        raise Refused(reasons)


def _write(session: Session, kudos: Kudos, sender: str, now: datetime) -> None:
    session.add(kudos)
    session.flush()
    service.award(
        session,
        person_id=kudos.person_id,
        rule=rules.KUDOS,
        object=f"kudos:{kudos.id}",
        revision=sender,
        brings_points=kudos.brings_points,
        now=now,
    )


def _tell(session: Session, kudos: Kudos, message: str, now: datetime, **values: object) -> None:
    notices.tell(
        session,
        people=[kudos.person_id],
        key=f"kudos:{kudos.id}",
        message=message,
        link="kudos",
        now=now,
        **values,
    )


def _lock_both(session: Session, sender_id: int, person_id: int) -> Person:
    """Lock both in one order, so that thanks in both directions don't wait for each other."""
    locked = {each: turns.lock_person(session, each) for each in sorted({sender_id, person_id})}
    return locked[person_id]


def _count(session: Session, sender_id: int, *, since: date, to: int | None = None) -> int:
    """Return how many kudos somebody gave since a day: the day itself, or what came after it."""
    query = select(func.count()).where(Kudos.sender_id == sender_id, col(Kudos.record_id).is_(None))
    if to is None:
        return session.exec(query.where(col(Kudos.on_day) >= since)).one()
    return session.exec(query.where(Kudos.person_id == to, col(Kudos.on_day) > since)).one()
