"""Give modules and let people come and go."""

from datetime import datetime

from sqlmodel import Session

from cxgame.learning import assignments
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.conftest import NOON


def give(session: Session, actor: Actor, *, now: datetime = NOON, **changes: object) -> int:
    """Give the module “welcome”, unless another is named."""
    arguments: dict[str, object] = {"module_slug": "welcome", **changes}
    return assignments.assign_module(session, actor=actor, now=now, **arguments)  # type: ignore[arg-type]


def join(
    session: Session,
    team_id: int | None,
    name: str = "Zoe",
    role: Role = Role.FRONTLINE,
    *,
    now: datetime = NOON,
) -> Actor:
    """Add somebody and return them as an actor."""
    person_id = people.add_person(
        session,
        actor=Actor.system(),
        name=name,
        role=role,
        team_id=team_id,
        language="en",
        now=now,
    )
    teams = frozenset({team_id} if team_id else ())
    return Actor(role, name, person_id, team_id, teams)


def waiting(session: Session, actor: Actor) -> list[str]:
    """Return the modules that somebody has to do."""
    person_id = actor.person_id or 0
    found = assignments.assignments_of(session, actor=actor, person_id=person_id)
    return [one.slug for one in found]
