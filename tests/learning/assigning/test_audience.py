import pytest
from sqlmodel import Session

from cxgame.errors import InvalidInput, NotAllowed
from cxgame.learning.models import Assignment
from tests.conftest import Town
from tests.learning.assigning.story import give, waiting
from tests.learning.way import stock


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def who(session: Session, town: Town) -> set[str]:
    people = ("alice", "bob", "charlie", "diana", "edu", "root")
    return {name for name in people if waiting(session, getattr(town, name))}


def test_a_role_is_everywhere(session: Session, town: Town) -> None:
    give(session, town.edu, role="frontline")
    assert who(session, town) == {"alice", "bob", "charlie"}


def test_a_role_in_a_team_is_there_alone(session: Session, town: Town) -> None:
    give(session, town.diana, team_id=town.desk, role="frontline")
    assert who(session, town) == {"alice", "bob"}


def test_everybody_is_everybody(session: Session, town: Town) -> None:
    give(session, town.root, everybody=True)
    assert who(session, town) == {"alice", "bob", "charlie", "diana", "edu", "root"}


def test_a_manager_reaches_the_own_teams_only(session: Session, town: Town) -> None:
    for beyond in ({"role": "frontline"}, {"everybody": True}, {"team_id": town.grooming}):
        with pytest.raises(NotAllowed):
            give(session, town.diana, **beyond)
    assert who(session, town) == set()


def test_a_role_that_no_person_has_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        give(session, town.root, role="system")


def test_only_what_names_no_people_stays_open(session: Session, town: Town) -> None:
    ids = (
        give(session, town.edu, role="frontline"),
        give(session, town.edu, team_id=town.desk),
        give(session, town.edu, person_ids=[town.alice.person_id]),
        give(session, town.edu, team_id=town.desk, person_ids=[town.bob.person_id]),
    )
    stands = [session.get_one(Assignment, one).is_open for one in ids]
    assert stands == [True, True, False, False]
