"""A plan's figure from what customers said: its baseline, its course, whether the plan worked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.boards.models import Card
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Finding, PlanKpi, Verdict
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import DEFAULT_SCALES, SurveyKind, band
from cxgame.thread import plans
from tests.boards import story
from tests.conftest import NOON, Town

MONDAY = date(2026, 3, 2)
SCALE = DEFAULT_SCALES[SurveyKind.NPS]
STEADY, BETTER = [(4, 3, 3), (3, 4, 3)], [(9, 1, 0), (8, 2, 0)]  # promoters, passives, detractors
APPROVED, WORKED, TODAY = MONDAY - timedelta(weeks=12), MONDAY - timedelta(weeks=10), MONDAY


def answers(session: Session, team_id: int, weeks: range, shares: list[tuple[int, ...]]) -> None:
    """Store ten answers in each of these weeks before MONDAY, each week's on its Wednesday."""
    entries = []
    for week in weeks:
        day = MONDAY - timedelta(weeks=week) + timedelta(days=2)
        scores = [s for s, n in zip((10, 8, 3), shares[week % 2], strict=True) for _ in range(n)]
        entries += [
            Entry(
                submission_id=f"{team_id}-{week}-{number}",
                kind=Kind.SURVEY,
                channel=Channel.PUBLIC,
                collected_at=clock.start_of(day),
                on_day=day,
                survey_kind=SurveyKind.NPS,
                scale=SCALE,
                score=score,
                band=band(SurveyKind.NPS, SCALE, score),
                team_id=team_id,
            )
            for number, score in enumerate(scores)
        ]
    store.write(session, entries, now=NOON)


def waiting(session: Session, town: Town, goal: float = 50) -> int:
    """Return a plan of the front desk on NPS, approved 12 weeks and worked off 10 weeks ago."""
    card_id = story.approved_plan(session, town)
    story.move(session, town.bob, card_id, "wait")
    card, plan = session.get_one(Card, card_id), session.get_one(Plan, card_id)
    plan.kpi, plan.baseline, plan.goal, plan.sealed = PlanKpi.NPS, 10.0, goal, ""
    card.approved_at = datetime.combine(APPROVED, time(12), UTC)
    card.worked_until = WORKED
    session.flush()
    return card_id


def course(session: Session, town: Town, card_id: int) -> plans.Course:
    found = plans.course_of(session, actor=town.diana, card_id=card_id, today=TODAY)
    assert found
    return found


def test_a_baseline_is_measured_in_the_plan_s_team(session: Session, town: Town) -> None:
    answers(session, town.desk, range(1, 13), STEADY)
    answers(session, town.clinic, range(1, 13), BETTER)
    card_id = story.add_plan(session, town)
    form = PlanForm("Nobody knows", PlanKpi.NPS, baseline=99, goal=50, check_on=date(2026, 7, 1))
    now = clock.start_of(MONDAY) + timedelta(hours=12)
    plans.set_plan(session, actor=town.diana, card_id=card_id, form=form, version=1, now=now)
    plan = session.get_one(Plan, card_id)
    assert (plan.baseline, plan.baseline_n) == (pytest.approx(5.0), 120)


def test_a_change_that_stays_is_found(session: Session, town: Town) -> None:
    answers(session, town.desk, range(13, 33), STEADY)
    answers(session, town.desk, range(1, 13), BETTER)
    card_id = waiting(session, town)
    found = course(session, town, card_id)
    assert [len(part) for part in (found.before, found.during, found.after)] == [20, 3, 9]
    assert found.effect.finding is Finding.REACHED
    assert (
        plans.verify_plan(
            session,
            actor=town.diana,
            card_id=card_id,
            verdict=Verdict.EFFECTIVE,
            says="It rose",
            measured=1.0,
            version=story.version(session, card_id),
            now=clock.start_of(TODAY) + timedelta(hours=9),
        )
        is None
    )
    plan = session.get_one(Plan, card_id)
    assert plan.finding == Finding.REACHED
    assert plan.measured == pytest.approx(found.effect.after)  # measured, not what was typed


def test_what_goes_up_and_down_as_always_is_no_effect(session: Session, town: Town) -> None:
    answers(session, town.desk, range(1, 33), STEADY)
    card_id = waiting(session, town)
    assert course(session, town, card_id).effect.finding is Finding.NOISE
    now = clock.start_of(TODAY) + timedelta(hours=9)
    asked = {
        "actor": town.diana,
        "card_id": card_id,
        "now": now,
        "version": story.version(session, card_id),
    }
    with pytest.raises(InvalidInput):
        plans.verify_plan(session, verdict=Verdict.EFFECTIVE, says="I feel it", **asked)
    following = plans.verify_plan(
        session, verdict=Verdict.INEFFECTIVE, says="As before", learned="Fridays", **asked
    )
    assert following and session.get_one(Plan, following).previous_card_id == card_id


def test_another_team_s_voice_is_not_the_plan_s(session: Session, town: Town) -> None:
    answers(session, town.clinic, range(1, 33), BETTER)
    card_id = waiting(session, town)
    assert course(session, town, card_id).effect.finding is Finding.TOO_FEW


def test_before_the_work_is_done_there_is_nothing_after(session: Session, town: Town) -> None:
    answers(session, town.desk, range(1, 33), BETTER)
    card_id = waiting(session, town)
    session.get_one(Card, card_id).worked_until = None
    found = course(session, town, card_id)
    assert (found.after, found.effect.finding) == ((), Finding.TOO_FEW)


def test_without_a_promise_there_is_no_course(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    assert plans.course_of(session, actor=town.bob, card_id=card_id, today=TODAY) is None
    with pytest.raises(NotFound):
        plans.verify_plan(
            session,
            actor=town.diana,
            card_id=card_id,
            verdict=Verdict.EFFECTIVE,
            says="x",
            version=1,
            now=NOON,
        )
