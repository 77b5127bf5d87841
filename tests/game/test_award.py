from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame.game import queries, rules, service
from cxgame.game.models import PointEntry
from cxgame.game.rules import MODULE, QUESTION, RULES, SCENARIO, Prize, prize
from cxgame.people.models import Person
from tests.conftest import NOON, Town


def award(session: Session, town: Town, name: str = "q1", **changes: object) -> int:
    arguments: dict[str, object] = {
        "person_id": town.alice.person_id,
        "rule": QUESTION,
        "object": name,
        "now": NOON,
    }
    return service.award(session, **{**arguments, **changes})  # type: ignore[arg-type]


def test_it_counts_once(session: Session, town: Town) -> None:
    assert award(session, town) == 5
    assert award(session, town) == 0
    assert award(session, town, now=NOON + timedelta(days=9)) == 0
    assert queries.total(session, actor=town.alice, person_id=town.alice.person_id or 0) == 5


@pytest.mark.parametrize("change", [{"revision": "b"}, {"period": "2026-03-02"}, {"object": "q2"}])
def test_another_revision_period_or_object_counts_anew(
    session: Session, town: Town, change: dict[str, object]
) -> None:
    award(session, town)
    assert award(session, town, **change) == 5


def test_it_keeps_the_team_of_the_day(session: Session, town: Town) -> None:
    award(session, town)
    session.get_one(Person, town.alice.person_id).team_id = town.clinic
    award(session, town, "q2")
    teams = session.exec(select(PointEntry.team_id).order_by(PointEntry.object)).all()
    assert list(teams) == [town.desk, town.clinic]


def test_what_is_kept_is_written_though_it_brings_nothing(session: Session, town: Town) -> None:
    assert award(session, town, "m", rule=MODULE, tried=3) == 0
    assert award(session, town, "q", rule=QUESTION, tried=3) == 0
    assert [row.object for row in session.exec(select(PointEntry))] == ["m"]


def test_the_day_has_a_cap_that_says_so(session: Session, town: Town) -> None:
    most = RULES[MODULE].daily_cap // RULES[MODULE].points
    brought = [award(session, town, f"m{n}", rule=MODULE) for n in range(most + 2)]
    assert sum(brought) == RULES[MODULE].daily_cap
    assert brought[-2:] == [0, 0]
    row = session.exec(select(PointEntry).where(PointEntry.object == f"m{most}")).one()
    assert (row.points, row.reason) == (0, rules.REASON_CAP)

    tomorrow = NOON + timedelta(days=1)
    assert award(session, town, "later", rule=MODULE, now=tomorrow) == RULES[MODULE].points
    assert award(session, town, "q1") == RULES[QUESTION].points


def test_the_day_is_the_companys(session: Session, town: Town) -> None:
    award(session, town, now=NOON.replace(hour=2))  # 23:00 of the day before in São Paulo
    assert session.exec(select(PointEntry.on_day)).one().day == 1


def test_an_unknown_rule_is_a_mistake_of_ours(session: Session, town: Town) -> None:
    with pytest.raises(KeyError):
        award(session, town, rule="opening_a_page")


def test_nothing_earned_writes_nothing(session: Session, town: Town) -> None:
    assert award(session, town, tried=3) == 0
    assert award(session, town, "talk", rule=SCENARIO, share=0.0) == 0
    assert session.exec(select(PointEntry)).all() == []


@pytest.mark.parametrize(
    ("rule", "tried", "share", "points"),
    [
        (QUESTION, 1, 1.0, 5),
        (QUESTION, 2, 1.0, 3),
        (QUESTION, 3, 1.0, 0),
        (MODULE, 1, 1.0, 40),
        (MODULE, 2, 1.0, 20),
        (SCENARIO, 1, 0.6, 9),
        (SCENARIO, 2, 0.6, 5),
        (SCENARIO, 1, 7.0, 15),
        (SCENARIO, 1, -1.0, 0),
    ],
)
def test_what_a_try_brings(rule: str, tried: int, share: float, points: int) -> None:
    assert prize(RULES[rule], tried=tried, share=share, earned_today=0) == Prize(points)


@given(
    rule=st.sampled_from(list(RULES.values())),
    tried=st.integers(1, 5),
    share=st.floats(0, 1),
    earned=st.integers(0, 400),
)
def test_a_prize_stays_within_the_rule(
    rule: rules.Rule, tried: int, share: float, earned: int
) -> None:
    found = prize(rule, tried=tried, share=share, earned_today=earned)
    assert 0 <= found.points <= rule.points
    assert found.points == 0 or earned + found.points <= rule.daily_cap
    later = prize(rule, tried=tried + 1, share=share, earned_today=earned)
    assert later.points <= found.points
