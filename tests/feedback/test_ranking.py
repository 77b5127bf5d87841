"""Fair ranks for small teams: the cases people care about, and what chance may not do."""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.feedback import complaints, durations, nps, ranking, shares
from cxgame.feedback.ranking import Row, State, Team, TeamPoints

TRIALS = 400
EQUAL = (0.60, 0.25, 0.15)

counts = st.integers(0, 80)
tallies = st.builds(nps.Tally, counts, counts, counts)
team_tallies = st.dictionaries(
    st.builds(Team, st.sampled_from("ABCD"), st.integers(1, 4)), tallies, max_size=10
)
team_complaints = st.dictionaries(
    st.builds(Team, st.sampled_from("ABCD"), st.integers(1, 4)),
    st.builds(complaints.Tally, st.integers(0, 60), st.integers(0, 3_000)),
    max_size=10,
)


def by_nps(**teams: tuple[int, int, int]) -> dict[str, Row]:
    named = {Team(name, number): nps.Tally(*teams[name]) for number, name in enumerate(teams)}
    return {row.team: row for row in ranking.by_nps(named)}


def ranks(rows: Mapping[str, Row]) -> dict[str, int | None]:
    return {name: row.rank for name, row in rows.items()}


def sampled(rng: np.random.Generator, shares: tuple[float, ...], n: int) -> nps.Tally:
    promoters, passives, detractors = rng.multinomial(n, shares).tolist()
    return nps.Tally(promoters, passives, detractors)


def test_three_promoters_of_three_do_not_lead() -> None:
    rows = by_nps(Kiosk=(3, 0, 0), Shop=(40, 10, 10))
    assert list(rows) == ["Shop", "Kiosk"]
    assert ranks(rows) == {"Shop": 1, "Kiosk": None}
    assert rows["Kiosk"].state is State.COLLECTING
    assert rows["Kiosk"].score == 100
    assert rows["Kiosk"].n == 3


def test_ten_answers_are_enough_to_be_ranked() -> None:
    rows = by_nps(Nine=(9, 0, 0), Ten=(10, 0, 0))
    assert rows["Nine"].state is State.COLLECTING
    assert rows["Ten"].state is State.RANKED


def test_the_order_pulls_small_teams_to_the_company() -> None:
    rows = by_nps(Small=(10, 0, 0), Large=(280, 10, 10), Other=(100, 50, 150))
    company = 100 * (390 - 160) / 610
    assert rows["Small"].shrunk == pytest.approx((10 * 100 + 30 * company) / 40)
    assert rows["Large"].shrunk == pytest.approx((300 * 90 + 30 * company) / 330)
    assert list(rows) == ["Large", "Small", "Other"]


def test_the_companys_mean_counts_collecting_teams() -> None:
    rows = by_nps(Shop=(20, 0, 0), Kiosk=(0, 0, 5))
    assert rows["Shop"].shrunk == pytest.approx((20 * 100 + 30 * 60) / 50)


def test_answers_without_a_team_count_for_the_company() -> None:
    shop = {Team("Shop", 1): nps.Tally(20, 0, 0)}
    (row,) = ranking.by_nps(shop, company=nps.Tally(20, 0, 20))
    assert row.shrunk == pytest.approx((20 * 100 + 30 * 0) / 50)


def test_a_rank_is_the_place_of_its_first_team() -> None:
    rows = by_nps(
        A=(170, 20, 10), B=(168, 22, 10), C=(110, 60, 30), D=(108, 60, 32), E=(40, 60, 100)
    )
    assert ranks(rows) == {"A": 1, "B": 1, "C": 3, "D": 3, "E": 5}


def test_teams_are_compared_with_the_first_of_their_rank_not_their_neighbour() -> None:
    rows = by_nps(A=(150, 35, 15), B=(138, 40, 22), C=(124, 48, 28))
    assert abs(nps.adjusted_z(nps.Tally(138, 40, 22), nps.Tally(124, 48, 28))) < 1.96
    assert ranks(rows) == {"A": 1, "B": 1, "C": 3}


def test_two_teams_of_promoters_only_share_the_first_rank() -> None:
    rows = by_nps(A=(60, 0, 0), B=(12, 0, 0))
    assert ranks(rows) == {"A": 1, "B": 1}


def test_equal_teams_stand_in_the_order_of_their_names() -> None:
    rows = by_nps(beta=(20, 5, 5), Alpha=(20, 5, 5), Gamma=(1, 0, 0), Delta=(2, 0, 0))
    assert list(rows) == ["Alpha", "beta", "Delta", "Gamma"]


