"""Answers counted by any two dimensions, from roll-ups and from records alike."""

from datetime import date

import pytest
from sqlmodel import Session

from cxgame.feedback.analysis import counting, dimensions
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.dimensions import Dimension, Value
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.kinds import Channel
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import WHOLE, Cut
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.analysis.story import DAY, answers, voices
from tests.feedback.conftest import Counter

P, N, D = Counts(promoters=1), Counts(passives=1), Counts(detractors=1)


@pytest.fixture
def heard(session: Session, town: Town, counter: Counter) -> None:
    """Six answers at two places, with tags, a customer, a field; a CSAT and a complaint beside."""
    session.add(Customer(key="c1", segment_value="high", segment_need="speed", created_at=NOON))
    answers(
        session, 10, 3, team_id=town.desk, touchpoint_id=counter.till, tags=["queue", "price"],
        customer="c1", details={"Region": "SP", "no": "1"},
    )  # fmt: skip
    answers(
        session, 7, team_id=town.grooming, touchpoint_id=counter.bath, language="en",
        channel=Channel.FILE, day=date(2026, 4, 5), details={"Region": "RJ"},
    )  # fmt: skip
    answers(session, 9, team_id=town.clinic, tags=["queue"], survey_id=counter.survey_id)
    answers(session, 0, day=date(2025, 12, 31))
    answers(session, 1, team_id=town.desk, held_reason="burst", tags=["queue"])
    answers(session, 5, kind=SurveyKind.CSAT, team_id=town.desk)
    voices(session, 2, team_id=town.desk, tags=["queue"])


def counted(
    session: Session, *by: str, actor: Actor | None = None, cut: Cut = WHOLE
) -> dict[tuple[Value, ...], Counts]:
    reader = actor or Actor.system()
    return counting.count(session, actor=reader, kind=SurveyKind.NPS, cut=cut, by=by)


@pytest.mark.usefixtures("heard")
def test_every_dimension_parts_all_answers(session: Session, town: Town, counter: Counter) -> None:
    expected: dict[str, dict[Value, Counts]] = {
        "team": {town.desk: P + D, town.grooming: N, town.clinic: P, None: D},
        "unit": {town.north: P + D + P, town.south: N, None: D},
        "touchpoint": {counter.till: P + D, counter.bath: N, None: P + D},
        "channel": {"public": P + D + P + D, "file": N},
        "survey": {counter.survey_id: P, None: P + D + N + D},
        "value": {"high": P + D, None: N + P + D},
        "need": {"speed": P + D, None: N + P + D},
        "month": {"2026-03": P + D + P, "2026-04": N, "2025-12": D},
        "weekday": {0: P + D + P, 6: N, 2: D},
        "language": {"en": N, None: P + D + P + D},
        "step": {None: P + D + N + P + D},
        "tag": {"queue": P + D + P, "price": P + D, None: N + D},
        "field:Region": {"SP": P + D, "RJ": N, None: P + D},
    }
    assert set(expected) - {"field:Region"} == set(Dimension)
    for by, parts in expected.items():
        assert counted(session, by) == {(value,): n for value, n in parts.items()}, by


@pytest.mark.usefixtures("heard")
def test_roll_ups_and_records_count_alike(session: Session, town: Town) -> None:
    cuts = (WHOLE, Cut(since=DAY, until=DAY), Cut(team_id=town.desk), Cut(unit_id=town.south))
    for actor in (Actor.system(), town.diana):
        for cut in cuts:
            for first in dimensions.ROLLED_UP:
                for second in dimensions.ROLLED_UP - {first}:
                    quick = counted(session, first, second, actor=actor, cut=cut)
                    # the channel lies in no roll-up, so the records themselves are read
                    slow = counted(session, first, second, "channel", actor=actor, cut=cut)
                    summed: dict[tuple[Value, ...], Counts] = {}
                    for (one, other, _channel), n in slow.items():
                        summed[one, other] = summed.get((one, other), Counts()) + n
                    assert quick == summed, (first, second)


@pytest.mark.usefixtures("heard")
def test_a_manager_counts_the_own_teams_alone(session: Session, town: Town) -> None:
    teams = counted(session, "team", actor=town.diana)
    assert set(teams) == {(town.desk,), (town.clinic,)}
    assert set(counted(session, "tag", actor=town.charlie)) == {(None,)}


@pytest.mark.usefixtures("heard")
def test_months_add_up_to_the_whole(session: Session) -> None:
    cut = Cut(since=date(2025, 12, 15), until=date(2026, 4, 20))
    months = counting.months_of(cut)
    assert (months[0].since, months[0].until) == (cut.since, date(2025, 12, 31))
    assert (months[-1].since, months[-1].until) == (date(2026, 4, 1), cut.until)
    assert len(months) == 5
    parts = [counted(session, "tag", "month", cut=one) for one in months]
    assert counting.added(parts) == counted(session, "tag", "month", cut=cut)
    assert counting.months_of(WHOLE) == [WHOLE]


@pytest.mark.usefixtures("heard")
def test_raw_scores_are_counted_by_their_scale(session: Session, town: Town) -> None:
    found = counting.distribution(
        session, actor=town.edu, kind=SurveyKind.NPS, cut=Cut(since=date(2026, 1, 1))
    )
    assert list(found) == [(0, 10)]
    assert {score: n for score, n in found[0, 10].items() if n} == {3: 1, 7: 1, 9: 1, 10: 1}
    assert len(found[0, 10]) == 11


@pytest.mark.usefixtures("heard")
def test_fields_of_the_metadata_are_offered(session: Session, town: Town) -> None:
    answers(session, *[9] * 3, team_id=town.desk, details={"Region": "SP"})
    for order in range(5):
        answers(session, 9, team_id=town.desk, details={"order": str(order)})
    assert counting.fields(session, actor=town.edu) == ["Region", "no"]  # no order's number
    assert counting.fields(session, actor=town.charlie) == ["Region"]


def test_a_dimension_is_read_from_an_address() -> None:
    assert dimensions.parse("tag") == "tag"
    assert dimensions.parse("field:Region") == "field:Region"
    assert dimensions.parse("field:") is None
    assert dimensions.parse("salary") is None
    assert dimensions.is_slow("team", "tag") and not dimensions.is_slow("team", "channel")
