"""One line a figure: what was measured, against which floor, and whether the bar is met."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

INTRO = """\
# Benchmarks

`make bench` measures each figure beside its floor in one run; the ratio is what counts.
Last run: {day}, {machine}.

| what | measured | floor | ratio | bar | met |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Line:
    """One figure, worded; `ratio` is empty where the bar is absolute."""

    what: str
    measured: str
    floor: str
    ratio: str
    bar: str
    is_met: bool

    def __str__(self) -> str:
        """Return the figure in one line."""
        verdict = "ok" if self.is_met else "MISSED"
        return f"{self.what}: {self.measured} | {self.floor} | {self.ratio} ({self.bar}) {verdict}"


def as_markdown(lines: Iterable[Line], *, machine: str, day: date) -> str:
    """Return the table as docs/benchmarks.md holds it."""
    rows = [
        f"| {line.what} | {line.measured} | {line.floor} | {line.ratio} | {line.bar} "
        f"| {'yes' if line.is_met else '**no**'} |"
        for line in lines
    ]
    return INTRO.format(day=day, machine=machine) + "\n".join(rows) + "\n"


def median_ms(work: Callable[[], object], *, times: int, warm_up: int = 3) -> float:
    """Return the median time of a piece of work, in milliseconds."""
    for _turn in range(warm_up):
        work()
    taken = []
    for _turn in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)
