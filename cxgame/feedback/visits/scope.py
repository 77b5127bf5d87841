"""Which visits an actor reads."""

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from cxgame.feedback.scope import in_reach
from cxgame.feedback.visits.kinds import VisitState
from cxgame.feedback.visits.models import Visit
from cxgame.people.actor import Actor
from cxgame.people.models import Role


def visible(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the conditions that keep visits to the actor's, for `where(*…)`.

    Leaders read those of their teams, the frontline what was published of its own; whoever
    visits, the own visits besides.
    """
    own = col(Visit.visitor_id) == (actor.person_id or 0)
    reach = in_reach(actor, col(Visit.team_id))
    if actor.role is not Role.FRONTLINE:
        return [] if reach is None else [or_(reach, own)]
    published = col(Visit.state) == VisitState.PUBLISHED.value
    return [or_(own, published if reach is None else and_(reach, published))]
