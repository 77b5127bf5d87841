"""Which cells of a row a comparison must not show, so that no small group can be made out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

LEAST = 5  # people behind a cell that others may see


@dataclass(frozen=True, slots=True)
class Hidden:
    """The teams whose cells are hidden, and whether the total over all teams is, too."""

    teams: frozenset[int]
    total: bool


def hide(people: Mapping[int, int], *, own: Collection[int], also: Collection[int] = ()) -> Hidden:
    """Return what to hide of a row, given how many people stand behind each team's cell.

    `own` teams are the reader's: their cells are always shown. `also` names cells that are hidden
    for another reason. Wherever one cell is hidden, total less shown cells would give it away: so
    the next smallest ones go with it, until those hidden are two teams and 5 people at least; where
    there are not enough, the total goes instead.
    """
    hidden = {team for team, n in people.items() if team not in own and 0 < n < LEAST}
    hidden |= {team for team in also if people.get(team)}
    if not hidden:
        return Hidden(frozenset(also), total=False)
    others = [team for team, n in people.items() if n and team not in own and team not in hidden]
    for team in sorted(others, key=lambda team: (people[team], team)):
        if _is_enough(people, hidden):
            break
        hidden.add(team)
    return Hidden(frozenset(hidden | set(also)), total=not _is_enough(people, hidden))


def _is_enough(people: Mapping[int, int], hidden: Collection[int]) -> bool:
    return len(hidden) > 1 and sum(people[team] for team in hidden) >= LEAST
