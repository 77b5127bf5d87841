from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed, NotFound
from cxgame.people import permissions, queries, service
from cxgame.people.actor import Actor
from cxgame.people.permissions import COMMANDS, Reach
from tests.conftest import NOON, Town
from tests.walks import effects, registry
from tests.walks.target import Target

FOUND = registry.commands()
ACTORS = ("alice", "bob", "charlie", "diana", "edu", "root", "nobody", "integration", "olga")


def test_every_command_is_in_the_table() -> None:
    assert sorted(set(FOUND) - set(COMMANDS)) == []


def test_the_table_holds_no_command_that_is_gone() -> None:
    assert sorted(set(COMMANDS) - set(FOUND)) == []


def test_every_command_is_walked() -> None:
    assert sorted(set(FOUND) - set(registry.BUILDERS)) == []


def test_queries_are_told_from_commands() -> None:
    assert not effects.writes(queries.people)
    assert effects.writes(service.add_unit)
    assert effects.writes(service.found_company)


def person(actor: Actor, town: Town) -> int:
    """Return the actor's own id; for those who are no person, somebody's."""
    return actor.person_id or town.alice.person_id or 0


def inside(actor: Actor, reach: Reach, town: Town) -> Target:
    """Return the farthest that this reach still allows."""
    far = Target(town.grooming, town.charlie.person_id or 0)
    near = Target(actor.team_id or town.desk, person(actor, town))
    if reach is Reach.ALL:
        return far
    if reach is Reach.SCOPE:
        return Target(town.clinic, near.person_id)
    return near


def outside(actor: Actor, reach: Reach, town: Town) -> Target | None:
    """Return the nearest that this reach does not allow, None when all is allowed."""
    other_team = town.clinic if actor.team_id == town.desk else town.desk
    other_person = town.bob if actor is not town.bob else town.alice
    near = Target(actor.team_id or town.desk, person(actor, town))
    match reach:
        case Reach.ALL:
            return None
        case Reach.SCOPE:
            return Target(town.grooming, near.person_id)
        case Reach.TEAM:
            return Target(other_team, near.person_id)
        case Reach.OWN:
            return Target(near.team_id, other_person.person_id or 0)
    return near


def refusal(session: Session, command: str, actor: Actor, target: Target, town: Town) -> bool:
    """Run a command, take it back, and tell whether it was refused for want of permission.

    What somebody may not even know of is not found.
    """
    attempt = session.begin_nested()
    try:
        arguments = registry.BUILDERS[command](session, town, target, actor)
        FOUND[command](session, actor=actor, now=NOON, **arguments)
    except (NotAllowed, NotFound):
        return True
    finally:
        attempt.rollback()
    return False


@pytest.mark.slow  # some three thousand commands, each by everybody
@pytest.mark.parametrize("command", sorted(set(FOUND) & set(registry.BUILDERS) & set(COMMANDS)))
def test_each_actor_may_do_what_the_table_says(session: Session, town: Town, command: str) -> None:
    olga = replace(town.charlie, is_ombudsman=True)  # frontline, and the ombudsman
    for name in ACTORS:
        actor = olga if name == "olga" else town.everybody[name]
        reach = permissions.reach(actor, command)
        if reach > Reach.NONE:
            allowed = inside(actor, reach, town)
            assert not refusal(session, command, actor, allowed, town), f"{name} may: {allowed}"
        if beyond := outside(actor, reach, town):
            assert refusal(session, command, actor, beyond, town), f"{name} may not: {beyond}"
    if Reach.OWN not in COMMANDS[command]:  # what a person does as a person is not for the system
        anywhere = Target(town.grooming, town.charlie.person_id or 0)
        assert not refusal(session, command, Actor.system(), anywhere, town)


def test_readings_of_two_rooms_change_nothing() -> None:
    readings = [
        function
        for module in registry.modules("insight")
        for _name, function in registry.own_functions(module)
    ]
    assert len(readings) > 10
    assert not [function.__name__ for function in readings if effects.writes(function)]
