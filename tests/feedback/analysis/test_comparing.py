"""Two periods side by side."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import InvalidInput
from cxgame.feedback import served
from cxgame.feedback.analysis import comparing
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from tests.conftest import NOON, Town
from tests.feedback.analysis.story import DAY, answers, voices

MARCH = Cut(since=date(2026, 3, 1), until=date(2026, 3, 31))
BEFORE = date(2026, 2, 10)


def test_the_period_before_is_as_long() -> None:
    assert comparing.before(MARCH) == Cut(since=date(2026, 1, 29), until=date(2026, 2, 28))
    with pytest.raises(InvalidInput):
        comparing.before(Cut(since=DAY))


def test_a_small_difference_is_no_real_change(session: Session, town: Town) -> None:
    answers(session, *[9] * 6, *[5] * 4, team_id=town.desk)
    answers(session, *[9] * 5, *[5] * 5, team_id=town.desk, day=BEFORE)
    made = comparing.compare(
        session, actor=town.edu, kind=SurveyKind.NPS, cut=MARCH, earlier=comparing.before(MARCH)
    )
    assert (made.now.score, made.before.score, made.difference) == (20, 0, 20)
    assert made.low is not None and made.high is not None and made.low < 0 < made.high
    assert not made.is_change


def test_a_large_difference_is_a_change(session: Session, town: Town) -> None:
    answers(session, *[5] * 40, *[2] * 10, kind=SurveyKind.CSAT, team_id=town.desk)
    answers(session, *[5] * 20, *[2] * 30, kind=SurveyKind.CSAT, team_id=town.desk, day=BEFORE)
    made = comparing.compare(
        session, actor=town.edu, kind=SurveyKind.CSAT, cut=MARCH, earlier=comparing.before(MARCH)
    )
    # 80 % and 40 % of 50 each: z = 0.4/√(0.16/50 + 0.24/50) = 4.472.
    assert made.difference == pytest.approx(40)
    assert made.z == pytest.approx(4.472, abs=1e-3)
    assert made.low is not None and made.low > 0 and made.is_change


def test_one_empty_period_compares_nothing(session: Session, town: Town) -> None:
    answers(session, 9, team_id=town.desk)
    made = comparing.compare(
        session, actor=town.edu, kind=SurveyKind.NPS, cut=MARCH, earlier=comparing.before(MARCH)
    )
    assert (made.difference, made.z, made.is_change) == (None, None, False)


def test_complaint_rates_are_compared_too(session: Session, town: Town) -> None:
    for day in (DAY, BEFORE):
        served.record_served(
            session, actor=town.root, team_id=town.desk, from_day=day, to_day=day,
            customers=1_000, now=NOON + timedelta(days=1),
        )  # fmt: skip
    voices(session, 30, team_id=town.desk)
    voices(session, 5, team_id=town.desk, day=BEFORE)
    made = comparing.compare_rates(
        session, actor=town.edu, cut=MARCH, earlier=comparing.before(MARCH)
    )
    assert (made.now.score, made.before.score) == (30, 5)
    assert made.is_change
    assert (
        comparing.compare_rates(
            session, actor=town.edu, cut=Cut(team_id=town.clinic), earlier=MARCH
        ).z
        is None
    )
