"""Who gets a new case: in turn among those whom the rota has at work."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, func, select

from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import OwnerRule
from cxgame.people import queries as people
from cxgame.people.models import Person, Role
from cxgame.people.rota import queries as rota


class Owners:
    """Whose turn it is on a day, for a command that opens one case or many."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today
        self._known: dict[tuple[int, OwnerRule], list[int]] = {}
        self._last: dict[int, int] = {}  # person -> when the turn was theirs, rising
        self._turn = 0

    def next(self, team_id: int | None, rule: OwnerRule) -> int | None:
        """Return who gets the next case of a team, None where nobody can.

        The turn is with whoever got a case longest ago. Members fall back to managers, and where
        no manager works today any of them gets it.
        """
        if team_id is None or rule is OwnerRule.NOBODY:
            return None
        key = (team_id, rule)
        if key not in self._known:
            self._known[key] = self._candidates(team_id, rule)
        if not self._known[key]:
            return None
        chosen = min(self._known[key], key=lambda person: (self._last[person], person))
        self._turn += 1
        self._last[chosen] = self._turn
        return chosen

    def _candidates(self, team_id: int, rule: OwnerRule) -> list[int]:
        managers = people.managers_of(self._session, team_id=team_id)
        found: list[int] = []
        if rule is OwnerRule.MEMBERS:
            found = self._at_work(_members(self._session, team_id))
        found = found or self._at_work(managers) or managers
        self._remember(found)
        return found

    def _at_work(self, person_ids: Iterable[int]) -> list[int]:
        known = rota.rotas(self._session, list(person_ids))
        return [
            person_id
            for person_id, days in known.items()
            if days.works(self._today) and not days.is_away(self._today)
        ]

    def _remember(self, person_ids: Iterable[int]) -> None:
        """Learn how long ago each got a case; turns of this command come after all of those."""
        for person_id in person_ids:
            if person_id not in self._last:
                last = select(func.max(col(Case.id))).where(Case.owner_id == person_id)
                self._last[person_id] = self._session.exec(last).one() or 0
                self._turn = max(self._turn, self._last[person_id])


def _members(session: Session, team_id: int) -> list[int]:
    query = select(Person.id).where(
        Person.team_id == team_id, Person.role == Role.FRONTLINE, Person.is_active
    )
    return list(session.exec(query.order_by(col(Person.id))))
