from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import NotAllowed, NotFound
from cxgame.learning.assigning import overview, service
from tests.conftest import NOON, Town
from tests.learning.assigning.story import give
from tests.learning.way import Learner, stock

DAY = timedelta(days=1)
TODAY = clock.local_day(NOON)
LATER = TODAY + 10 * DAY


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def test_what_is_overdue_comes_first_with_names(session: Session, town: Town) -> None:
    late = give(session, town.diana, team_id=town.desk, due_on=TODAY + DAY)
    fresh = give(session, town.diana, team_id=town.desk, module_slug="goodbye")
    Learner(session, town.alice).whole()
    found = overview.given(session, actor=town.diana, today=LATER)
    assert [one.id for one in found] == [late, fresh]
    assert [holder.name for holder in found[0].overdue(LATER)] == ["Bob", "Diana"]
    assert (found[0].done, len(found[0].holders)) == (1, 3)
    assert overview.given(session, actor=town.diana, today=TODAY)[0].id == fresh


def test_each_sees_the_people_in_reach(session: Session, town: Town) -> None:
    give(session, town.edu, role="frontline", due_on=TODAY)
    (mine,) = overview.given(session, actor=town.diana, today=TODAY)
    assert [holder.name for holder in mine.holders] == ["Alice", "Bob"]
    assert not mine.may_withdraw
    (whole,) = overview.given(session, actor=town.edu, today=TODAY)
    assert len(whole.holders) == 3
    assert whole.may_withdraw
    with pytest.raises(NotAllowed):
        overview.given(session, actor=town.alice, today=TODAY)
    with pytest.raises(NotAllowed):
        overview.rules(session, actor=town.alice)


def test_the_late_stand_by_team_and_name(session: Session, town: Town) -> None:
    give(session, town.edu, role="frontline", due_on=TODAY + DAY)
    give(session, town.edu, role="frontline", module_slug="goodbye", due_on=TODAY)
    give(session, town.edu, person_ids=[town.bob.person_id], due_on=TODAY)
    found = overview.given(session, actor=town.edu, today=LATER)
    late = overview.late_by_team(found, LATER)
    assert {team: [one.name for one in people] for team, people in late.items()} == {
        town.desk: ["Alice", "Bob"],
        town.grooming: ["Charlie"],
    }
    assert late[town.desk][1].modules == (
        ("Say goodbye", TODAY),
        ("Welcome whoever arrives", TODAY),
    )
    assert overview.late_by_team(found, TODAY) == {}


def test_one_is_found_by_its_number(session: Session, town: Town) -> None:
    given = give(session, town.edu, person_ids=[town.charlie.person_id])
    one = overview.one_given(session, actor=town.edu, assignment_id=given, today=TODAY)
    assert [holder.name for holder in one.holders] == ["Charlie"]
    with pytest.raises(NotFound):
        overview.one_given(session, actor=town.diana, assignment_id=given, today=TODAY)
    service.withdraw_assignment(session, actor=town.edu, assignment_id=given, now=NOON)
    with pytest.raises(NotFound):
        overview.one_given(session, actor=town.edu, assignment_id=given, today=TODAY)


def test_rules_of_other_teams_are_not_shown(session: Session, town: Town) -> None:
    for team in (town.desk, town.grooming, None):
        service.add_recertification(
            session,
            actor=town.edu,
            module_slug="welcome",
            team_id=team,
            every_months=12,
            now=NOON,
        )
    mine = overview.rules(session, actor=town.diana)
    assert [(rule.team_id, rule.may_end) for rule in mine] == [(town.desk, True), (None, False)]
    assert len(overview.rules(session, actor=town.edu)) == 3
