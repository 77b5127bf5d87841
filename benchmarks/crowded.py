"""A company of 8 teams with 60 people each and 200,000 reviews on 120 steps, for benchmarks."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from cxgame import db, migrate
from cxgame.learning.models import Module, Question
from cxgame.learning.practice.models import ReviewCard, ReviewEntry, Source
from cxgame.people.models import Person, Role, Team, Unit
from cxgame.standards.models import Sop, SopStep

TEAMS, MEMBERS, SOPS, STEPS = 8, 60, 15, 120
REVIEWS = 200_000
AT_ONCE = 5_000
Rows = Iterable[dict[str, Any]]


def fill(engine: Engine, today: date) -> None:
    """Make the tables and bring everything in by bulk inserts, the same each time."""
    migrate.upgrade(engine)
    chance = random.Random(7)  # no secret
    with db.transaction(engine) as session:
        _insert(session, Unit, ({"id": n + 1, "name": f"Unit {n}"} for n in range(2)))
        _insert(session, Team, (_team(n) for n in range(TEAMS)))
        _insert(session, Person, (_person(n, today) for n in range(TEAMS * MEMBERS)))
        _insert(session, Sop, (_sop(n) for n in range(SOPS)))
        _insert(session, SopStep, (_step(n) for n in range(STEPS)))
        _insert(session, Module, (_module(n) for n in range(SOPS)))
        _insert(session, Question, (_question(n) for n in range(STEPS)))
        cards = [_card(n, chance, today) for n in range(TEAMS * MEMBERS * STEPS)]
        _insert(session, ReviewCard, cards)
        _insert(session, ReviewEntry, (_entry(n, cards, chance) for n in range(REVIEWS)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tidy = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection.exec_driver_sql(tidy)  # what PostgreSQL does by itself soon after


def _insert(session: Session, model: type[SQLModel], rows: Rows) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        session.execute(db.table_of(model).insert(), some)


def _both(words: str) -> dict[str, str]:
    return {"pt-BR": words, "en": words}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(15), UTC)


def _team(n: int) -> dict[str, Any]:
    return {"id": n + 1, "unit_id": n % 2 + 1, "name": f"Team {n}", "is_active": True, "version": 1}


def _person(n: int, today: date) -> dict[str, Any]:
    return {
        "id": n + 1,
        "name": f"Person {n}",
        "sign_in_name": f"person{n}",
        "role": Role.FRONTLINE,
        "team_id": n % TEAMS + 1,
        "created_at": _moment(today),
    }


def _sop(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "code": f"POP-{n:03}",
        "title": _both(f"SOP {n}"),
        "current_version": 1,
        "current_revision": "r",
    }


def _step(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "sop_id": n % SOPS + 1,
        "key": f"step-{n}",
        "position": n // SOPS + 1,
        "title": _both(f"Step {n}"),
        "text": _both("Do it."),
        "revision": "r",
    }


def _module(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "slug": f"module-{n}",
        "sop_id": n + 1,
        "title": _both(f"Module {n}"),
        "objective": _both("know it."),
        "minutes": 4,
        "current_revision": "r",
    }


def _question(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "key": f"question-{n}",
        "module_id": n % SOPS + 1,
        "step_id": n + 1,
        "kind": "true_false",
        "position": n // SOPS,
        "revision": "r",
        "body": {},
    }


def _card(n: int, chance: random.Random, today: date) -> dict[str, Any]:
    person, step = divmod(n, STEPS)
    seen = today - timedelta(days=chance.randrange(60))
    return {
        "id": n + 1,
        "person_id": person + 1,
        "question_id": step + 1,
        "step_id": step + 1,
        "team_id": person % TEAMS + 1,
        "epoch": 1,
        "stability": chance.uniform(0.2, 200),
        "difficulty": chance.uniform(1, 10),
        "reviewed_on": seen,
        "last_review_at": _moment(seen),
        "due_on": seen + timedelta(days=chance.randrange(1, 90)),
        "reps": 3,
        "lapses": 0,
    }


def _entry(n: int, cards: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Return the n-th review: every card has its last one, then those before, 25 days apart."""
    back, place = divmod(n, len(cards))
    card = cards[place]
    day = card["reviewed_on"] - timedelta(days=25 * back)
    is_right = chance.random() < 0.8
    return {
        "id": n + 1,
        "card_id": card["id"],
        "epoch": 1,
        "person_id": card["person_id"],
        "question_id": card["question_id"],
        "step_id": card["step_id"],
        "team_id": card["team_id"],
        "revision": "r",
        "answered_on": day,
        "answered_at": _moment(day),
        "rating": 3 if is_right else 1,
        "outcome": "right" if is_right else "wrong",
        "is_guess": False,
        "recall": chance.uniform(0.5, 1),
        "days": 25,
        "due_on": day,
        "source": Source.PRACTICE,
    }
