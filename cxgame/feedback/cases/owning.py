"""Who answers for a case: take it over, or hand it over with a word."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases import history, scope, telling
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Status
from cxgame.people import accounts, audit
from cxgame.people.actor import Actor
from cxgame.people.models import Person


def take_case(session: Session, *, actor: Actor, case_id: int, version: int, now: datetime) -> None:
    """Make a case one's own; raise Conflict on a stale version, or when it is already."""
    case = scope.reached(session, actor, "feedback.take_case", case_id, version)
    if case.owner_id == actor.person_id:
        raise Conflict("This case is yours already.")
    set_owner(session, case, actor.person_id, actor, now=now)
    audit.note(session, actor, "feedback.take_case", "case", case_id, now=now)


def hand_over_case(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    note: str = "",
    version: int,
    now: datetime,
) -> None:
    """Give a case to a colleague, with a note for them, and tell them.

    Raise NotFound for nobody, InvalidInput where the case is not for them to see, Conflict on a
    stale version.
    """
    case = scope.reached(session, actor, "feedback.hand_over_case", case_id, version)
    check_owner(session, case, person_id)
    set_owner(session, case, person_id, actor, now=now, note=history.tidy(note))
    audit.note(
        session, actor, "feedback.hand_over_case", "case", case_id, now=now, person_id=person_id
    )


def check_owner(session: Session, case: Case, person_id: int) -> None:
    """Raise unless this person may answer for the case: active, and the team theirs to see."""
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        raise NotFound("There is no such person.")
    owner = accounts.as_actor(session, person)
    if not owner.sees_team(case.team_id) or (case.is_secret and not owner.holds_office):
        raise InvalidInput("{name} does not see this team’s customers.", name=person.name)


def set_owner(
    session: Session,
    case: Case,
    person_id: int | None,
    actor: Actor,
    *,
    now: datetime,
    note: str = "",
) -> None:
    """Change the owner, write it down and tell them, unless they did it themselves."""
    before, case.owner_id = case.owner_id, person_id
    case.version += 1
    history.add(
        session,
        case,
        EventKind.OWNER,
        actor,
        now=now,
        text=note,
        before=before,
        to=person_id,
    )
    if person_id != actor.person_id and case.status != Status.CLOSED:
        telling.tell_owner(session, case, now=now)
