"""How far a permission goes, and for whom a row of the table speaks."""

from enum import IntEnum

from cxgame.people.models import Role


class Reach(IntEnum):
    """How far a permission goes."""

    NONE = 0
    OWN = 1  # only what is the person's own
    TEAM = 2  # the home team
    SCOPE = 3  # every team the person answers for
    ALL = 4
    OFFICE = 5  # all, for whoever holds the office of ombudsman; else nothing


NONE, OWN, TEAM, SCOPE, ALL, OFFICE = Reach

# The columns of every row. The system may do everything.
REACH_ROLES = (
    Role.FRONTLINE,
    Role.MANAGER,
    Role.DIRECTOR,
    Role.ADMIN,
    Role.INTEGRATION,
    Role.NOBODY,
)
Rows = dict[str, tuple[Reach, Reach, Reach, Reach, Reach, Reach]]
