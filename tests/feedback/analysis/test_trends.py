"""The course of a score by whole weeks or months, against its limits."""

from datetime import date, timedelta

from sqlmodel import Session

from cxgame.control.signals import State, Verdict
from cxgame.feedback.analysis import trends
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from tests.conftest import Town
from tests.feedback.analysis.story import answers

START = date(2025, 9, 1)  # a Monday


def test_a_fall_out_of_the_limits_is_a_signal(session: Session, town: Town) -> None:
    for week in range(16):
        mood = [9] * 8 + [7] * (week % 3) + [3] * 2 if week < 15 else [3] * 12
        answers(session, *mood, team_id=town.desk, day=START + timedelta(days=7 * week + 2))
    cut = Cut(since=START + timedelta(days=1), until=START + timedelta(days=7 * 16 - 1))
    made = trends.trend(session, actor=town.edu, kind=SurveyKind.NPS, cut=cut)
    assert (made.step, made.state, made.verdict) == ("week", State.LIMITS, Verdict.DOWN)
    assert made.spots[0].start == START + timedelta(days=7)  # the first week lies not whole in it
    assert len(made.spots) == 15
    assert made.spots[-1].is_signal and made.latest is not None
    assert {one.center for one in made.spots} == {made.spots[0].center}


def test_the_running_week_and_small_weeks_are_no_points(session: Session, town: Town) -> None:
    answers(session, *[9] * 12, team_id=town.desk, day=START)
    answers(session, *[9] * 9, team_id=town.desk, day=START + timedelta(days=7))
    answers(session, *[9] * 12, team_id=town.desk, day=START + timedelta(days=14))
    cut = Cut(since=START, until=START + timedelta(days=15))
    made = trends.trend(session, actor=town.edu, kind=SurveyKind.NPS, cut=cut)
    assert [one.start for one in made.spots] == [START]
    assert (made.verdict, made.spots[0].low) == (Verdict.TOO_FEW, None)


def test_shares_have_limits_for_each_point(session: Session, town: Town) -> None:
    for week in range(10):
        favourable = 9 + week % 3
        answers(
            session, *[5] * favourable, *[2] * (10 * (1 + week % 2)), kind=SurveyKind.CSAT,
            team_id=town.desk, day=START + timedelta(days=7 * week),
        )  # fmt: skip
    cut = Cut(since=START, until=START + timedelta(days=69))
    made = trends.trend(session, actor=town.edu, kind=SurveyKind.CSAT, cut=cut)
    assert made.state is State.EARLY
    assert len({one.high for one in made.spots}) > 1
    assert all(one.low is not None and 0 <= one.low <= (one.high or 0) <= 100 for one in made.spots)


def test_long_cuts_go_by_month_and_open_ones_have_no_course(session: Session, town: Town) -> None:
    wanted = Cut(since=date(2025, 1, 1), until=date(2025, 12, 31))
    made = trends.trend(session, actor=town.edu, kind=SurveyKind.NPS, cut=wanted)
    assert (made.step, made.spots) == ("month", ())
    assert trends.trend(session, actor=town.edu, kind=SurveyKind.NPS, cut=Cut()).spots == ()