def test_teams_of_one_name_are_told_apart_by_id() -> None:
    tally = nps.Tally(20, 5, 5)
    rows = ranking.by_nps({Team("Bath", 7): tally, Team("Bath", 2): tally})
    assert [row.team_id for row in rows] == [2, 7]


def test_an_empty_team_has_no_score_and_no_interval() -> None:
    row = by_nps(Shop=(20, 5, 5), New=(0, 0, 0))["New"]
    assert (row.rank, row.n, row.score, row.low, row.high) == (None, 0, None, None, None)
    assert row.state is State.COLLECTING


def test_nobody_to_rank_is_an_empty_board() -> None:
    assert ranking.by_nps({}) == ()
    assert ranking.by_complaints({}) == ()
    assert ranking.by_points({}) == ()


def test_of_eight_equal_teams_at_least_two_share_the_first_rank() -> None:
    rng = np.random.default_rng(20_260_301)
    shared = 0
    for _ in range(TRIALS):
        teams = {Team(f"Team {i}", i): sampled(rng, EQUAL, 60) for i in range(8)}
        shared += [row.rank for row in ranking.by_nps(teams)].count(1) >= 2
    assert shared / TRIALS >= 0.95


def test_a_clearly_better_team_ranks_apart() -> None:
    rng = np.random.default_rng(20_260_302)
    apart = 0
    for _ in range(TRIALS):
        good, poor = sampled(rng, (0.8, 0.1, 0.1), 60), sampled(rng, (0.4, 0.3, 0.3), 60)
        rows = ranking.by_nps({Team("Good", 1): good, Team("Poor", 2): poor})
        apart += [(row.team, row.rank) for row in rows] == [("Good", 1), ("Poor", 2)]
    assert apart / TRIALS >= 0.95


def test_a_small_team_is_seldom_told_apart_by_chance() -> None:
    rng = np.random.default_rng(20_260_303)
    apart = [
        abs(nps.adjusted_z(sampled(rng, EQUAL, 10), sampled(rng, EQUAL, 60))) > 1.96
        for _ in range(4 * TRIALS)
    ]
    assert sum(apart) / len(apart) <= 0.08


@given(team_tallies)
def test_ranks_follow_the_shrunken_score(teams: dict[Team, nps.Tally]) -> None:
    rows = ranking.by_nps(teams)
    ranked = [row for row in rows if row.state is State.RANKED]
    assert list(rows[: len(ranked)]) == ranked
    shrunken = [row.shrunk or 0.0 for row in ranked]
    assert shrunken == sorted(shrunken, reverse=True)
    check_ranks(rows)


@given(team_complaints)
def test_ranks_follow_the_shrunken_rate(teams: dict[Team, complaints.Tally]) -> None:
    rows = ranking.by_complaints(teams)
    shrunken = [row.shrunk or 0.0 for row in rows if row.state is State.RANKED]
    assert shrunken == sorted(shrunken)
    check_ranks(rows)


def check_ranks(rows: tuple[Row, ...]) -> None:
    """Ranks start at 1, never fall, and each is the place of the first who has it."""
    numbers = [row.rank for row in rows if row.state is State.RANKED]
    assert all(row.rank is None for row in rows[len(numbers) :])
    assert all(
        rank in (place, previous)
        for place, (previous, rank) in enumerate(zip([0, *numbers], numbers, strict=False), start=1)
    )


@given(team_tallies, st.randoms())
def test_the_order_teams_come_in_does_not_matter(
    teams: dict[Team, nps.Tally], shuffler: Random
) -> None:
    mixed = list(teams.items())
    shuffler.shuffle(mixed)
    assert ranking.by_nps(dict(mixed)) == ranking.by_nps(teams)


def test_complaints_are_ranked_by_rate_not_by_count() -> None:
    rows = ranking.by_complaints(
        {
            Team("Busy", 1): complaints.Tally(40, 20_000),
            Team("Calm", 2): complaints.Tally(30, 2_000),
        }
    )
    assert [(row.team, row.rank, row.score) for row in rows] == [("Busy", 1, 2), ("Calm", 2, 15)]
    assert rows[0].n == 20_000


def test_a_complaint_rate_is_pulled_to_the_companys() -> None:
    rows = ranking.by_complaints(
        {
            Team("Large", 1): complaints.Tally(45, 9_000),
            Team("Small", 2): complaints.Tally(15, 1_000),
        }
    )
    assert rows[0].shrunk == pytest.approx(1_000 * (45 + 6) / 10_000)
    assert rows[1].shrunk == pytest.approx(1_000 * (15 + 6) / 2_000)


