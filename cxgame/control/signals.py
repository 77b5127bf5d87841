"""The rules that tell a signal from noise on a chart with limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MIN_POINTS = 8  # fewer say nothing about limits
FIRM_POINTS = 13  # fewer give early limits, which may still move
RUN = 8  # points on one side of the centre
WINDOW = 4  # successive points, of which NEAR lie nearer one limit than the centre
NEAR = 3


class State(StrEnum):
    """How far the limits can be trusted."""

    NONE = "none"
    EARLY = "early"
    LIMITS = "limits"


class Side(StrEnum):
    """The side of the centre a signal lies on; whether high is good, the caller knows."""

    HIGH = "high"
    LOW = "low"


class Rule(StrEnum):
    """Why a point is a signal."""

    OUTSIDE = "outside"
    RUN = "run"
    NEAR = "near"


class Verdict(StrEnum):
    """What the latest points say."""

    UP = "up"
    DOWN = "down"
    NOISE = "noise"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule met at a point, counted from 0: the point that completes the pattern."""

    index: int
    rule: Rule
    side: Side

    @property
    def pattern(self) -> range:
        """Indices of the points the rule looked at, the signal's own last."""
        length = {Rule.OUTSIDE: 1, Rule.RUN: RUN, Rule.NEAR: WINDOW}[self.rule]
        return range(max(0, self.index + 1 - length), self.index + 1)


def state_of(points: int) -> State:
    """Return the state of limits that rest on this many points."""
    if points < MIN_POINTS:
        return State.NONE
    return State.EARLY if points < FIRM_POINTS else State.LIMITS


def find(positions: Sequence[float]) -> tuple[Signal, ...]:
    """Return the signals of a chart, by point and then by rule.

    positions: where each point lies, with 0 the centre, 1 the upper and -1 the lower limit.
    Rules: beyond a limit; 8 in a row on one side; 3 of 4 in a row nearer the same limit than
    the centre (Wheeler, "Making Sense of Data", 2003).
    """
    found = []
    for index, position in enumerate(positions):
        side = Side.HIGH if position > 0 else Side.LOW
        sign = 1 if position > 0 else -1
        reach = [sign * value for value in positions[max(0, index + 1 - RUN) : index + 1]]
        if reach[-1] > 1:
            found.append(Signal(index, Rule.OUTSIDE, side))
        if len(reach) == RUN and min(reach) > 0:
            found.append(Signal(index, Rule.RUN, side))
        if reach[-1] > 0.5 and sum(value > 0.5 for value in reach[-WINDOW:]) >= NEAR:
            found.append(Signal(index, Rule.NEAR, side))
    return tuple(found)


def verdict(found: Sequence[Signal], *, state: State, points: int, latest: int = 1) -> Verdict:
    """Say what the latest points of a chart mean: the newest signal among them, else noise."""
    if state is State.NONE:
        return Verdict.TOO_FEW
    recent = [signal for signal in found if signal.index >= points - latest]
    if not recent:
        return Verdict.NOISE
    return Verdict.UP if recent[-1].side is Side.HIGH else Verdict.DOWN
