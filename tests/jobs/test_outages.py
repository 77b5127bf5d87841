from datetime import datetime, timedelta

from sqlmodel import Session

from cxgame.jobs import outages
from cxgame.people.rota import queries
from cxgame.schedule.models import JobRun, RunState
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY


def ran(session: Session, at: datetime) -> None:
    session.add(JobRun(job="a", slot=at, epoch=1, holder="h", state=RunState.DONE, started_at=at))
    session.flush()


def test_whole_days_without_any_run_are_outages(session: Session, town: Town) -> None:
    for back in (5, 4, 1):
        ran(session, NOON - back * DAY)
    assert outages.note_outages(session, now=NOON) == 2
    assert outages.note_outages(session, now=NOON) == 0
    assert queries.outages(session) == [TODAY - 2 * DAY, TODAY - 3 * DAY]


def test_a_new_installation_was_never_down(session: Session, town: Town) -> None:
    assert outages.note_outages(session, now=NOON) == 0
    ran(session, NOON - timedelta(minutes=15))
    assert outages.note_outages(session, now=NOON) == 0
