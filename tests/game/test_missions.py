from datetime import date

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.game import mission_board, missions, queries
from cxgame.game.measures import Measure
from cxgame.game.models import Mission, MissionReached
from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY, Player, at


def add(session: Session, town: Town, actor: Actor | None = None, **changes: object) -> int:
    arguments: dict[str, object] = {
        "actor": actor or town.diana,
        "name": "Ten practices",
        "measure": Measure.PRACTICES,
        "target": 3,
        "team_id": town.desk,
        "starts_on": TODAY,
        "ends_on": TODAY + 6 * DAY,
        "now": NOON,
    }
    return missions.add_mission(session, **{**arguments, **changes})  # type: ignore[arg-type]


def points(session: Session, actor: Actor) -> int:
    return queries.total(session, actor=actor, person_id=actor.person_id or 0)


def test_the_team_is_told(session: Session, town: Town) -> None:
    add(session, town)
    [notice] = notices.inbox(session, actor=town.bob)
    assert (notice.message, notice.values, notice.link) == (
        missions.NEW,
        {"name": "Ten practices"},
        "missions",
    )
    assert notices.inbox(session, actor=town.charlie) == []


def test_reaching_it_rewards_everybody_in_the_team_once(session: Session, town: Town) -> None:
    add(session, town)
    Player(session, town.alice).practise(0, 1)
    assert missions.settle(session, now=at(1)) == 0
    Player(session, town.bob).practise(1)
    for _ in range(2):
        missions.settle(session, now=at(1))
    assert points(session, town.alice) == 2 * 10 + 50
    assert points(session, town.bob) == 10 + 50
    assert points(session, town.diana) == 50  # of the team, and a member like everybody
    assert points(session, town.charlie) == 0
    assert session.exec(select(MissionReached)).one().people == 3


def test_a_free_practice_adds_nothing_on_the_same_day(session: Session, town: Town) -> None:
    add(session, town)
    Player(session, town.alice).practise(0, 1)
    Player(session, town.alice).practise_freely(0, 1)
    assert missions.settle(session, now=at(1)) == 0
    Player(session, town.alice).practise_freely(2)
    assert missions.settle(session, now=at(2)) == 1


def test_for_each_team_the_target_is_each_persons(session: Session, town: Town) -> None:
    add(session, town, town.edu, team_id=None, target=2)
    Player(session, town.charlie).practise(0, 1)  # one person: two are enough
    Player(session, town.alice).practise(0, 1, 2)  # three people: six are wanted
    assert missions.settle(session, now=at(2)) == 1
    assert points(session, town.charlie) == 20 + 50
    found = mission_board.missions(session, actor=town.edu, today=TODAY)
    assert {one.team: (one.done, one.goal, one.is_reached) for one in found} == {
        "Front desk": (3, 6, False),
        "Grooming": (2, 2, True),
    }


def test_what_was_done_before_and_after_does_not_count(session: Session, town: Town) -> None:
    add(session, town, starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
    Player(session, town.alice).practise(0, 1, 3)
    Player(session, town.bob).practise(0, 2, 3)
    assert missions.settle(session, now=at(3)) == 0
    [seen] = mission_board.missions(session, actor=town.alice, today=TODAY + 3 * DAY)
    assert (seen.done, seen.is_over, seen.is_reached) == (2, True, False)


def test_the_last_evening_counts_though_the_job_ran_later(session: Session, town: Town) -> None:
    add(session, town, target=1, ends_on=TODAY)
    Player(session, town.alice).practise(0)
    assert missions.settle(session, now=at(2)) == 1


def test_the_same_module_counts_once(session: Session, town: Town) -> None:
    add(session, town, measure=Measure.MODULES, target=2)
    for _ in range(5):
        Player(session, town.alice).pass_module("a")
    assert missions.settle(session, now=NOON) == 0


def test_one_that_was_called_off_rewards_nobody(session: Session, town: Town) -> None:
    mission_id = add(session, town, target=1)
    missions.cancel_mission(session, actor=town.diana, mission_id=mission_id, now=NOON)
    Player(session, town.alice).practise(0)
    assert missions.settle(session, now=NOON) == 0
    assert mission_board.missions(session, actor=town.alice, today=TODAY) == []


def test_one_that_is_over_is_not_called_off(session: Session, town: Town) -> None:
    mission_id = add(session, town)
    with pytest.raises(Conflict):
        missions.cancel_mission(session, actor=town.diana, mission_id=mission_id, now=at(9))
    with pytest.raises(NotFound):
        missions.cancel_mission(session, actor=town.diana, mission_id=99, now=NOON)


def test_a_manager_makes_none_for_others(session: Session, town: Town) -> None:
    for team_id in (town.grooming, None):
        with pytest.raises(NotAllowed):
            add(session, town, team_id=team_id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": 0},
        {"starts_on": TODAY - DAY},
        {"ends_on": TODAY - DAY},
        {"ends_on": date(2026, 9, 1)},
        {"name": "  "},
    ],
)
def test_what_makes_no_sense_is_refused(
    session: Session, town: Town, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        add(session, town, **wrong)
    assert session.exec(select(Mission)).all() == []


def test_the_mission_that_ends_soonest_is_shown_first(session: Session, town: Town) -> None:
    add(session, town, name="Later")
    add(session, town, name="Soon", ends_on=TODAY + DAY)
    add(session, town, name="Not yet", starts_on=TODAY + DAY, ends_on=TODAY + DAY)
    found = mission_board.running_mission(session, actor=town.alice, today=TODAY)
    assert found and found.name == "Soon"
    assert mission_board.running_mission(session, actor=town.charlie, today=TODAY) is None
