"""The NPS by month: whole months only, and the limits that tell a signal."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.control.signals import Verdict
from cxgame.feedback import store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Scale, SurveyKind, band
from cxgame.insight import course
from tests.conftest import NOON, Town

SCALE = Scale(0, 10)
TODAY = date(2026, 3, 2)


def answer(session: Session, team_id: int, when: datetime, *scores: int) -> None:
    entries = [
        Entry(
            submission_id=f"{team_id} {when} {n}",
            kind=Kind.SURVEY,
            channel=Channel.PUBLIC,
            collected_at=when,
            on_day=clock.local_day(when),
            survey_kind=SurveyKind.NPS,
            scale=SCALE,
            score=score,
            band=band(SurveyKind.NPS, SCALE, score),
            team_id=team_id,
        )
        for n, score in enumerate(scores)
    ]
    store.write(session, entries, now=NOON)


def test_the_running_month_is_left_out(session: Session, town: Town) -> None:
    answer(session, town.desk, NOON, 10)
    answer(session, town.desk, NOON - timedelta(days=20), 10, 0)

    (month,) = course.nps_course(session, actor=town.edu, today=TODAY).months
    assert (month.start, month.n, month.score) == (date(2026, 2, 1), 2, 0.0)
    assert month.low < 0 < month.high


def test_a_manager_sees_the_own_teams(session: Session, town: Town) -> None:
    answer(session, town.grooming, NOON - timedelta(days=20), 10)
    assert course.nps_course(session, actor=town.edu, today=TODAY).months
    assert not course.nps_course(session, actor=town.diana, today=TODAY).months


def test_a_fall_below_the_usual_range_is_a_signal(session: Session, town: Town) -> None:
    for back in range(13):
        year, month = divmod(2026 * 12 + 1 - back, 12)
        when = NOON.replace(year=year, month=month + 1, day=15)
        usual = (10, 10, 10, 8, 8, 8, 8, 0) if back % 2 else (10, 10, 8, 8, 8, 8, 8, 0)
        answer(session, town.desk, when, *((0,) * 8 if back == 0 else usual))

    found = course.nps_course(session, actor=town.edu, today=TODAY)
    assert found.verdict is Verdict.DOWN
    assert [month.is_signal for month in found.months][-1]
    assert found.limits and found.limits[0] > -100


def test_few_months_have_no_limits(session: Session, town: Town) -> None:
    answer(session, town.desk, NOON - timedelta(days=20), 9)
    found = course.nps_course(session, actor=town.edu, today=TODAY)
    assert (found.limits, found.verdict) == (None, Verdict.TOO_FEW)
