"""Find people by words, team, role and state, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from cxgame.people import names, queries
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Role
from cxgame.people.queries import PersonView

PAGE_SIZE = 25

ORDERS: dict[str, Callable[[PersonView], tuple[object, ...]]] = {
    "name": lambda person: (names.fold(person.name),),
    "team": lambda person: (names.fold(person.team), names.fold(person.name)),
    "role": lambda person: (PERSON_ROLES.index(Role(person.role)), names.fold(person.name)),
}


@dataclass(frozen=True)
class Search:
    """What somebody looks for; empty values let everything through."""

    words: str = ""
    team_id: int | None = None
    role: str = ""
    order: str = "name"
    with_inactive: bool = False


@dataclass(frozen=True)
class Page:
    """The people of one page, how many there are in all, and which page of how many it is."""

    people: list[PersonView]
    total: int
    number: int
    count: int


def find(session: Session, *, actor: Actor, search: Search, page: int = 1) -> Page:
    """Return one page of the people whom the actor sees and the search lets through.

    A page beyond the last shows the last.
    """
    everybody = queries.people(session, actor=actor, with_inactive=search.with_inactive)
    found = [person for person in everybody if _fits(person, search)]
    found.sort(key=ORDERS.get(search.order, ORDERS["name"]))
    count = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(page, 1), count)
    return Page(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(found), number, count)


def _fits(person: PersonView, search: Search) -> bool:
    if search.team_id is not None and person.team_id != search.team_id:
        return False
    if search.role and person.role != search.role:
        return False
    said = names.fold(f"{person.name} {person.sign_in_name} {person.email} {person.team}")
    return all(word in said for word in names.fold(search.words).split())
