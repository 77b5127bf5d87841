import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed
from cxgame.people import audit, queries, service
from cxgame.people.models import Role
from tests.conftest import NOON, Town


def test_it_folds_the_sign_in_name(session: Session, town: Town) -> None:
    service.add_person(
        session,
        actor=town.root,
        name="José  Ávila",
        role=Role.FRONTLINE,
        team_id=town.desk,
        now=NOON,
    )

    found = [p for p in queries.people(session, actor=town.root) if p.name == "José Ávila"]
    assert found[0].sign_in_name == "jose avila"


def test_it_refuses_a_taken_sign_in_name(session: Session, town: Town) -> None:
    with pytest.raises(Conflict):
        service.add_person(
            session, actor=town.root, name="ALICE", role=Role.FRONTLINE, team_id=town.desk, now=NOON
        )


def test_it_refuses_a_frontline_person_without_a_team(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        service.add_person(session, actor=town.root, name="Zoe", role=Role.FRONTLINE, now=NOON)


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "nobody", "integration"])
def test_it_is_for_admins_only(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.add_person(
            session,
            actor=town.everybody[who],
            name="Zoe",
            role=Role.FRONTLINE,
            team_id=town.desk,
            now=NOON,
        )


def test_every_command_is_audited_in_a_chain(session: Session, town: Town) -> None:
    assert audit.verify(session) == (11, None)
