"""Prove that the points noted beside answers and runs are those of the ledger; repair nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from cxgame.game import rules
from cxgame.game.ledger_check import Difference
from cxgame.game.models import PointEntry
from cxgame.learning.models import Module, ModuleRun, Question, QuestionAnswer
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun

Answers = type[QuestionAnswer] | type[PracticeAnswer]


class Run(NamedTuple):
    """A run: which row, of whom, of which module or day, its points and those of its answers."""

    row: str
    person_id: int
    about: str
    points: int
    answered: int


@dataclass(frozen=True)
class Noted:
    """How many runs were looked at, and where what they say is not what the ledger says."""

    runs: int
    differences: tuple[Difference, ...]


def check(session: Session) -> Noted:
    """Compare answers with their rows, and runs with their answers and what closed them."""
    modules = _module_runs(session)
    practices = _practice_runs(session)
    found = [
        *_answers(session, QuestionAnswer, rules.QUESTION),
        *_answers(session, PracticeAnswer, rules.REVIEW),
        *_runs(modules, _closing(session, (rules.MODULE, rules.SCENARIO), PointEntry.object)),
        *_runs(practices, _closing(session, (rules.PRACTICE,), PointEntry.period)),
    ]
    return Noted(len(modules) + len(practices), tuple(found))


def _answers(session: Session, answers: Answers, rule: str) -> Iterator[Difference]:
    """Yield questions whose answers say another sum than the ledger, by person and revision."""
    told = (
        select(answers.person_id, Question.key, answers.revision, func.sum(answers.points))
        .join(Question, col(Question.id) == col(answers.question_id))
        .group_by(col(answers.person_id), col(Question.key), col(answers.revision))
    )
    row = PointEntry
    kept = (
        select(row.person_id, row.object, row.revision, func.sum(row.points))
        .where(row.rule == rule)
        .group_by(col(row.person_id), col(row.object), col(row.revision))
    )
    noted = {(who, key, text): int(n) for who, key, text, n in session.exec(told)}
    proven = {(who, key, text): int(n) for who, key, text, n in session.exec(kept)}
    for who, key, revision in sorted({*noted, *proven}):
        one = (who, key, revision)
        stored, due = noted.get(one, 0), proven.get(one, 0)
        if stored != due:
            where = f"{answers.__tablename__} of person {who}, {key} {revision[:8]}"
            yield Difference("noted", where, f"{stored} points", f"{due} points")


def _module_runs(session: Session) -> list[Run]:
    brought = _brought(session, QuestionAnswer)
    query = select(ModuleRun.id, ModuleRun.person_id, Module.slug, ModuleRun.points)
    joined = query.join(Module, col(Module.id) == col(ModuleRun.module_id))
    rows = session.exec(joined.order_by(col(ModuleRun.id)))
    return [
        Run(f"module_run {run_id}", person_id, slug, points, brought[run_id])
        for run_id, person_id, slug, points in rows
    ]


def _practice_runs(session: Session) -> list[Run]:
    brought = _brought(session, PracticeAnswer)
    query = select(PracticeRun.id, PracticeRun.person_id, col(PracticeRun.day), PracticeRun.points)
    return [
        Run(f"practice_run {run_id}", person_id, day.isoformat(), points, brought[run_id])
        for run_id, person_id, day, points in session.exec(query.order_by(col(PracticeRun.id)))
    ]


def _brought(session: Session, answers: Answers) -> Counter[int]:
    """Return what the answers of each run brought."""
    query = select(answers.run_id, func.sum(answers.points)).group_by(col(answers.run_id))
    return Counter({run_id: int(points) for run_id, points in session.exec(query)})


def _closing(session: Session, kinds: tuple[str, ...], about: Any) -> Counter[tuple[int, str]]:
    """Return what ends and conversations brought, by person and module (or day)."""
    query = (
        select(PointEntry.person_id, about, func.sum(PointEntry.points))
        .where(col(PointEntry.rule).in_(kinds))
        .group_by(col(PointEntry.person_id), about)
    )
    return Counter({(person, what): int(points) for person, what, points in session.exec(query)})


def _runs(runs: list[Run], closing: Counter[tuple[int, str]]) -> Iterator[Difference]:
    """Yield runs that don't say what their answers and their ends brought, by person and object.

    The ledger keeps a module's end once, whichever run it was: runs of one object are one sum.
    """
    grouped: dict[tuple[int, str], list[Run]] = defaultdict(list)
    for run in runs:
        grouped[run.person_id, run.about].append(run)
    for key in sorted({*grouped, *closing}):
        here, (person_id, about) = grouped[key], key
        noted = sum(run.points for run in here)
        proven = sum(run.answered for run in here) + closing[key]
        if noted != proven:
            rows = ", ".join(run.row for run in here) or f"no run of person {person_id}, {about}"
            yield Difference("noted", rows, f"{noted} points", f"{proven} points")
