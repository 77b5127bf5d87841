"""Who may do what: the one table that screen, API, import and jobs all pass through."""

from cxgame.errors import NotAllowed
from cxgame.people.actor import Actor
from cxgame.people.commands import boards, feedback, learning, people, privacy, standards
from cxgame.people.commands.reach import ALL, NONE, OFFICE, REACH_ROLES, Rows
from cxgame.people.commands.reach import Reach as Reach
from cxgame.people.models import Role
from cxgame.people.page_roles import OFFICE_PAGES
from cxgame.people.page_roles import PAGES as PAGES

COMMANDS: Rows = {
    **people.COMMANDS,
    **standards.COMMANDS,
    **feedback.COMMANDS,
    **learning.COMMANDS,
    **boards.COMMANDS,
    **privacy.COMMANDS,
}


def reach(actor: Actor, command: str) -> Reach:
    """Return how far the actor may go with a command; KeyError when it is not in the table."""
    row = COMMANDS[command]
    if actor.role is Role.SYSTEM:
        return ALL
    found = row[REACH_ROLES.index(actor.role)]
    if found is OFFICE:
        return ALL if actor.is_ombudsman else NONE
    return found


def may(actor: Actor, command: str) -> bool:
    """Tell whether the actor may run a command on anything at all: for menus and buttons."""
    return reach(actor, command) > NONE


def allows(
    actor: Actor, command: str, *, team_id: int | None = None, person_id: int | None = None
) -> bool:
    """Tell whether the actor may run a command on this team or this person."""
    match reach(actor, command):
        case Reach.ALL:
            return True
        case Reach.SCOPE:
            return team_id is not None and team_id in actor.team_ids
        case Reach.TEAM:
            return team_id is not None and team_id == actor.team_id
        case Reach.OWN:
            return person_id is not None and person_id == actor.person_id
    return False


def require(
    actor: Actor, command: str, *, team_id: int | None = None, person_id: int | None = None
) -> None:
    """Raise NotAllowed unless the actor may run a command on this team or this person."""
    if allows(actor, command, team_id=team_id, person_id=person_id):
        return
    if may(actor, command):
        raise NotAllowed("This belongs to a team or a person outside your reach.")
    raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")


def may_open(actor: Actor, page: str) -> bool:
    """Tell whether a page is for this actor's role."""
    return actor.role in PAGES[page] or (page in OFFICE_PAGES and actor.is_ombudsman)
