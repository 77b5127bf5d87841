"""Teams compared by their cases: how fast they close, how many they close."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.feedback import leaderboards
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.starting import set_up_cases
from cxgame.feedback.leaderboards import Board, Leaderboard
from cxgame.feedback.store import write
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import answer, case_of

SYSTEM = Actor.system()
LATER = NOON + timedelta(days=30)
MONTH = 31 * 24 * 60  # minutes: their square has no place in 32 bits


def live(session: Session, team: int, solved: list[int], late: int = 0) -> None:
    """Open a case for each time in minutes that it took to solve, and some that nobody solved."""
    entries = [answer(team, 3, ago=timedelta(minutes=n)) for n in range(len(solved) + late)]
    stored = write(session, entries, now=NOON)
    for entry, minutes in zip(entries, [*solved, *[None] * late], strict=True):
        case = case_of(session, stored[entry.submission_id])
        assert isinstance(case, Case)
        if minutes is not None:
            case.status, case.solved_minutes = "solved", minutes
    session.flush()


def board(session: Session, actor: Actor, which: Board) -> Leaderboard:
    return leaderboards.leaderboard(session, actor=actor, board=which, now=LATER)


@pytest.fixture
def lived(session: Session, town: Town) -> None:
    """The desk is fast, the clinic slow and forgetful, grooming has three cases."""
    set_up_cases(session, actor=SYSTEM, now=NOON)
    live(session, town.desk, [600, 660] * 6)
    live(session, town.clinic, [MONTH] * 10, late=20)
    live(session, town.grooming, [1, 1, 1])


def test_the_fastest_is_first_and_three_cases_say_too_little(
    session: Session, town: Town, lived: None
) -> None:
    made = board(session, town.edu, "time_to_close")
    assert [(row.rank, row.team, row.n) for row in made.rows] == [
        (1, "Front desk", 12),
        (2, "Clinic", 10),
        (None, "Grooming", 3),
    ]
    first = made.rows[0]
    assert first.score == pytest.approx(10.5)
    # Standard deviation of six 600 and six 660: 31.33 minutes; ± 1.96 · 31.33/√12.
    assert (first.low, first.high) == pytest.approx((10.2045, 10.7955), abs=1e-4)
    assert made.company.n == 25
    assert sum(unit.n for unit in made.units) == 25


def test_what_is_late_counts_against_the_share_of_loops_closed(
    session: Session, town: Town, lived: None
) -> None:
    made = board(session, town.edu, "loops_closed")
    assert [(row.rank, row.team, row.n) for row in made.rows] == [
        (1, "Front desk", 12),
        (2, "Clinic", 30),
        (None, "Grooming", 3),
    ]
    assert made.rows[1].score == pytest.approx(100 / 3)
    seen = board(session, town.alice, "loops_closed")
    assert not seen.units  # the frontline sees the first three, and its own
    with pytest.raises(ValueError, match="moment"):
        leaderboards.leaderboard(session, actor=SYSTEM, board="loops_closed")
