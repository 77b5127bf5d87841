"""Draw the ways of a conversation: a row for each reply deep, from the top down."""

from dataclasses import dataclass

from cxgame.content.single import Body
from cxgame.ui.text import _

GAP_X, GAP_Y, MARGIN = 64, 66, 26  # pixels


@dataclass(frozen=True)
class Dot:
    """A moment in the drawing; look is "talk", "end" or "lost"."""

    number: int
    x: int
    y: int
    look: str


@dataclass(frozen=True)
class Line:
    """A reply that leads from one moment to another; `is_best` brings the most points there."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_best: bool

    @property
    def bend(self) -> int:
        """Return the height at which the line turns."""
        return (self.y1 + self.y2) // 2


@dataclass(frozen=True)
class Graph:
    """The drawing, in pixels, and what it shows in words."""

    width: int
    height: int
    nodes: tuple[Dot, ...]
    lines: tuple[Line, ...]
    words: str


def drawn(scenario: Body) -> Graph | None:
    """Return the drawing of a scenario, None where there is nothing to draw."""
    nodes = scenario.get("nodes", [])
    if len(nodes) < 2:
        return None
    ids = [str(node.get("id")) for node in nodes]
    ways = {
        key: [str(one.get("goto")) for one in node.get("choices") or ()]
        for key, node in zip(ids, nodes, strict=True)
    }
    rows = _rows(str(scenario.get("start")), ids, ways)
    widest = max(len(row) for row in rows)
    at = {
        key: (
            MARGIN + round((widest - len(row)) * GAP_X / 2) + place * GAP_X,
            MARGIN + depth * GAP_Y,
        )
        for depth, row in enumerate(rows)
        for place, key in enumerate(row)
    }
    reached = _depths(str(scenario.get("start")), ways)
    lost = [n for n, key in enumerate(ids, 1) if _is_lost(nodes[n - 1], key, reached, at)]
    words = _("{n} moments.", n=len(ids))
    if lost:
        named = ", ".join(str(number) for number in lost)
        words += " " + _("No way leads to these, or none leads on: {numbers}.", numbers=named)
    return Graph(
        width=2 * MARGIN + (widest - 1) * GAP_X,
        height=2 * MARGIN + (len(rows) - 1) * GAP_Y,
        nodes=tuple(
            Dot(number, *at[key], _look(nodes[number - 1], number in lost))
            for number, key in enumerate(ids, 1)
        ),
        lines=tuple(_lines(nodes, at)),
        words=words,
    )


def _depths(start: str, ways: dict[str, list[str]]) -> dict[str, int]:
    """Return how many replies lead at least to each moment that one can come to."""
    depths, ahead = {start: 0} if start in ways else {}, [start]
    while ahead:
        key = ahead.pop(0)
        for goto in ways.get(key, ()):
            if goto in ways and goto not in depths:
                depths[goto] = depths[key] + 1
                ahead.append(goto)
    return depths


def _rows(start: str, ids: list[str], ways: dict[str, list[str]]) -> list[list[str]]:
    depths = _depths(start, ways)
    rows: list[list[str]] = [[] for _depth in range(max(depths.values(), default=-1) + 1)]
    for key in ids:
        if key in depths:
            rows[depths[key]].append(key)
    apart = [key for key in ids if key not in depths]
    return [*rows, apart] if apart else rows


def _is_lost(node: Body, key: str, reached: dict[str, int], at: dict[str, tuple[int, int]]) -> bool:
    if key not in reached:
        return True
    choices = node.get("choices") or ()
    leads_on = choices and all(str(one.get("goto")) in at for one in choices)
    return not (node.get("end") or leads_on)


def _look(node: Body, is_lost: bool) -> str:
    if is_lost:
        return "lost"
    return "end" if node.get("end") else "talk"


def _lines(nodes: list[Body], at: dict[str, tuple[int, int]]) -> list[Line]:
    found = []
    for node in nodes:
        choices = [one for one in node.get("choices") or () if str(one.get("goto")) in at]
        most = max((_points(one) for one in choices), default=0)
        for one in choices:
            (x1, y1), (x2, y2) = at[str(node["id"])], at[str(one["goto"])]
            found.append(Line(x1, y1 + 14, x2, y2 - 14, _points(one) == most))
    return found


def _points(choice: Body) -> int:
    points = choice.get("points")
    return points if isinstance(points, int) else 0
