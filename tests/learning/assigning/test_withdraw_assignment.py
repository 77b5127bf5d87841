import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed, NotFound
from cxgame.learning import assignments
from cxgame.learning.assigning.service import withdraw_assignment
from cxgame.learning.models import Assignment
from tests.conftest import NOON, Town
from tests.learning.assigning.story import give, waiting
from tests.learning.way import Learner, stock


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def test_nobody_has_it_to_do_any_more(session: Session, town: Town) -> None:
    given = give(session, town.diana, team_id=town.desk)
    Learner(session, town.bob).whole()
    for _ in range(2):
        withdraw_assignment(session, actor=town.diana, assignment_id=given, now=NOON)
    assert waiting(session, town.alice) == []
    past = assignments.assignments_of(
        session, actor=town.bob, person_id=town.bob.person_id or 0, with_done=True
    )
    assert [one.done_at for one in past] == [NOON]  # what was passed stays passed
    assert session.get_one(Assignment, given).withdrawn_at == NOON


def test_a_manager_takes_back_what_is_in_reach(session: Session, town: Town) -> None:
    everywhere = give(session, town.edu, role="frontline")
    far = give(session, town.edu, person_ids=[town.alice.person_id, town.charlie.person_id])
    near = give(session, town.edu, person_ids=[town.alice.person_id])
    for beyond in (everywhere, far):
        with pytest.raises(NotAllowed):
            withdraw_assignment(session, actor=town.diana, assignment_id=beyond, now=NOON)
    withdraw_assignment(session, actor=town.diana, assignment_id=near, now=NOON)
    assert waiting(session, town.alice) == ["welcome", "welcome"]


def test_an_unknown_one_is_not_found(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        withdraw_assignment(session, actor=town.edu, assignment_id=7, now=NOON)
