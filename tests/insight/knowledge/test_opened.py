import pytest
from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.insight.knowledge.opened import Need, Opened, opened
from cxgame.insight.knowledge.overview import State
from cxgame.learning import assignments
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.insight.crowd import TODAY, Crowd


def look(session: Session, crowd: Crowd, actor: Actor, team_id: int) -> Opened:
    return opened(session, actor=actor, team_id=team_id, step_id=crowd.step("greet"), today=TODAY)


def test_whoever_leads_sees_whom_to_help_by_name(
    session: Session, town: Town, crowd: Crowd
) -> None:
    crowd.knows(town.bob.person_id or 0, town.desk, "single", stability=1, ago=90)
    crowd.knows(crowd.person(town.desk, "Álvaro"), town.desk, "single", stability=100)
    found = look(session, crowd, town.diana, town.desk).members
    assert found is not None
    assert [(one.name, one.need) for one in found] == [
        ("Alice", Need.NEVER),
        ("Álvaro", Need.NONE),
        ("Bob", Need.FADING),
        ("Diana", Need.NEVER),
    ]


def test_nobody_else_sees_names(session: Session, town: Town, crowd: Crowd) -> None:
    for person_id in crowd.people(town.grooming, 6):
        crowd.knows(person_id, town.grooming, "single", stability=10)
    for actor in (town.edu, town.diana):
        found = look(session, crowd, actor, town.grooming)
        assert found.members is None
        assert found.cell.people == 6


def test_a_hidden_cell_opens_without_figures(session: Session, town: Town, crowd: Crowd) -> None:
    crowd.knows(town.charlie.person_id or 0, town.grooming, "single", stability=10)
    found = look(session, crowd, town.edu, town.grooming)
    assert (found.cell.state, found.cell.recall, found.ends) == (State.HIDDEN, None, None)


def test_it_names_questions_modules_and_what_was_given(
    session: Session, town: Town, crowd: Crowd
) -> None:
    assignments.assign_module(
        session, actor=town.diana, module_slug="welcome", team_id=town.desk, now=NOON
    )
    found = look(session, crowd, town.diana, town.desk)
    assert [key for key, _prompt in found.questions] == ["goodbye-single", "single", "multiple"]
    assert [one.slug for one in found.modules] == ["goodbye", "welcome"]
    assert [(one.slug, one.people) for one in found.given] == [("welcome", 3)]


def test_a_place_off_the_map_is_not_found(session: Session, town: Town, crowd: Crowd) -> None:
    with pytest.raises(NotFound):
        look(session, crowd, town.diana, 999)
