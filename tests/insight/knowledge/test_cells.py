import pytest
from sqlmodel import Session

from cxgame.insight.knowledge import cells
from cxgame.insight.knowledge.cells import Cell
from cxgame.learning.practice import memory
from cxgame.people.models import Person
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd


def cell(session: Session, crowd: Crowd, team_id: int, step: str = "greet") -> Cell | None:
    return cells.cells(session, day=TODAY).get((team_id, crowd.step(step)))


def test_recall_is_the_mean_over_cards(session: Session, town: Town, crowd: Crowd) -> None:
    one, other = crowd.people(town.desk, 2)
    first = crowd.knows(one, town.desk, "single", stability=10, ago=30)
    second = crowd.knows(one, town.desk, "multiple", stability=100, ago=5)
    third = crowd.knows(other, town.desk, "single", stability=3, ago=80)

    found = cell(session, crowd, town.desk)

    mean = sum(memory.recall(card, TODAY) or 0 for card in (first, second, third)) / 3
    assert found is not None
    assert (found.people, found.cards) == (2, 3)
    assert found.recall == pytest.approx(mean, abs=1e-9)


def test_who_was_never_tested_is_no_zero(session: Session, town: Town, crowd: Crowd) -> None:
    one, other = crowd.people(town.desk, 2)
    crowd.knows(one, town.desk, "single", stability=10)
    crowd.knows(other, town.desk, "single", stability=None)
    crowd.knows(other, town.desk, "true-false", stability=None)

    found = cell(session, crowd, town.desk)
    assert found is not None
    assert (found.people, found.recall) == (1, pytest.approx(1))
    assert cell(session, crowd, town.desk, "listen") is None


def test_knowledge_goes_with_the_person(session: Session, town: Town, crowd: Crowd) -> None:
    mover, stayer = crowd.people(town.clinic, 2)
    crowd.knows(mover, town.desk, "single", stability=10)
    crowd.knows(mover, town.clinic, "multiple", stability=10)
    crowd.knows(stayer, town.clinic, "single", stability=10)
    nowhere = crowd.person(town.clinic)
    crowd.knows(nowhere, None, "single", stability=10)

    assert cell(session, crowd, town.desk) is None
    found = cell(session, crowd, town.clinic)
    assert found is not None
    assert (found.people, found.cards) == (3, 4)


def test_who_left_counts_no_more(session: Session, town: Town, crowd: Crowd) -> None:
    gone, homeless = crowd.people(town.desk, 2)
    for person_id in (gone, homeless):
        crowd.knows(person_id, town.desk, "single", stability=10)
    session.get_one(Person, gone).is_active = False
    session.get_one(Person, homeless).team_id = None
    session.flush()
    assert cell(session, crowd, town.desk) is None


def test_a_question_that_is_asked_no_more_says_nothing(
    session: Session, town: Town, crowd: Crowd
) -> None:
    crowd.knows(crowd.person(town.desk), town.desk, "single", stability=10)
    crowd.question("single").is_active = False
    session.flush()
    assert cell(session, crowd, town.desk) is None


def test_observed_are_90_days_and_a_guess_is_not_knowing(
    session: Session, town: Town, crowd: Crowd
) -> None:
    one, other = crowd.people(town.desk, 2)
    crowd.answered(one, town.desk, "single", right=True, ago=0)
    crowd.answered(one, town.desk, "single", right=True, guessed=True, ago=40)
    crowd.answered(other, town.desk, "single", right=False, ago=89)
    crowd.answered(other, town.desk, "single", right=True, ago=90)

    found = cell(session, crowd, town.desk)
    assert found is not None
    assert (found.answerers, found.answers, found.right) == (2, 3, 1)


def test_two_groups_are_joined_by_their_cards() -> None:
    joined = Cell(1, 1, 0.5, 1, 2, 1) + Cell(2, 3, 0.9, 0, 1, 0)
    assert joined == Cell(3, 4, pytest.approx(0.8), 1, 3, 1)
    assert cells.total([]) == Cell()
