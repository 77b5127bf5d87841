import pytest
from sqlmodel import Session

from cxgame.people import directory, service
from cxgame.people.directory import Search
from cxgame.people.models import Role
from tests.conftest import NOON, Town


def found(session: Session, town: Town, actor=None, **search) -> list[str]:
    page = directory.find(session, actor=actor or town.root, search=Search(**search))
    return [person.name for person in page.people]


def test_it_finds_by_every_word_without_accents(session: Session, town: Town) -> None:
    service.add_person(
        session,
        actor=town.root,
        name="Ângela Conceição",
        role=Role.FRONTLINE,
        team_id=town.clinic,
        now=NOON,
    )

    assert found(session, town, words="conceicao ANGELA") == ["Ângela Conceição"]
    assert found(session, town, words="angela clinic") == ["Ângela Conceição"]
    assert found(session, town, words="bob@example") == ["Bob"]
    assert found(session, town, words="angela nobody") == []


def test_it_filters_and_orders(session: Session, town: Town) -> None:
    assert found(session, town, team_id=town.desk) == ["Alice", "Bob", "Diana"]
    assert found(session, town, role="manager") == ["Diana"]
    assert found(session, town, order="role")[-1] == "Root"
    assert found(session, town, order="team")[:2] == ["Edu", "Root"]
    assert found(session, town, order="nonsense") == found(session, town)


def test_a_manager_finds_only_people_in_reach(session: Session, town: Town) -> None:
    assert found(session, town, actor=town.diana) == ["Alice", "Bob", "Diana"]


@pytest.mark.parametrize(
    ("asked", "number", "shown"), [(0, 1, 25), (1, 1, 25), (2, 2, 11), (9, 2, 11)]
)
def test_it_pages(session: Session, town: Town, asked: int, number: int, shown: int) -> None:
    for n in range(30):
        service.add_person(
            session,
            actor=town.root,
            name=f"Zoe {n:02}",
            role=Role.FRONTLINE,
            team_id=town.clinic,
            now=NOON,
        )

    page = directory.find(session, actor=town.root, search=Search(), page=asked)

    assert (page.number, page.count, page.total, len(page.people)) == (number, 2, 36, shown)
