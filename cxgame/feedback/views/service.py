"""Commands and reading of named views: keep, choose as one's own start, delete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import places
from cxgame.feedback.views.models import SavedView
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor

LONGEST_NAME = 60
MOST_OF_ONE = 50  # views of one person
LONGEST_VALUE = 200


class Shared(StrEnum):
    """Who finds a view in the own list."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ViewOf:
    """A view in somebody's list; `is_own` tells whether that person made it."""

    id: int
    name: str
    filters: dict[str, str]
    shared: Shared
    team_id: int | None
    is_own: bool
    is_default: bool


def views(session: Session, *, actor: Actor) -> list[ViewOf]:
    """Return the views that the actor made, and those shared with the actor's teams or with all."""
    table = SavedView
    own = col(table.person_id) == actor.person_id
    teams = {*actor.team_ids, *([actor.team_id] if actor.team_id else [])}
    in_team = col(table.shared) == Shared.TEAM
    if not actor.sees_all:
        in_team &= col(table.team_id).in_(sorted(teams))
    query = select(table).where(or_(own, in_team, col(table.shared) == Shared.ALL))
    rows = session.scalars(query.order_by(col(table.name), col(table.id)))
    return [
        ViewOf(
            id=row.id,
            name=row.name,
            filters={str(key): str(value) for key, value in row.filters.items()},
            shared=Shared(row.shared),
            team_id=row.team_id,
            is_own=row.person_id == actor.person_id,
            is_default=row.is_default and row.person_id == actor.person_id,
        )
        for row in rows
    ]


def save_view(
    session: Session,
    *,
    actor: Actor,
    name: str,
    filters: Mapping[str, str],
    shared: Shared = Shared.OWN,
    team_id: int | None = None,
    is_default: bool = False,
    now: datetime,
) -> int:
    """Keep filters under a name and return the view's id; a view of the same name gets them anew.

    Raise InvalidInput without a name or with a long one, NotAllowed where the actor may not
    share with the team, or with all.
    """
    permissions.require(actor, "feedback.save_view")
    called = names.clean(name)
    if len(called) > LONGEST_NAME:
        raise InvalidInput("A name has at most {n} characters.", n=LONGEST_NAME)
    if any(len(word) > LONGEST_VALUE for pair in filters.items() for word in pair):
        raise InvalidInput("A filter is too long to be kept.")
    _check_sharing(session, actor, shared, team_id)
    mine = _own(session, actor)
    view = next((one for one in mine if one.name == called), None)
    if view is None:
        if len(mine) >= MOST_OF_ONE:
            raise Conflict("At most {n} views. Delete one first.", n=MOST_OF_ONE)
        view = SavedView(
            person_id=actor.person_id, name=called, filters={}, shared=shared, created_at=now
        )
        session.add(view)
    view.filters, view.shared = dict(filters), shared
    view.team_id = team_id if shared is Shared.TEAM else None
    view.is_default = view.is_default or is_default
    session.flush()
    if is_default:
        _only_default(session, actor, view.id)
    audit.note(session, actor, "feedback.save_view", "saved_view", view.id, now=now)
    return view.id


def share_view(
    session: Session,
    *,
    actor: Actor,
    view_id: int,
    shared: Shared,
    team_id: int | None = None,
    now: datetime,
) -> None:
    """Share an own view with a team or with all, or keep it for oneself again.

    Raise NotFound for another's view, NotAllowed where the team is out of reach.
    """
    permissions.require(actor, "feedback.share_view", team_id=team_id or actor.team_id)
    view = _mine(session, actor, view_id)
    _check_sharing(session, actor, shared, team_id)
    view.shared, view.team_id = shared, team_id if shared is Shared.TEAM else None
    session.flush()
    audit.note(session, actor, "feedback.share_view", "saved_view", view_id, now=now)


def choose_view(session: Session, *, actor: Actor, view_id: int | None, now: datetime) -> None:
    """Open the page with one of the own views from now on; None: with everything."""
    owner = actor.person_id if view_id is None else _owner(session, view_id)
    permissions.require(actor, "feedback.choose_view", person_id=owner)
    _only_default(session, actor, view_id)
    audit.note(session, actor, "feedback.choose_view", "saved_view", view_id, now=now)


def drop_view(session: Session, *, actor: Actor, view_id: int, now: datetime) -> None:
    """Delete an own view, for those it was shared with too; raise NotAllowed for another's."""
    permissions.require(actor, "feedback.drop_view", person_id=_owner(session, view_id))
    session.delete(_mine(session, actor, view_id))
    session.flush()
    audit.note(session, actor, "feedback.drop_view", "saved_view", view_id, now=now)


def _check_sharing(session: Session, actor: Actor, shared: Shared, team_id: int | None) -> None:
    if shared is Shared.TEAM:
        if team_id is None:
            raise InvalidInput("Choose the team to share with.")
        permissions.require(actor, "feedback.share_view", team_id=team_id)
        places.check_team(session, team_id)
    if shared is Shared.ALL and not permissions.may(actor, "feedback.share_view"):
        raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")


def _own(session: Session, actor: Actor) -> list[SavedView]:
    query = select(SavedView).where(col(SavedView.person_id) == actor.person_id)
    return list(session.scalars(query.with_for_update()))


def _owner(session: Session, view_id: int) -> int | None:
    view = session.get(SavedView, view_id)
    if view is None:
        raise NotFound("There is no such view.")
    return view.person_id


def _mine(session: Session, actor: Actor, view_id: int) -> SavedView:
    found = next((view for view in _own(session, actor) if view.id == view_id), None)
    if found is None:
        raise NotFound("There is no such view.")
    return found


def _only_default(session: Session, actor: Actor, view_id: int | None) -> None:
    mine = col(SavedView.person_id) == actor.person_id
    session.execute(update(SavedView).where(mine).values(is_default=col(SavedView.id) == view_id))
