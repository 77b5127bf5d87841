"""No small group can be made out, not even by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from cxgame.insight.knowledge.hiding import LEAST, Hidden, hide

NOBODY: set[int] = set()


def test_nothing_is_hidden_where_all_are_many() -> None:
    assert hide({1: 8, 2: 5, 3: 0}, own=NOBODY) == Hidden(frozenset(), total=False)


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    """Else the company's total less the shown cells would be the hidden one."""
    assert hide({1: 3, 2: 9, 3: 6}, own=NOBODY) == Hidden(frozenset({1, 3}), total=False)


def test_small_cells_together_must_be_many_too() -> None:
    assert hide({1: 1, 2: 2, 3: 9, 4: 30}, own=NOBODY).teams == {1, 2, 3}


def test_without_another_cell_the_total_goes() -> None:
    assert hide({1: 3, 2: 0}, own=NOBODY) == Hidden(frozenset({1}), total=True)


def test_the_own_team_is_always_shown_and_never_covers_another() -> None:
    assert hide({1: 3, 2: 9}, own={1}) == Hidden(frozenset(), total=False)
    assert hide({1: 3, 2: 9, 3: 2}, own={1}).teams == {2, 3}
    assert hide({1: 30, 3: 2}, own={1}) == Hidden(frozenset({3}), total=True)


def test_what_is_hidden_for_another_reason_stays_hidden() -> None:
    found = hide({1: 9, 2: 9, 3: 9}, own=NOBODY, also={1})
    assert found.teams == {1, 2}


@given(
    people=st.dictionaries(st.integers(1, 9), st.integers(0, 12), max_size=9),
    own=st.sets(st.integers(1, 9)),
)
def test_whoever_subtracts_finds_no_small_group(people: dict[int, int], own: set[int]) -> None:
    found = hide(people, own=own)
    covered = [people[team] for team in found.teams if people[team]]
    assert not found.teams & own
    assert all(n == 0 or n >= LEAST for t, n in people.items() if t not in found.teams | own)
    if covered and not found.total:
        assert len(covered) > 1 and sum(covered) >= LEAST
