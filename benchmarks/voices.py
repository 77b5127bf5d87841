"""Companies with 100,000 and a million records of customers' voice, for benchmarks."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from cxgame import db, migrate
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.models import FeedbackRecord, RecordTag
from cxgame.people.models import Team, Unit
from cxgame.standards.models import Touchpoint

TEAMS, TOUCHPOINTS, DAYS = 8, 6, 540
TAGS = ("fila", "preço", "atraso", "limpeza", "equipe")
ROOTS = ("atendimento", "demora", "caixa", "gentil", "limpo", "preco", "fila", "entrega", "banho")
ENDINGS = ("", "s", "mente", "zinho", "cao", "ado", "ei", "ava")
WORDS = [root + ending for ending in ENDINGS for root in ROOTS]
RARE = "xilofone"  # in one of 5,000 texts
AT_ONCE = 5_000
Rows = Iterable[dict[str, Any]]


def fill(engine: Engine, rows: int, today: date) -> None:
    """Make the tables and bring everything in by bulk inserts, the same each time."""
    migrate.upgrade(engine)
    chance = random.Random(7)  # no secret
    with db.transaction(engine) as session:
        _insert(session, Unit, ({"id": n + 1, "name": f"Unit {n}"} for n in range(2)))
        _insert(session, Team, (_team(n) for n in range(TEAMS)))
        _insert(session, Touchpoint, (_touchpoint(n) for n in range(TOUCHPOINTS)))
        _insert(session, Customer, (_customer(n, chance, today) for n in range(rows // 5)))
        _insert(session, FeedbackRecord, (_record(n, rows, chance, today) for n in range(rows)))
        _insert(session, RecordTag, _tags(rows, chance))
        _insert(session, Case, _cases(rows, today))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tidy = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection.exec_driver_sql(tidy)  # what PostgreSQL does by itself soon after


def _insert(session: Session, model: type[SQLModel], rows: Rows) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        session.execute(db.table_of(model).insert(), some)


def _team(n: int) -> dict[str, Any]:
    return {"id": n + 1, "unit_id": n % 2 + 1, "name": f"Team {n}", "is_active": True, "version": 1}


def _touchpoint(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "key": f"point {n}",
        "name": {"pt-BR": f"Ponto {n}", "en": f"Point {n}"},
        "icon": "place",
        "position": n,
    }


def _customer(n: int, chance: random.Random, today: date) -> dict[str, Any]:
    return {
        "id": n + 1,
        "key": f"c{n}",
        "name": f"Customer {n}",
        "segment_value": chance.choice(("high", "medium", "low")) if n % 1_000 else "royal",
        "segment_need": chance.choice(("price", "convenience")),
        "created_at": datetime(today.year, today.month, today.day, tzinfo=UTC),
        "version": 1,
    }


def _record(n: int, rows: int, chance: random.Random, today: date) -> dict[str, Any]:
    """Return the n-th record: an answer mostly, one of thirty something said in words."""
    day = today - timedelta(days=DAYS - n * DAYS // rows)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(seconds=n % 30_000)
    score = min(10, int(chance.triangular(0, 11, 10)))
    is_answer = bool(n % 30)
    text = " ".join(chance.choices(WORDS, k=chance.randrange(4, 18))) if n % 5 < 3 else ""
    if n % 5_000 == 77:
        text += f" {RARE}"
    return {
        "id": n + 1,
        "submission_id": f"a{n}",
        "kind": "survey" if is_answer else chance.choice(("complaint", "suggestion")),
        "channel": "public",
        "survey_kind": "nps" if is_answer else None,
        "score": score if is_answer else None,
        "scale_low": 0 if is_answer else None,
        "scale_high": 10 if is_answer else None,
        "is_reversed": False,
        "band": _band(score) if is_answer else None,
        "text": text,
        "folded": text,
        "language": "pt-BR",
        "team_id": chance.randrange(TEAMS) + 1,
        "touchpoint_id": chance.randrange(TOUCHPOINTS) + 1,
        "customer": f"c{chance.randrange(rows // 5)}" if n % 2 else None,
        "is_held": False,
        "collected_at": at,
        "on_day": day,
        "created_at": at,
        "version": 1,
    }


def _band(score: int) -> str:
    return "promoter" if score > 8 else "passive" if score > 6 else "detractor"


def _tags(rows: int, chance: random.Random) -> Rows:
    for n in range(0, rows, 5):
        yield {"record_id": n + 1, "tag": chance.choice(TAGS)}
    for n in range(0, rows, rows // 50):
        yield {"record_id": n + 1, "tag": "raro"}


def _cases(rows: int, today: date) -> Rows:
    """Yield a case for every tenth record; one in a hundred is still open, half of these late."""
    for number, n in enumerate(range(0, rows, 10)):
        day = today - timedelta(days=DAYS - n * DAYS // rows)
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        late = timedelta(days=DAYS if number % 200 else 2)
        yield {
            "record_id": n + 1,
            "purpose": "recover",
            "priority": "normal",
            "status": "closed" if number % 100 else "new",
            "length": 48,
            "unit": "hours",
            "opened_at": at,
            "opened_on": day,
            "due_at": at + late,
            "is_secret": False,
            "is_history": False,
            "is_extended": False,
            "is_in_time": True,
            "is_dismissed": False,
            "times_reopened": 0,
            "root_cause": "",
            "recovery": "",
            "next_step": "",
            "version": 1,
        }
