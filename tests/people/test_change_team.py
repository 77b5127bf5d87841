import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import queries, service
from tests.conftest import NOON, Town


def change_team(session: Session, town: Town, team_id: int, **changes) -> None:
    team = next(
        team
        for team in queries.teams(session, actor=town.root, with_closed=True)
        if team.id == team_id
    )
    values = {
        "name": team.name,
        "unit_id": team.unit_id,
        "is_active": team.is_active,
        "version": team.version,
    }
    service.change_team(
        session, actor=town.root, team_id=team_id, now=NOON, **{**values, **changes}
    )


def change_unit(session: Session, town: Town, unit_id: int, **changes) -> None:
    unit = next(unit for unit in queries.units(session) if unit.id == unit_id)
    values = {"name": unit.name, "is_active": unit.is_active, "version": unit.version}
    service.change_unit(
        session, actor=town.root, unit_id=unit_id, now=NOON, **{**values, **changes}
    )


def test_teams_count_their_active_members(session: Session, town: Town) -> None:
    members = {team.name: team.members for team in queries.teams(session, actor=town.root)}

    assert members == {"Front desk": 3, "Clinic": 0, "Grooming": 1}
    assert queries.members_by_team(session) == {town.desk: 3, town.grooming: 1}


def test_a_team_moves_and_is_renamed(session: Session, town: Town) -> None:
    change_team(session, town, town.clinic, name=" Vet  clinic ", unit_id=town.south)

    (team,) = (t for t in queries.teams(session, actor=town.root) if t.id == town.clinic)
    assert (team.name, team.unit, team.version) == ("Vet clinic", "South", 2)


def test_a_team_with_people_cannot_be_closed(session: Session, town: Town) -> None:
    with pytest.raises(Conflict, match="people"):
        change_team(session, town, town.desk, is_active=False)

    change_team(session, town, town.clinic, is_active=False)
    names = [team.name for team in queries.teams(session, actor=town.root)]
    assert names == ["Front desk", "Grooming"]


def test_a_unit_with_open_teams_cannot_be_closed(session: Session, town: Town) -> None:
    with pytest.raises(Conflict, match="teams"):
        change_unit(session, town, town.south, is_active=False)


def test_a_closed_unit_takes_no_team(session: Session, town: Town) -> None:
    west = service.add_unit(session, actor=town.root, name="West", now=NOON)
    change_unit(session, town, west, is_active=False)

    with pytest.raises(NotFound):
        service.add_team(session, actor=town.root, unit_id=west, name="Bath", now=NOON)
    with pytest.raises(NotFound):
        change_team(session, town, town.clinic, unit_id=west)


def test_names_are_taken_once(session: Session, town: Town) -> None:
    with pytest.raises(Conflict):
        service.add_unit(session, actor=town.root, name="North", now=NOON)
    with pytest.raises(Conflict):
        service.add_team(session, actor=town.root, unit_id=town.south, name="Clinic", now=NOON)
    with pytest.raises(Conflict):
        change_team(session, town, town.clinic, name="Grooming")
    with pytest.raises(InvalidInput):
        service.add_unit(session, actor=town.root, name=" ", now=NOON)


def test_stale_changes_are_refused(session: Session, town: Town) -> None:
    change_unit(session, town, town.north, name="Far north")
    change_team(session, town, town.clinic, name="Vet")

    with pytest.raises(Conflict):
        change_unit(session, town, town.north, version=1)
    with pytest.raises(Conflict):
        change_team(session, town, town.clinic, version=1)


def test_people_see_the_teams_in_their_reach(session: Session, town: Town) -> None:
    def seen(actor) -> list[str]:
        return [team.name for team in queries.teams(session, actor=actor)]

    assert seen(town.alice) == ["Front desk"]
    assert seen(town.diana) == ["Clinic", "Front desk"]
    assert seen(town.edu) == ["Clinic", "Front desk", "Grooming"]
    assert seen(town.everybody["nobody"]) == []


def test_people_see_the_people_in_their_reach(session: Session, town: Town) -> None:
    def seen(actor) -> set[str]:
        return {person.name for person in queries.people(session, actor=actor)}

    assert seen(town.alice) == seen(town.diana) == {"Alice", "Bob", "Diana"}
    assert seen(town.edu) == {"Alice", "Bob", "Charlie", "Diana", "Edu", "Root"}
    assert seen(town.everybody["integration"]) == set()


def test_managers_are_found_by_home_scope_and_unit(session: Session, town: Town) -> None:
    diana = [town.diana.person_id]
    assert queries.managers_of(session, team_id=town.desk) == diana
    assert queries.managers_of(session, team_id=town.clinic) == diana
    assert queries.managers_of(session, team_id=town.grooming) == []
