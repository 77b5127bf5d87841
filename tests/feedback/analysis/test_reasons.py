"""The Pareto of reasons: the vital few, and what bears no reason."""

import pytest
from sqlmodel import Session

from cxgame.feedback.analysis.reasons import Of, pareto, reasons
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import WHOLE, Cut
from tests.conftest import Town
from tests.feedback.analysis.story import answers, voices
from tests.feedback.conftest import Counter

NPS = SurveyKind.NPS


def test_the_vital_few_reach_80_percent() -> None:
    # 190 mentions: 61 and 44 are 55 %, with 31 it is 72 %, with 19 it is 82 %.
    counts = {
        "late": 61,
        "queue": 44,
        "swap": 31,
        "quote": 19,
        "signup": 14,
        "stock": 12,
        "tone": 9,
    }
    made = pareto({**counts, None: 17}, records=200)
    assert [reason.value for reason in made.vital] == ["late", "queue", "swap", "quote"]
    assert made.reasons[1].cumulative == pytest.approx(105 / 190)
    assert made.reasons[-1].cumulative == 1
    assert (made.records, made.unnamed, made.named) == (200, 17, 190)
    assert [reason.value for reason in made.half] == ["late", "queue"]
    assert made.is_uneven
    assert pareto({"late": 90, "queue": 5, "swap": 3, "quote": 2}, records=100).is_uneven


def test_even_reasons_have_no_vital_few() -> None:
    assert not pareto({f"r{n}": 10 for n in range(10)}, records=100).is_uneven
    assert not pareto({"only": 10, "other": 1}, records=11).is_uneven
    assert pareto({}, records=0).reasons == ()


def test_complaints_and_detractors_name_their_reasons(
    session: Session, town: Town, counter: Counter
) -> None:
    voices(session, 3, team_id=town.desk, tags=["late", "queue"], touchpoint_id=counter.till)
    voices(session, 2, team_id=town.clinic, tags=["queue"])
    voices(session, 1, team_id=town.grooming)
    voices(session, 4, team_id=town.desk, tags=["late"], held_reason="burst")
    answers(session, 2, 3, 9, team_id=town.desk, tags=["price"])
    answers(session, 1, kind=SurveyKind.CSAT, team_id=town.desk, tags=["tone"])

    of_all = reasons(session, actor=town.edu, of=Of.COMPLAINTS, kind=NPS, by="tag", cut=WHOLE)
    assert [(reason.value, reason.n) for reason in of_all.reasons] == [("queue", 5), ("late", 3)]
    assert (of_all.records, of_all.unnamed) == (6, 1)

    mine = reasons(session, actor=town.diana, of=Of.COMPLAINTS, kind=NPS, by="tag", cut=WHOLE)
    assert (mine.records, mine.unnamed) == (5, 0)
    at_till = reasons(
        session, actor=town.edu, of=Of.COMPLAINTS, kind=NPS, by="touchpoint",
        cut=Cut(team_id=town.desk),
    )  # fmt: skip
    assert [(reason.value, reason.n) for reason in at_till.reasons] == [(counter.till, 3)]

    unhappy = reasons(session, actor=town.edu, of=Of.DETRACTORS, kind=NPS, by="tag", cut=WHOLE)
    assert [(reason.value, reason.n) for reason in unhappy.reasons] == [("price", 2)]
