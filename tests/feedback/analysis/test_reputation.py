"""The reputation on complaint platforms, by known answers."""

from datetime import date

import pytest
from sqlmodel import Session

from cxgame.feedback.analysis.reputation import (
    Facts,
    Standing,
    Weights,
    facts_of,
    index_of,
    months_before,
    reputation,
    standing_of,
)
from cxgame.feedback.kinds import Channel
from cxgame.feedback.scope import WHOLE, Cut
from tests.conftest import Town
from tests.feedback.analysis.story import voices

TODAY = date(2026, 3, 31)


def facts(answered: int, grade: float, solved: int, again: int, *, rated: int = 100) -> Facts:
    return Facts(100, answered, rated, rated * grade, rated, solved, rated, again)


@pytest.mark.parametrize(
    ("made", "index", "standing"),
    [
        # (2·100 + 30·10 + 3·100 + 2·100)/100 = 10
        (facts(100, 10, 100, 100), 10.0, Standing.GREAT),
        # (2·98 + 30·7.2 + 3·85 + 2·74)/100 = 8.15
        (facts(98, 7.2, 85, 74), 8.15, Standing.GREAT),
        # (2·90 + 30·6 + 3·80 + 2·60)/100 = 7.2
        (facts(90, 6, 80, 60), 7.2, Standing.GOOD),
        (facts(90, 5, 65, 50), 6.25, Standing.REGULAR),
        (facts(80, 4, 55, 45), 5.35, Standing.BAD),
        (facts(70, 2, 30, 20), 3.3, Standing.NOT_RECOMMENDED),
        # fewer than half answered: whatever the rest says
        (facts(49, 10, 100, 100), 8.98, Standing.NOT_RECOMMENDED),
        (facts(100, 10, 9, 9, rated=9), 10.0, None),
    ],
)
def test_the_index_and_its_band(made: Facts, index: float, standing: Standing | None) -> None:
    found = index_of(made, Weights())
    assert found == pytest.approx(index)
    assert standing_of(found, made) is standing


def test_the_weights_are_the_companys_to_set() -> None:
    made = facts(100, 5, 100, 100)
    assert index_of(made, Weights(answered=0, grade=100, solved=0, buy_again=0)) == 5


def test_where_nobody_rated_there_is_no_index() -> None:
    assert index_of(Facts(5, 5), Weights()) is None
    assert standing_of(None, Facts(5, 5)) is None
    assert standing_of(None, Facts(20, 5)) is Standing.NOT_RECOMMENDED


def test_what_a_complaint_says_is_read_with_care() -> None:
    assert facts_of(("yes", "7,5", "no", None), 2) == Facts(2, 2, 2, 15.0, 2, 0, 0, 0)
    assert facts_of((None, "eleven", "", "yes"), 1) == Facts(1, 0, 0, 0.0, 0, 0, 1, 1)
    assert facts_of(("no", "11", None, None), 1) == Facts(1)


def test_windows_begin_on_a_day_that_exists() -> None:
    assert months_before(TODAY, 6) == date(2025, 9, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def test_six_and_twelve_months_are_read_from_the_complaints(session: Session, town: Town) -> None:
    said = {"platform": "Reclame AQUI", "answered": "yes", "grade": "8"}
    happy = {**said, "solved": "yes", "buy_again": "yes"}
    voices(session, 12, day=date(2026, 2, 1), channel=Channel.PLATFORM, team_id=town.desk,
           details=happy)  # fmt: skip
    voices(session, 4, day=date(2025, 5, 1), channel=Channel.PLATFORM, details={
        "platform": "consumidor.gov.br", "answered": "no"})  # fmt: skip
    voices(session, 3, day=date(2026, 2, 1), team_id=town.desk)  # of no platform

    six, twelve = reputation(session, actor=town.edu, today=TODAY, weights=Weights(), cut=WHOLE)
    assert (six.months, six.facts.complaints, twelve.facts.complaints) == (6, 12, 16)
    # (2·100 + 30·8 + 3·100 + 2·100)/100 = 9.4, and with 12 of 16 answered 8.9
    assert (six.index, six.standing) == (pytest.approx(9.4), Standing.GREAT)
    assert twelve.index == pytest.approx(8.9)
    assert set(twelve.platforms) == {"Reclame AQUI", "consumidor.gov.br"}

    mine = reputation(session, actor=town.charlie, today=TODAY, weights=Weights(), cut=WHOLE)
    assert mine[0].facts == Facts()
    elsewhere = reputation(
        session, actor=town.edu, today=TODAY, weights=Weights(), cut=Cut(team_id=town.clinic)
    )
    assert elsewhere[1].index is None
