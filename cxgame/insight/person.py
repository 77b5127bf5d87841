"""What a manager sees of somebody's learning, to help: never points, never a place."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.game import queries as game
from cxgame.game import showcase
from cxgame.game.showcase import BadgeView, Shelf
from cxgame.game.streaks import Mark
from cxgame.learning import assignments, tracks
from cxgame.learning.assignments import AssignmentView
from cxgame.learning.tracks import ModuleLine
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import PersonView

WEEKS = 4


@dataclass(frozen=True)
class PersonSight:
    """One person: modules as they stand, what was given, how regular the shifts are.

    `shelf` are the badges that the person shows, None where they keep them to themselves; `watched`
    are all of them, for an administrator, who may take one back.
    """

    person: PersonView
    modules: tuple[ModuleLine, ...]
    given: tuple[AssignmentView, ...]
    weeks: tuple[tuple[tuple[date, Mark], ...], ...]
    shelf: Shelf | None
    watched: tuple[BadgeView, ...] | None


def read(session: Session, *, actor: Actor, person_id: int, today: date) -> PersonSight:
    """Return what helps to help somebody; raise NotFound for a person out of reach."""
    may_revoke = permissions.may(actor, "game.revoke_badge")
    known = people.people(session, actor=actor, with_inactive=may_revoke)
    person = next((one for one in known if one.id == person_id), None)
    if person is None:
        raise NotFound("There is no such person.")
    seen = Actor(
        role=Role(person.role),
        name=person.name,
        person_id=person.id,
        team_id=person.team_id,
        locale=actor.locale,
    )
    return PersonSight(
        person=person,
        modules=tuple(tracks.modules(session, actor=seen)),
        given=tuple(assignments.assignments_of(session, actor=actor, person_id=person_id)),
        weeks=game.regularity(session, actor=actor, person_id=person_id, today=today, weeks=WEEKS),
        shelf=showcase.shared_by(session, actor=actor, person_id=person_id, today=today),
        watched=tuple(
            showcase.badges_to_watch(session, actor=actor, person_id=person_id, today=today)
        )
        if may_revoke
        else None,
    )
