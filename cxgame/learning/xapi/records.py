"""Read what was learned between two days, as statements in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.errors import NotAllowed
from cxgame.learning import course
from cxgame.learning.bodies import module_of
from cxgame.learning.grading import Outcome
from cxgame.learning.models import ModuleRun, Question, QuestionAnswer, ScenarioChoice
from cxgame.learning.practice import runs
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun
from cxgame.learning.xapi import statements
from cxgame.learning.xapi.statements import Answer, Finish, Site, Statement
from cxgame.people.actor import Actor
from cxgame.people.models import Role

AT_A_TIME = 1_000  # rows held in memory


@dataclass(frozen=True)
class Span:
    """Two days of the company, both included; None where there is no limit."""

    since: date | None = None
    until: date | None = None

    def holds(self, column: Any) -> ColumnElement[bool]:  # a column of moments
        """Return the condition that a moment lies within."""
        condition: ColumnElement[bool] = column.is_not(None)
        if self.since is not None:
            condition &= column >= clock.start_of(self.since)
        if self.until is not None:
            condition &= column < clock.start_of(self.until + timedelta(days=1))
        return condition


def export(session: Session, *, actor: Actor, site: Site, span: Span) -> Iterator[Statement]:
    """Give every answer, module, conversation and practice of a span, the oldest first.

    Raise NotAllowed for anybody but the administrator: it is the record of every person.
    """
    if actor.role not in (Role.ADMIN, Role.SYSTEM):
        raise NotAllowed("Your role does not allow this. Ask your manager or the administrator.")
    kinds = (
        _module_answers(session, site, span),
        _practice_answers(session, site, span),
        _scenarios(session, site, span),
        _modules(session, site, span),
        _practices(session, site, span),
    )
    for _at, statement in merge(*kinds, key=_moment):
        yield statement


Dated = tuple[datetime, Statement]


def _moment(dated: Dated) -> datetime:
    return dated[0]


def _module_answers(session: Session, site: Site, span: Span) -> Iterator[Dated]:
    query = (
        select(QuestionAnswer, Question.key, ModuleRun.version_id)
        .join(Question, col(Question.id) == col(QuestionAnswer.question_id))
        .join(ModuleRun, col(ModuleRun.id) == col(QuestionAnswer.run_id))
        .where(span.holds(col(QuestionAnswer.answered_at)))
        .order_by(col(QuestionAnswer.answered_at), col(QuestionAnswer.id))
        .execution_options(yield_per=AT_A_TIME)
    )
    for row, key, version_id in session.exec(query):
        module = module_of(session, version_id)
        answer = _answer(row, ("module-answer", "module-run"), module, key)
        yield row.answered_at, statements.answered(site, answer)


def _practice_answers(session: Session, site: Site, span: Span) -> Iterator[Dated]:
    query = (
        select(PracticeAnswer, Question.key, PracticeRun)
        .join(Question, col(Question.id) == col(PracticeAnswer.question_id))
        .join(PracticeRun, col(PracticeRun.id) == col(PracticeAnswer.run_id))
        .where(span.holds(col(PracticeAnswer.answered_at)))
        .order_by(col(PracticeAnswer.answered_at), col(PracticeAnswer.id))
        .execution_options(yield_per=AT_A_TIME)
    )
    for row, key, run in session.exec(query):
        versions = {put.key: put.version_id for put in runs.first_pass(run)}
        module = module_of(session, versions[key])
        answer = _answer(row, ("practice-answer", "practice-run"), module, key)
        yield row.answered_at, statements.answered(site, answer)


def _answer(
    row: QuestionAnswer | PracticeAnswer, names: tuple[str, str], module: content.Module, key: str
) -> Answer:
    own, run = names
    return Answer(
        row=(own, row.id),
        run=(run, row.run_id),
        person_id=row.person_id,
        question=module.question(key),
        module=module,
        given=row.given,
        outcome=Outcome(row.outcome),
        is_guess=row.is_guess,
        milliseconds=row.milliseconds,
        at=row.answered_at,
    )


def _scenarios(session: Session, site: Site, span: Span) -> Iterator[Dated]:
    """Give the conversations that came to their end within the span, however early they began."""
    ended = (
        select(ScenarioChoice.run_id)
        .where(span.holds(col(ScenarioChoice.chosen_at)))
        .scalar_subquery()
    )
    query = (
        select(ScenarioChoice, ModuleRun.version_id)
        .join(ModuleRun, col(ModuleRun.id) == col(ScenarioChoice.run_id))
        .where(col(ScenarioChoice.run_id).in_(ended))
        .order_by(
            col(ScenarioChoice.run_id), col(ScenarioChoice.round), col(ScenarioChoice.position)
        )
    )
    found = []
    for _round, rows in groupby(session.exec(query), key=lambda row: (row[0].run_id, row[0].round)):
        made = _scenario(session, site, span, list(rows))
        found += [made] if made else []
    yield from sorted(found, key=_moment)


def _scenario(
    session: Session, site: Site, span: Span, rows: list[tuple[ScenarioChoice, int]]
) -> Dated | None:
    said = [choice for choice, _version in rows]
    module, last = module_of(session, rows[0][1]), said[-1]
    end = course.walk(module.scenario, [choice.choice for choice in said])[-1].end
    if end is None or not _within(span, last.chosen_at):
        return None
    finish = Finish(
        row=("scenario-choice", last.id),
        person_id=last.person_id,
        reached=sum(choice.points for choice in said),
        best=module.scenario.best_way().points,
        began_at=said[0].chosen_at,
        at=last.chosen_at,
    )
    made = statements.scenario_completed(site, finish, module, end.outcome)
    return last.chosen_at, made


def _within(span: Span, moment: datetime) -> bool:
    day = clock.local_day(moment)
    return (span.since or date.min) <= day <= (span.until or date.max)


def _modules(session: Session, site: Site, span: Span) -> Iterator[Dated]:
    query = (
        select(ModuleRun)
        .where(span.holds(col(ModuleRun.finished_at)))
        .order_by(col(ModuleRun.finished_at), col(ModuleRun.id))
        .execution_options(yield_per=AT_A_TIME)
    )
    for run in session.exec(query):
        module = module_of(session, run.version_id)
        finish = _finish("module-run", run)
        made = statements.module_finished(site, finish, module, is_passed=run.is_passed)
        yield finish.at, made


def _practices(session: Session, site: Site, span: Span) -> Iterator[Dated]:
    query = (
        select(PracticeRun)
        .where(span.holds(col(PracticeRun.finished_at)))
        .order_by(col(PracticeRun.finished_at), col(PracticeRun.id))
        .execution_options(yield_per=AT_A_TIME)
    )
    for run in session.exec(query):
        finish = _finish("practice-run", run)
        yield finish.at, statements.practice_completed(site, finish)


def _finish(name: str, run: ModuleRun | PracticeRun) -> Finish:
    return Finish(
        row=(name, run.id),
        person_id=run.person_id,
        reached=run.right,
        best=len(run.questions),
        began_at=run.started_at,
        at=run.finished_at or run.moved_at,
    )
