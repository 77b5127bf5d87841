import pytest
from sqlmodel import Session

from cxgame.feedback.complaints import Tally
from cxgame.insight.training import clusters
from cxgame.insight.training.clusters import Cluster, is_unusual
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd
from tests.insight.training.heard import Heard


def found(session: Session, actor: Actor) -> tuple[Cluster, ...]:
    return clusters.clusters(session, actor=actor, today=TODAY).found


def test_many_complaints_beside_the_companys_year_are_a_cluster(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    for team in (town.desk, town.clinic, town.grooming):
        heard.served(team, 20)
    heard.complain(town.desk, crowd.step("greet"), 9)
    heard.complain(town.clinic, crowd.step("greet"), 1)
    heard.complain(town.clinic, crowd.step("listen"), 3)
    heard.complain(town.clinic, crowd.step("listen"), 9, ago=200)

    first, *others = found(session, town.diana)

    assert (first.step.key, first.team, first.is_unusual) == ("greet", "Front desk", True)
    assert (first.rate.count, first.rate.served) == (9, 1800)
    assert first.rate.score == pytest.approx(5)
    assert (first.usual.count, first.usual.served) == (1, 3 * 365 * 20 - 1800)
    assert [(one.step.key, one.is_unusual) for one in others] == [
        ("listen", False),
        ("greet", False),
    ]


def test_listening_makes_no_cluster(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    heard.served(town.desk, 20)
    heard.complain(town.desk, crowd.step("greet"), 30, by_staff=True)
    (one,) = found(session, town.diana)
    assert (one.rate.count, one.rate.heard, one.is_unusual) == (0, 30, False)


def test_a_manager_sees_the_own_teams_and_90_days(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    heard.complain(town.grooming, crowd.step("greet"), 3)
    heard.complain(town.desk, crowd.step("greet"), 3, ago=90)
    assert found(session, town.diana) == ()
    assert [one.team for one in found(session, town.edu)] == ["Grooming"]


def test_what_has_no_step_is_counted(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    heard.complain(town.desk, crowd.step("greet"), 2)
    heard.complain(town.desk, None, 3)
    placed = clusters.clusters(session, actor=town.diana, today=TODAY).placed
    assert (placed.placed, placed.total) == (2, 5)


@pytest.mark.parametrize(("count", "unusual"), [(2, False), (5, False), (6, True), (12, True)])
def test_the_limit_is_that_of_a_chart(count: int, unusual: bool) -> None:
    """One expected: P(X ≥ 5) = 0.00366, P(X ≥ 6) = 0.00059 for a rate known well."""
    assert is_unusual(Tally(count, 1_000), Tally(10_000, 10_000_000)) is unusual


def test_without_customers_served_nothing_is_unusual() -> None:
    assert not is_unusual(Tally(50, 0), Tally(10, 1_000))
    assert not is_unusual(Tally(50, 1_000), Tally(0, 0))
