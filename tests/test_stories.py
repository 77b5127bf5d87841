from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import Session, SQLModel, select

from cxgame.people import service
from cxgame.people.actor import Actor
from tests import stories
from tests.conftest import NOON, Town


@pytest.fixture
def make(session: Session, town: Town) -> Callable[[], int]:
    """A command that changes a row and adds another, and counts how often it ran."""
    makes: list[int] = []

    def made() -> int:
        makes.append(1)
        unit = {"unit_id": town.north, "name": "Far north", "is_active": True, "version": 1}
        service.change_unit(session, actor=Actor.system(), now=NOON, **unit)
        service.add_unit(session, actor=Actor.system(), name="West", now=NOON)
        return len(makes)

    return made


def rows(session: Session) -> list[list[tuple[object, ...]]]:
    found = (session.execute(select(table)) for table in SQLModel.metadata.sorted_tables)
    return [sorted(map(tuple, each), key=repr) for each in found]


def test_what_is_put_back_is_what_was_made(session: Session, make: Callable[[], int]) -> None:
    told = []
    for _time in range(2):
        attempt = session.begin_nested()
        told.append((stories.beginning(session, "put back", make), rows(session)))
        attempt.rollback()
    assert told[0] == told[1]
    assert told[0][0] == 1  # the commands ran once


def test_after_other_words_the_commands_run(session: Session, make: Callable[[], int]) -> None:
    for number in (1, 2):
        attempt = session.begin_nested()
        service.add_unit(session, actor=Actor.system(), name="East", now=NOON)
        assert stories.beginning(session, "other words", make) == number
        attempt.rollback()


def test_a_row_of_its_own_comes_after_those_put_back(session: Session, town: Town) -> None:
    add = partial(service.add_unit, session, actor=Actor.system(), now=NOON)
    for _time in range(2):
        attempt = session.begin_nested()
        last = stories.beginning(session, "a unit more", partial(add, name="West"))
        assert add(name="East") > last
        attempt.rollback()
