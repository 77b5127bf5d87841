from datetime import datetime, timedelta

from sqlmodel import Session, select

from cxgame.feedback.cases.escalation import escalate_cases
from cxgame.feedback.cases.words import Status
from cxgame.notices.models import Notice
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer

HOUR = timedelta(hours=1)


def told(session: Session, town: Town, at: datetime) -> list[str]:
    """Run the job, and return who got a notice by it."""
    known = set(session.exec(select(Notice.id)))
    escalate_cases(session, now=at)
    names = {actor.person_id: name for name, actor in town.everybody.items()}
    fresh = session.exec(select(Notice)).all()
    return sorted(names[one.person_id] for one in fresh if one.id not in known)


def test_owner_then_manager_then_director_are_told_once_each(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(town.desk, 3))
    assert case is not None
    case.owner_id = town.alice.person_id

    assert told(session, town, NOON + 35 * HOUR) == []
    assert told(session, town, NOON + 36 * HOUR) == ["alice"]
    assert told(session, town, NOON + 48 * HOUR) == []
    assert told(session, town, NOON + 49 * HOUR) == ["alice", "diana"]
    assert told(session, town, NOON + 60 * HOUR) == []
    assert told(session, town, NOON + 74 * HOUR) == ["edu"]
    assert told(session, town, NOON + 200 * HOUR) == []
    assert (case.warned_at, case.escalated_at, case.raised_at) == tuple(
        NOON + hours * HOUR for hours in (36, 49, 74)
    )


def test_what_is_solved_is_left_in_peace(session: Session, town: Town, said: Said) -> None:
    case = said(answer(town.desk, 3))
    assert case is not None
    case.status = Status.SOLVED
    assert told(session, town, NOON + 100 * HOUR) == []


def test_thanks_are_never_late(session: Session, town: Town, said: Said) -> None:
    case = said(answer(town.desk, 10, text="Lovely", contact="ana@example.com"))
    assert case is not None
    assert told(session, town, NOON + 1000 * HOUR) == []


def test_without_a_manager_the_director_is_told_at_once(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(town.grooming, 3))
    assert case is not None
    assert case.owner_id is None
    assert told(session, town, NOON + 49 * HOUR) == ["edu"]


def test_a_secret_one_is_told_to_administrators_alone(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(None, 3))
    assert case is not None
    case.is_secret = True
    assert told(session, town, NOON + 49 * HOUR) == ["root"]
    assert told(session, town, NOON + 80 * HOUR) == ["root"]
