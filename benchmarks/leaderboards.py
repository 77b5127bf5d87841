"""The leaderboard of 90 days at a million answers, beside itself at a hundred thousand."""

from datetime import timedelta
from pathlib import Path

from benchmarks.imports import FIRST, command, write_answers
from benchmarks.table import Line, median_ms
from cxgame import db
from cxgame.feedback.leaderboards import leaderboard
from cxgame.people.actor import Actor

MOST_RATIO = 1.5
FEWER = 10  # times fewer answers in the small table


def run(folder: Path, rows: int) -> list[Line]:
    """Measure the query on both sizes, same teams and touchpoints."""
    small = _median(folder, rows // FEWER)
    large = _median(folder, rows)
    return [
        Line(
            f"leaderboard query, 90 days, {rows:,} answers",
            f"{large:.1f} ms",
            f"{small:.1f} ms at {rows // FEWER:,}",
            f"{large / small:.2f}",
            "≤ 1.5",
            large / small <= MOST_RATIO,
        )
    ]


def _median(folder: Path, rows: int) -> float:
    file = folder / f"{rows}.csv"
    write_answers(file, rows)
    url = f"sqlite:///{folder / f'{rows}.db'}"
    command(url, "import", "feedback", str(file), "--survey", "nps", "--create-teams", "--json")
    engine = db.connect(url)
    until = FIRST + timedelta(days=539)
    actor = Actor.system("benchmark")

    def read() -> None:
        with db.reading(engine) as session:
            since = until - timedelta(days=89)
            leaderboard(session, actor=actor, board="nps", since=since, until=until)

    taken = median_ms(read, times=50)
    engine.dispose()
    return taken
