import logging
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from cxgame.errors import NotFound
from cxgame.feedback import voice
from cxgame.feedback.models import VoiceDay
from cxgame.jobs import catalogue
from cxgame.jobs.catalogue import JOBS, Job
from cxgame.notices import queries
from cxgame.people import accounts
from cxgame.people.models import PasswordLink, SignInFailure, SignInSession
from tests.conftest import NOON, Town

DAY = timedelta(days=1)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_is_safe_to_run_twice(session: Session, town: Town, job: Job) -> None:
    run = job.run if job.is_apart else partial(job.run, session)
    run(now=NOON)
    assert run(now=NOON) == 0


def test_check_rollups_tells_the_administrators_and_repairs_nothing(
    session: Session, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    job = catalogue.find("check-rollups")
    voice.record_complaint(
        session, actor=town.edu, team_id=town.desk, text="Nobody said hello", now=NOON
    )
    session.flush()
    assert job.run(session, now=NOON) == 0
    session.execute(update(VoiceDay).values(n=7))

    with caplog.at_level(logging.CRITICAL):
        assert job.run(session, now=NOON) == 1
        assert job.run(session, now=NOON) == 1
    (notice,) = [each for each in queries.inbox(session, actor=town.root) if "n" in each.values]
    assert notice.values == {"n": 1}


def test_names_are_unique() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="clear-sign-ins"):
        catalogue.find("nonsense")


def test_clear_sign_ins_drops_what_is_old_and_keeps_what_is_new(
    session: Session, town: Town
) -> None:
    alice = town.alice.person_id
    assert alice
    for moment in (NOON, NOON + 200 * DAY):
        accounts.start_session(session, person_id=alice, keys=[], now=moment)
        accounts.make_password_link(session, actor=town.root, person_id=alice, now=moment)
        accounts.note_failure(session, keys=[f"from {moment}"], now=moment)

    assert catalogue.find("clear-sign-ins").run(session, now=NOON + 200 * DAY) > 0

    for table in (SignInSession, PasswordLink, SignInFailure):
        assert len(session.exec(select(table)).all()) == 1, table


def test_clear_sign_ins_ends_expired_sessions(session: Session, town: Town) -> None:
    alice = town.alice.person_id
    assert alice
    accounts.start_session(session, person_id=alice, keys=[], now=NOON)

    assert catalogue.find("clear-sign-ins").run(session, now=NOON + DAY) == 1

    (row,) = session.exec(select(SignInSession)).all()
    session.refresh(row)
    assert row.ended_at == row.expires_at
