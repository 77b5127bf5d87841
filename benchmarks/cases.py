"""Figures of cases and the list of those still open, at a case for every tenth record."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.table import Line, median_ms
from cxgame import db, migrate
from cxgame.feedback.cases import figures, listing
from cxgame.feedback.cases.listing import Wanted
from cxgame.feedback.leaderboards import OF_CASES, Board, leaderboard
from cxgame.people.actor import Actor

BAR = 50  # ms, of what leaderboards read; the same for a page of the list
PER_CASE = 10  # records
TEAMS = 30
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ACTOR = Actor.system("benchmark")

_TEAMS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :teams)
INSERT INTO team (id, unit_id, name, is_active, version) SELECT i, 1, 'Team ' || i, 1, 1 FROM n
"""
_RECORDS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO feedback_record (id, submission_id, kind, channel, survey_kind, score, scale_low,
  scale_high, is_reversed, band, text, folded, team_id, is_held, is_secret, collected_at, on_day,
  created_at, version)
SELECT i, 'r' || i, 'survey', 'api', 'nps', i % 11, 0, 10, 0, 'detractor', 'late again',
  'late again', 1 + i % :teams, 0, 0, datetime('2026-11-01', '-' || (i % 540) || ' days'),
  date('2026-11-01', '-' || (i % 540) || ' days'), '2026-11-01 00:00:00', 1 FROM n
"""
_CASES = """
INSERT INTO feedback_case (record_id, team_id, purpose, priority, status, is_secret, is_history,
  length, unit, opened_at, opened_on, due_at, is_extended, contact_minutes, solved_minutes,
  is_in_time, is_dismissed, times_reopened, root_cause, recovery, next_step, version)
SELECT id, team_id, 'recover', 'normal', CASE WHEN id % 500 = 0 THEN 'new' ELSE 'closed' END, 0, 0,
  48, 'hours', collected_at, on_day, datetime(collected_at, '+2 days'), 0, id % 900, id % 4000,
  id % 4000 < 2880, 0, 0, '', '', '', 1 FROM feedback_record WHERE id % :each = 0
"""


def run(folder: Path, rows: int) -> list[Line]:
    """Measure what leaderboards and the page of cases ask."""
    engine = db.connect(f"sqlite:///{folder / 'cases.db'}")
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        session.execute(text("INSERT INTO unit (id, name, is_active, version) VALUES (1,'U',1,1)"))
        session.execute(text(_TEAMS), {"teams": TEAMS})
        session.execute(text(_RECORDS), {"rows": rows, "teams": TEAMS})
        session.execute(text(_CASES), {"each": PER_CASE})

    def taken(work: Callable[[Session], object]) -> float:
        def read() -> None:
            with db.reading(engine) as session:
                work(session)

        return median_ms(read, times=30)

    since = NOW.date() - timedelta(days=89)
    what = f"{rows // PER_CASE:,} cases on {rows:,} records"
    found = [
        _line(
            f"loops of every team, all days, {what}",
            taken(lambda session: figures.team_loops(session, now=NOW)),
        ),
        _line(
            f"loops of every team, 90 days, {what}",
            taken(
                lambda session: figures.team_loops(session, since=since, until=NOW.date(), now=NOW)
            ),
        ),
        *(
            _line(f"leaderboard {board}, 90 days, {what}", taken(partial(_ranked, board, since)))
            for board in OF_CASES
        ),
        _line(
            f"open cases, the first page, {what}",
            taken(lambda session: listing.cases(session, actor=ACTOR, wanted=Wanted(), now=NOW)),
        ),
    ]
    engine.dispose()
    return found


def _ranked(board: Board, since: date, session: Session) -> object:
    return leaderboard(session, actor=ACTOR, board=board, since=since, until=NOW.date(), now=NOW)


def _line(what: str, ms: float) -> Line:
    return Line(what, f"{ms:.1f} ms", "–", "", f"≤ {BAR} ms", ms <= BAR)
