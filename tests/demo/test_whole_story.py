"""The whole eighteen months: what was improved shows, what was only tried does not."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from cxgame import clock
from cxgame.boards.plans.models import Plan
from cxgame.control import xmr
from cxgame.control.signals import Side, Verdict
from cxgame.demo import story
from cxgame.feedback import complaints, nps, rates, rollup_check, scores
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.insight import kpis
from cxgame.insight.kpis import KpiKey
from cxgame.learning.practice.outlook import outlook
from cxgame.people import audit, queries
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin, Sop, SopVersion
from cxgame.thread.models import RecordLink
from tests.demo.conftest import NOW, actor, copied, make

pytestmark = pytest.mark.slow

SYSTEM = Actor.system()
TODAY = clock.local_day(NOW)
CHANGED = TODAY - timedelta(days=story.IMPROVED)
HALF_YEAR = timedelta(days=170)
MONTHS_BEFORE = 12
IMPROVED, TRIED = "Banho e tosa Moema", "Loja Savassi"


@pytest.fixture(scope="module")
def whole_company(sqlite_template: sqlite3.Connection) -> Iterator[Engine]:
    """Everything, made once."""
    engine = copied(sqlite_template)
    make(engine, days=story.DAYS)
    yield engine
    engine.dispose()


@pytest.fixture
def told(whole_company: Engine) -> Iterator[Session]:
    with Session(whole_company) as session:
        yield session


def team_id(session: Session, name: str) -> int:
    return queries.team_by_name(session)[name]


def before_and_after(session: Session, team: str) -> tuple[Cut, Cut]:
    """Return as long a time before the change as after it."""
    where = team_id(session, team)
    later = CHANGED + timedelta(days=story.SETTLES_IN)
    return (
        Cut(CHANGED - HALF_YEAR, CHANGED - timedelta(days=1), where),
        Cut(later, TODAY, where),
    )


def months(session: Session, team: str) -> list[float]:
    """Return a team's NPS by month, the first and the last only partly told."""
    cut = Cut(team_id=team_id(session, team))
    points = scores.score_series(session, actor=SYSTEM, kind=SurveyKind.NPS, step="month", cut=cut)
    return [point.score.score for point in points if point.score.score is not None]


def tallies(session: Session, team: str) -> tuple[nps.Tally, nps.Tally]:
    found = [
        scores.nps_tally(scores.score(session, actor=SYSTEM, kind=SurveyKind.NPS, cut=cut))
        for cut in before_and_after(session, team)
    ]
    return found[0], found[1]


def complaint_tallies(session: Session, team: str) -> tuple[complaints.Tally, complaints.Tally]:
    found = [
        rates.complaint_rate(session, actor=SYSTEM, cut=cut)
        for cut in before_and_after(session, team)
    ]
    return tuple(complaints.Tally(rate.count, rate.served) for rate in found)  # type: ignore[return-value]


def test_it_has_the_order_of_magnitude_of_a_real_chain(told: Session) -> None:
    answers = told.exec(
        select(func.count()).select_from(FeedbackRecord).where(FeedbackRecord.kind == "survey")
    ).one()

    assert 15_000 <= answers <= 25_000


def test_its_books_are_in_order(told: Session) -> None:
    assert rollup_check.check(told).differences == ()
    assert audit.verify(told)[1] is None


def test_the_improvement_is_a_change_of_nps_and_of_complaints(told: Session) -> None:
    before, after = tallies(told, IMPROVED)
    assert nps.is_change(before, after)
    assert (after.score or 0) > (before.score or 0)

    before_rate, after_rate = complaint_tallies(told, IMPROVED)
    assert complaints.is_change(before_rate, after_rate)
    assert (after_rate.score or 0) < (before_rate.score or 0) / 2


def test_the_improvement_is_a_signal_on_the_chart(told: Session) -> None:
    reading = xmr.read(months(told, IMPROVED), baseline=MONTHS_BEFORE)

    assert reading.verdict(latest=3) is Verdict.UP
    assert [found for found in reading.signals if found.side is Side.LOW] == []
    assert min(found.index for found in reading.signals) >= MONTHS_BEFORE


def test_the_other_attempt_changed_nothing(told: Session) -> None:
    assert not nps.is_change(*tallies(told, TRIED))
    assert not complaints.is_change(*complaint_tallies(told, TRIED))
    assert xmr.read(months(told, TRIED), baseline=MONTHS_BEFORE).verdict(3) is Verdict.NOISE


def test_the_director_sees_both_as_they_are(told: Session) -> None:
    def verdict(team: str, key: KpiKey) -> Verdict:
        cut = Cut(team_id=team_id(told, team))
        return kpis.kpi(told, key, actor=SYSTEM, today=TODAY, step="month", cut=cut).verdict

    assert verdict(IMPROVED, KpiKey.NPS) is Verdict.UP
    assert verdict(IMPROVED, KpiKey.COMPLAINTS) is Verdict.DOWN
    assert verdict(TRIED, KpiKey.NPS) is Verdict.NOISE
    assert verdict(TRIED, KpiKey.COMPLAINTS) is Verdict.NOISE


def test_the_step_changed_because_of_complaints_that_lead_to_the_plan(told: Session) -> None:
    origins = told.exec(
        select(SopVersion.origin)
        .join(Sop, Sop.id == SopVersion.sop_id)  # type: ignore[arg-type]  # a column expression
        .where(Sop.code == "POP-001", SopVersion.version == Sop.current_version)
    ).all()
    links = told.exec(select(RecordLink)).all()

    assert origins == [Origin.OWN]
    assert len([link for link in links if link.card_id]) == 4  # three behind the plan, a task
    assert len([link for link in links if link.assignment_id]) == 2


def test_whoever_signs_in_first_has_cards_to_practise(told: Session) -> None:
    ahead = outlook(told, actor=actor(told, "alice"), now=NOW)

    assert 0 < ahead.cards <= ahead.due
    assert 1 <= ahead.minutes <= 5


def test_one_plan_kept_its_word_and_another_began_anew(told: Session) -> None:
    judged = told.exec(select(Plan.finding, Plan.verdict).where(Plan.kpi == "complaints")).all()

    assert ("reached", "effective") in judged
    assert ("noise", "ineffective") in judged
    assert len(told.exec(select(Plan).where(Plan.cycle == 2)).all()) == 1
