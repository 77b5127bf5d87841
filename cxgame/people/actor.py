"""Who is acting: the little that a service needs to know."""

from dataclasses import dataclass

from cxgame.people.models import Role


@dataclass(frozen=True)
class Actor:
    """Whoever runs a command, as plain values.

    `team_id` is the home team, `team_ids` every team the person answers for or belongs to;
    directors, admins and the system see all teams whatever `team_ids` says. `stands_in_for` are the
    people in whose place the actor acts today.
    """

    role: Role
    name: str
    person_id: int | None = None
    team_id: int | None = None
    team_ids: frozenset[int] = frozenset()
    locale: str = "en"
    is_ombudsman: bool = False
    stands_in_for: frozenset[int] = frozenset()

    @property
    def sees_all(self) -> bool:
        """Tell whether no team is hidden from this actor."""
        return self.role in (Role.DIRECTOR, Role.ADMIN, Role.SYSTEM)

    @property
    def holds_office(self) -> bool:
        """Tell whether what is told to the ombudsman alone may be read by this actor."""
        return self.is_ombudsman or self.role in (Role.ADMIN, Role.SYSTEM)

    @property
    def label(self) -> str:
        """Return the actor as the audit writes it."""
        return f"person:{self.person_id}" if self.person_id else f"{self.role}:{self.name}"

    def sees_team(self, team_id: int | None) -> bool:
        """Tell whether records of this team (None: the whole company) are the actor's to see."""
        return self.sees_all or (team_id is not None and team_id in self.team_ids)

    @classmethod
    def system(cls, name: str = "system") -> "Actor":
        """Return the actor of the command line and of jobs."""
        return cls(role=Role.SYSTEM, name=name)

    @classmethod
    def nobody(cls, locale: str = "en") -> "Actor":
        """Return the actor of the public pages: a customer whom we don't know."""
        return cls(role=Role.NOBODY, name="public", locale=locale)

    @classmethod
    def integration(cls, name: str) -> "Actor":
        """Return the actor behind an API key."""
        return cls(role=Role.INTEGRATION, name=name)
