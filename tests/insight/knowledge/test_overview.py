from sqlmodel import Session

from cxgame.insight.knowledge import overview
from cxgame.insight.knowledge.overview import KnowledgeMap, Row, Shown, State
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd


def seen(session: Session, actor: Actor) -> KnowledgeMap:
    return overview.knowledge_map(session, actor=actor, today=TODAY)


def row(whole: KnowledgeMap, key: str = "greet") -> Row:
    return next(row for row in whole.rows if row.step.key == key)


def taught(crowd: Crowd, team_id: int, n: int, *, stability: float = 100, ago: int = 10) -> None:
    for person_id in crowd.people(team_id, n):
        crowd.knows(person_id, team_id, "single", stability=stability, ago=ago)


def test_a_manager_sees_the_own_cells_however_small(
    session: Session, town: Town, crowd: Crowd
) -> None:
    taught(crowd, town.desk, 1)
    whole = seen(session, town.diana)

    assert row(whole).cells[town.desk].state is State.KNOWN
    assert row(whole).cells[town.desk].people == 1
    assert row(whole).cells[town.clinic].state is State.NEVER
    assert [column.is_own for column in whole.columns] == [True, True, False]


def test_other_teams_small_cells_are_hidden(session: Session, town: Town, crowd: Crowd) -> None:
    taught(crowd, town.grooming, 4)
    taught(crowd, town.desk, 7)
    whole = row(seen(session, town.diana))
    assert whole.cells[town.grooming] == Shown(State.HIDDEN)
    assert whole.company == Shown(State.HIDDEN)  # else it less the own cells would tell


def test_a_director_compares_and_sees_no_small_cell(
    session: Session, town: Town, crowd: Crowd
) -> None:
    taught(crowd, town.grooming, 4)
    taught(crowd, town.desk, 7)
    taught(crowd, town.clinic, 9)
    for actor in (town.edu, town.root):
        found = row(seen(session, actor))
        states = {team: cell.state for team, cell in found.cells.items()}
        assert states == {
            town.grooming: State.HIDDEN,
            town.desk: State.HIDDEN,  # the next smallest, so that no total tells
            town.clinic: State.KNOWN,
        }
        assert found.company.people == 20


def test_never_tested_in_a_small_team_is_hidden_too(
    session: Session, town: Town, crowd: Crowd
) -> None:
    taught(crowd, town.clinic, 6)
    found = row(seen(session, town.edu))
    assert found.cells[town.grooming].state is State.HIDDEN  # charlie alone


def test_observed_by_few_is_hidden_where_the_estimate_is_not(
    session: Session, town: Town, crowd: Crowd
) -> None:
    for number, person_id in enumerate(crowd.people(town.clinic, 6)):
        crowd.knows(person_id, town.clinic, "single", stability=100, ago=120)
        if number < 2:
            crowd.cards[person_id, "single"].reviewed_on = TODAY
            crowd.answered(person_id, town.clinic, "single", right=True)
    cell = row(seen(session, town.edu)).cells[town.clinic]
    assert (cell.state, cell.people, cell.answers) == (State.KNOWN, 6, 0)
    assert row(seen(session, town.diana)).cells[town.clinic].answers == 2


def test_what_is_weak_asks_for_training_the_weakest_first(
    session: Session, town: Town, crowd: Crowd
) -> None:
    taught(crowd, town.desk, 1, stability=2, ago=60)
    taught(crowd, town.clinic, 1, stability=1, ago=90)
    taught(crowd, town.grooming, 9, stability=1, ago=90)
    needs = seen(session, town.diana).needs
    assert [need.team.id for need in needs] == [town.clinic, town.desk]


def test_what_is_hidden_asks_for_nothing(session: Session, town: Town, crowd: Crowd) -> None:
    taught(crowd, town.grooming, 9, stability=1, ago=90)
    assert [need.team.id for need in seen(session, town.edu).needs] == [town.grooming]
    taught(crowd, town.desk, 1, stability=1, ago=90)
    assert seen(session, town.edu).needs == ()


def test_answered_worse_than_the_estimate_is_a_gap(
    session: Session, town: Town, crowd: Crowd
) -> None:
    for number, person_id in enumerate(crowd.people(town.desk, 12)):
        crowd.knows(person_id, town.desk, "single", stability=100)
        crowd.answered(person_id, town.desk, "single", right=number < 5)
    (need,) = seen(session, town.diana).needs
    assert need.cell.is_gap and not need.cell.is_weak


def test_a_step_without_questions_is_left_out_and_counted(
    session: Session, town: Town, crowd: Crowd
) -> None:
    for key in ("true-false", "short-text", "number", "goodbye-number"):
        crowd.question(key).is_active = False
    session.flush()
    whole = seen(session, town.diana)
    assert [row.step.key for row in whole.rows] == ["greet", "promise"]
    assert whole.silent == 1
