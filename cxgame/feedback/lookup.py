"""Find a team by the name that another system gives it."""

from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.people import queries as people
from cxgame.people.names import fold


class Teams:
    """The open teams by name: the exact one first, else without accents and capitals."""

    def __init__(self, session: Session) -> None:
        self._exact = people.team_by_name(session)
        self._folded = {fold(name): team_id for name, team_id in self._exact.items()}

    def id_of(self, name: str) -> int:
        """Return a team's id; raise NotFound when no open team bears the name."""
        found = self.find(name)
        if found is None:
            raise NotFound("There is no open team named {name}.", name=name.strip()[:80])
        return found

    def find(self, name: str) -> int | None:
        """Return a team's id, None when no open team bears the name."""
        return self._exact.get(name.strip()) or self._folded.get(fold(name))

    def add(self, name: str, team_id: int) -> None:
        """Know a team that was just made."""
        self._exact[name] = team_id
        self._folded[fold(name)] = team_id
