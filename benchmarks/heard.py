"""A company that heard a million answers in 18 months, with tags, customers and metadata."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from cxgame import db, migrate
from cxgame.feedback import store
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Scale, SurveyKind, band
from cxgame.people.models import Team, Unit
from cxgame.standards.models import Touchpoint

TEAMS, TOUCHPOINTS, CUSTOMERS = 24, 8, 50_000
DAYS = 540
LAST = date(2026, 6, 24)
TAGS = ("fila", "preço", "atraso", "gentileza", "limpeza", "troca", "estoque", "orçamento")
REGIONS = ("Norte", "Sul", "Leste", "Oeste", "Centro")
WORDS = ("", "", "Muito bom, voltarei com certeza", "Demorou e ninguém avisou do atraso na entrega")
AT_ONCE = 5_000
NPS = Scale(0, 10)


def fill(engine: Engine, answers: int) -> None:
    """Make the tables and bring everything in through the one writer, the same each time."""
    migrate.upgrade(engine)
    now = datetime.combine(LAST, time(15), UTC)
    with db.transaction(engine) as session:
        _insert(session, Unit, ({"id": n + 1, "name": f"Unit {n}"} for n in range(4)))
        _insert(session, Team, (_team(n) for n in range(TEAMS)))
        _insert(session, Touchpoint, (_touchpoint(n) for n in range(TOUCHPOINTS)))
        _insert(session, Customer, (_customer(n, now) for n in range(CUSTOMERS)))
    waiting = _entries(answers)
    while some := list(islice(waiting, AT_ONCE)):
        with db.transaction(engine) as session:
            store.write(session, some, now=now)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tidy = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection.exec_driver_sql(tidy)  # what PostgreSQL does by itself soon after


def _insert(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        session.execute(db.table_of(model).insert(), some)


def _entries(answers: int) -> Iterator[Entry]:
    chance = random.Random(11)  # no secret
    for number in range(answers):
        day = LAST - timedelta(days=DAYS - 1 - number * DAYS // answers)
        score = min(10, int(chance.triangular(0, 11, 10)))
        yield Entry(
            submission_id=f"h{number}",
            kind=Kind.SURVEY,
            channel=chance.choice((Channel.PUBLIC, Channel.FILE, Channel.API)),
            collected_at=datetime.combine(day, time(15), UTC),
            on_day=day,
            survey_kind=SurveyKind.NPS,
            scale=NPS,
            score=score,
            band=band(SurveyKind.NPS, NPS, score),
            text=chance.choice(WORDS),
            language=chance.choice(("pt-BR", "pt-BR", "en")),
            team_id=chance.randrange(TEAMS) + 1,
            touchpoint_id=chance.randrange(TOUCHPOINTS) + 1,
            customer=f"c{chance.randrange(CUSTOMERS)}" if chance.random() < 0.5 else None,
            tags=chance.sample(TAGS, chance.randrange(1, 3)) if chance.random() < 0.4 else None,
            details={"region": chance.choice(REGIONS), "order": str(number)},
        )


def _team(n: int) -> dict[str, Any]:
    return {"id": n + 1, "unit_id": n % 4 + 1, "name": f"Team {n}", "is_active": True, "version": 1}


def _touchpoint(n: int) -> dict[str, Any]:
    named = {"pt-BR": f"Ponto {n}", "en": f"Point {n}"}
    return {"id": n + 1, "key": f"point-{n}", "name": named, "icon": "storefront", "position": n}


def _customer(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n + 1,
        "key": f"c{n}",
        "segment_value": ("high", "middle", "low")[n % 3],
        "segment_need": ("speed", "price", "care", "comfort")[n % 4],
        "created_at": now,
    }