def test_under_200_served_a_team_is_collecting() -> None:
    rows = ranking.by_complaints(
        {
            Team("Kiosk", 1): complaints.Tally(0, 199),
            Team("Shop", 2): complaints.Tally(9, 200),
            Team("Closed", 3): complaints.Tally(1, 0),
        }
    )
    assert [(row.team, row.rank) for row in rows] == [
        ("Shop", 1),
        ("Closed", None),
        ("Kiosk", None),
    ]
    assert rows[1].score is None


def test_teams_without_complaints_share_the_first_rank() -> None:
    rows = ranking.by_complaints(
        {Team("A", 1): complaints.Tally(0, 500), Team("B", 2): complaints.Tally(0, 5_000)}
    )
    assert [row.rank for row in rows] == [1, 1]


def test_points_are_ranked_per_active_member() -> None:
    rows = ranking.by_points(
        {
            Team("Large", 1): TeamPoints(1_200, 12),
            Team("Small", 2): TeamPoints(700, 5),
            Team("Twin", 3): TeamPoints(500, 5),
            Team("Tiny", 4): TeamPoints(4_000, 4),
            Team("Empty", 5): TeamPoints(0, 0),
        }
    )
    assert [(row.team, row.rank, row.score) for row in rows] == [
        ("Small", 1, 140),
        ("Large", 2, 100),
        ("Twin", 2, 100),
        ("Empty", None, None),
        ("Tiny", None, 1_000),
    ]
    assert {(row.low, row.high, row.shrunk) for row in rows} == {(None, None, None)}


def test_shares_are_ranked_like_the_nps() -> None:
    rows = ranking.by_shares(
        {
            Team("Desk", 1): shares.Tally(favourable=95, n=100),
            Team("Clinic", 2): shares.Tally(favourable=3, n=3),
            Team("Bath", 3): shares.Tally(favourable=60, n=100),
            Team("Shop", 4): shares.Tally(favourable=10, n=10),
        }
    )
    # Of all 168 of 213 are content; ten of ten are drawn towards that, and chance explains
    # what lies between them and 95 of 100.
    assert [(row.rank, row.team) for row in rows] == [
        (1, "Desk"),
        (1, "Shop"),
        (3, "Bath"),
        (None, "Clinic"),
    ]
    assert rows[1].shrunk == pytest.approx((1000 + 30 * 100 * 168 / 213) / 40)


def test_a_change_needs_answers_in_both_windows() -> None:
    up = (nps.Tally(60, 30, 10), nps.Tally(30, 30, 40))
    rows = ranking.by_nps_change(
        {
            Team("Rose", 1): up,
            Team("Same", 2): (nps.Tally(40, 30, 30), nps.Tally(38, 32, 30)),
            Team("New", 3): (nps.Tally(40, 0, 0), nps.Tally(3, 0, 0)),
            Team("Fell", 4): up[::-1],
        }
    )
    assert [(row.rank, row.team, row.score) for row in rows] == [
        (1, "Rose", 60),
        (2, "Same", pytest.approx(2)),
        (3, "Fell", -60),
        (None, "New", 0),
    ]
    assert rows[0].low is not None and rows[0].low > 0
    assert rows[1].low is not None and rows[1].high is not None and rows[1].low < 0 < rows[1].high


def test_the_shortest_time_comes_first() -> None:
    def took(*minutes: int) -> durations.Tally:
        return durations.Tally(len(minutes), sum(minutes), sum(one**2 for one in minutes))

    quick, slow = took(*[60, 120] * 10), took(*[1_200, 2_400] * 10)
    rows = ranking.by_durations(
        {Team("Slow", 1): slow, Team("Quick", 2): quick, Team("Few", 3): took(10, 10)}
    )
    assert [(row.rank, row.team) for row in rows] == [(1, "Quick"), (2, "Slow"), (None, "Few")]
    # By hand: a mean of 1.5 h, a deviation of 0.513 h, ± 1.96·0.513/√20.
    assert rows[0].score == 1.5
    assert (rows[0].low, rows[0].high) == (
        pytest.approx(1.275, abs=1e-3),
        pytest.approx(1.725, abs=1e-3),
    )
    assert durations.difference_z(took(60, 60), took(60, 60)) == 0
    assert durations.difference_z(took(60, 60), took(90, 90)) == float("-inf")
    assert durations.Tally().interval is None
