"""Teams and touchpoints that a file names: found, or made when that is wished."""

from datetime import datetime

from sqlmodel import Session, select

from cxgame.errors import CxgameError, InvalidInput, NotFound
from cxgame.feedback.lookup import Teams
from cxgame.i18n import translate
from cxgame.people import names as tidy
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Unit
from cxgame.people.names import fold
from cxgame.settings import get_settings
from cxgame.standards import touchpoints

MOST_NEW = 500  # touchpoints that one file may add; more means that the wrong column is mapped


class Names:
    """What is known at the start of an import, and what is added on its way."""

    def __init__(self, session: Session, now: datetime, *, creates_teams: bool = False) -> None:
        self.now, self.creates_teams = now, creates_teams
        self._teams = Teams(session)
        self._touchpoints = touchpoints.touchpoint_ids(session)
        self._seen: dict[str, tuple[int | None, str] | CxgameError] = {}
        self._places: dict[str, tuple[int | None, str]] = {"": (None, "")}
        self._new: set[str] = set()

    def team(self, name: str) -> tuple[int | None, str]:
        """Return a team's id, or the name to make one of; raise NotFound when neither may be."""
        if not name:
            return None, ""
        found = self._seen.get(name)
        if found is None:
            found = self._seen[name] = self._look_up(name)
        if isinstance(found, CxgameError):
            raise found
        return found

    def touchpoint(self, name: str) -> tuple[int | None, str]:
        """Return a touchpoint's id, or the name to make one of.

        Raise InvalidInput for a name that is too long and for too many new ones.
        """
        found = self._places.get(name)
        if found is not None:
            return found
        known = self._touchpoints.get(fold(name))
        if known is None:
            touchpoints.tidy_name(name)
            if len(self._new) >= MOST_NEW:
                raise InvalidInput("Too many new touchpoints. Is this the right column?")
            self._new.add(name)
        found = self._places[name] = (known, "" if known else name)
        return found

    def make_team(self, session: Session, actor: Actor, name: str) -> int:
        """Return the team of this name, made in the only unit or in one for imports."""
        known = self._teams.find(name)
        if known is None:
            unit_id = _unit(session, actor, self.now)
            known = people.add_team(session, actor=actor, unit_id=unit_id, name=name, now=self.now)
            self._teams.add(name, known)
        self._seen[name] = (known, "")
        return known

    def make_touchpoint(self, session: Session, actor: Actor, name: str) -> int:
        """Return the touchpoint of this name, made when there is none."""
        known, _ = self._places[name]
        if known is not None:
            return known
        made = touchpoints.add_touchpoint(session, actor=actor, name=name, now=self.now)
        self._places[name] = (made, "")
        return made

    def _look_up(self, name: str) -> tuple[int | None, str] | CxgameError:
        known = self._teams.find(name)
        if known is not None:
            return known, ""
        if not self.creates_teams:
            return NotFound("There is no open team named {name}.", name=name[:80])
        try:
            return None, tidy.clean(name.replace("\x00", ""))
        except InvalidInput as error:
            return error


def _unit(session: Session, actor: Actor, now: datetime) -> int:
    """Return the only open unit, else the one for teams that files brought."""
    units = session.exec(select(Unit).where(Unit.is_active)).all()
    if len(units) == 1:
        return units[0].id
    name = translate(get_settings().language, "From files")
    for unit in units:
        if unit.name == name:
            return unit.id
    return people.add_unit(session, actor=actor, name=name, now=now)
