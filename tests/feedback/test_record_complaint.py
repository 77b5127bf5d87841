from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.feedback import rates, voice
from cxgame.feedback.kinds import Kind, Severity
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.tagging.tags import tags_of
from cxgame.notices import queries as notices
from cxgame.people import service
from cxgame.standards.models import Sop, SopStep
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold


@pytest.fixture
def step(session: Session, counter: Counter) -> SopStep:
    """One step of an SOP, at the till."""
    sop = Sop(code="P1", title={"en": "Pay"}, current_version=1, current_revision="r")
    session.add(sop)
    session.flush()
    made = SopStep(
        sop_id=sop.id,
        key="greet",
        position=1,
        title={"en": "Greet"},
        text={"en": "Say hello"},
        touchpoint_id=counter.till,
        revision="r",
    )
    session.add(made)
    session.flush()
    return made


def test_it_keeps_what_was_said_and_where(
    session: Session, town: Town, step: SopStep, stored: Callable[[int], FeedbackRecord]
) -> None:
    record_id = voice.record_complaint(
        session,
        actor=town.alice,
        team_id=town.desk,
        text="Nobody said hello.",
        sop_step_id=step.id,
        severity=Severity.HIGH,
        customer="C-17",
        contact="ana@example.com",
        tags=("queue", " queue ", ""),
        now=NOON,
    )

    record = stored(record_id)
    assert (record.team_id, record.author_id) == (town.desk, town.alice.person_id)
    assert (record.sop_step_id, record.sop_id) == (step.id, step.sop_id)
    assert record.touchpoint_id == step.touchpoint_id
    assert (record.severity, record.customer, record.contact) == (
        "high",
        "C-17",
        "ana@example.com",
    )
    assert tags_of(session, [record_id]) == {record_id: ("queue",)}
    assert_rollups_hold(session)


def test_what_staff_writes_down_never_counts_against_the_team(
    session: Session, town: Town, counter: Counter
) -> None:
    voice.record_complaint(session, actor=town.alice, team_id=town.desk, text="Slow.", now=NOON)

    assert rates.complaint_rate(session, actor=town.diana).count == 0
    assert rates.complaint_rate(session, actor=town.diana).heard == 1
    heard = rates.voice_counts(session, actor=town.diana)[Kind.COMPLAINT]
    assert (heard.sent, heard.heard) == (0, 1)


def test_the_same_form_sent_twice_is_one_complaint(
    session: Session, town: Town, counter: Counter
) -> None:
    first, second = (
        voice.record_complaint(
            session, actor=town.alice, team_id=town.desk, text="Slow.", form_token="f", now=NOON
        )
        for _ in range(2)
    )

    assert first == second
    assert notices.unread_count(session, actor=town.diana) == 1


def test_whoever_writes_it_down_is_not_told(session: Session, town: Town) -> None:
    voice.record_complaint(session, actor=town.diana, team_id=town.desk, text="Slow.", now=NOON)
    assert notices.unread_count(session, actor=town.diana) == 0


def test_without_a_manager_or_a_team_the_directors_are_told(session: Session, town: Town) -> None:
    voice.record_complaint(
        session, actor=town.charlie, team_id=town.grooming, text="Slow.", now=NOON
    )
    voice.record_complaint(session, actor=town.root, team_id=None, text="Slow.", now=NOON)
    assert notices.unread_count(session, actor=town.edu) == 2


def test_it_may_be_dated_on_the_day_it_was_heard(
    session: Session, town: Town, stored: Callable[[int], FeedbackRecord]
) -> None:
    record_id = voice.record_complaint(
        session,
        actor=town.alice,
        team_id=town.desk,
        text="Slow.",
        on_day=date(2026, 2, 28),
        now=NOON,
    )
    assert stored(record_id).on_day == date(2026, 2, 28)
    with pytest.raises(InvalidInput, match="still to come"):
        voice.record_complaint(
            session,
            actor=town.alice,
            team_id=town.desk,
            text="Slow.",
            on_day=NOON.date() + timedelta(days=1),
            now=NOON,
        )


def test_it_needs_words_and_an_open_team(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput, match="few words"):
        voice.record_complaint(session, actor=town.alice, team_id=town.desk, text=" ", now=NOON)
    unit = service.add_unit(session, actor=town.root, name="West", now=NOON)
    team = service.add_team(session, actor=town.root, unit_id=unit, name="Shut", now=NOON)
    service.change_team(
        session,
        actor=town.root,
        team_id=team,
        name="Shut",
        unit_id=unit,
        is_active=False,
        version=1,
        now=NOON,
    )
    with pytest.raises(NotFound):
        voice.record_complaint(session, actor=town.root, team_id=team, text="Slow.", now=NOON)


@pytest.mark.parametrize("wrong", [{"touchpoint_id": 99}, {"sop_step_id": 99}])
def test_it_refuses_places_that_do_not_exist(
    session: Session, town: Town, wrong: dict[str, int]
) -> None:
    with pytest.raises(NotFound):
        voice.record_complaint(
            session,
            actor=town.alice,
            team_id=town.desk,
            text="Slow.",
            touchpoint_id=wrong.get("touchpoint_id"),
            sop_step_id=wrong.get("sop_step_id"),
            now=NOON,
        )


@pytest.mark.parametrize("who", ["charlie", "nobody", "integration"])
def test_it_refuses_those_outside_the_team(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        voice.record_complaint(
            session, actor=town.everybody[who], team_id=town.desk, text="Slow.", now=NOON
        )
