"""The questions of a module by what people answered the first time they met them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from cxgame import content
from cxgame.errors import NotFound
from cxgame.feedback.interval import Interval
from cxgame.insight import kept
from cxgame.insight.proportion import wilson
from cxgame.insight.questions import choices, statistics, verdicts
from cxgame.insight.questions.choices import Chosen
from cxgame.insight.questions.verdicts import LEAST, Verdict
from cxgame.learning import asking
from cxgame.learning.asking import Given, QuestionView
from cxgame.learning.bodies import module_of
from cxgame.learning.grading import Outcome, grade
from cxgame.learning.models import Module, ModuleVersion, Question, QuestionAnswer
from cxgame.learning.screens import StepRef
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from cxgame.standards.sops import words_of


@dataclass(frozen=True, slots=True)
class Item:
    """A question with the figures of its `n` first attempts; all but n None under 30 of them.

    `facility` is the share (0-1) of right ones, `correlation` that with the rest of the module,
    `discrimination` how much more often the top 27 % are right than the bottom 27 %.
    """

    key: str
    number: int
    prompt: str
    kind: content.Kind
    step: StepRef
    n: int
    facility: float | None = None
    ends: Interval | None = None
    correlation: float | None = None
    correlation_ends: Interval | None = None
    discrimination: float | None = None
    options: tuple[Chosen, ...] = ()
    misleading: str = ""
    verdict: Verdict = Verdict.COLLECTING


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module with how many of its questions have enough first attempts to be judged."""

    slug: str
    title: str
    questions: int
    judged: int
    answers: int


@dataclass(frozen=True, slots=True)
class _Try:
    """One person's first attempt at a question, and the score (0-1) on the module's others."""

    is_right: bool
    given: Any  # as the answer was stored
    rest: float | None


def modules(session: Session, *, locale: str) -> list[ModuleLine]:
    """Return the modules in use by title, with their numbers of first attempts."""
    per_question = (
        sa_select(
            col(Question.module_id).label("module_id"),
            func.count(col(QuestionAnswer.id)).label("n"),
        )
        .outerjoin(QuestionAnswer, _is_first())
        .where(col(Question.is_active))
        .group_by(col(Question.id))
        .subquery()
    )
    enough = case((per_question.c.n >= LEAST, 1))
    query = (
        sa_select(Module, func.count(), func.count(enough), func.sum(per_question.c.n))
        .join(per_question, per_question.c.module_id == col(Module.id))
        .where(col(Module.is_active))
        .group_by(col(Module.id))
    )
    lines = [
        ModuleLine(row.slug, words_of(row.title, locale), questions, judged, int(answers))
        for row, questions, judged, answers in session.execute(query)
    ]
    return sorted(lines, key=lambda line: line.title)


def items(session: Session, *, actor: Actor, slug: str) -> tuple[Item, ...]:
    """Return a module's questions in their order; raise NotFound for an unknown module.

    Answers of the whole company count, each person's first to the wording in use: this judges
    questions, not people.
    """
    key = ("items", slug, actor.locale)
    return kept.figure(
        session, actor, key, lambda: _read(session, actor, slug), of=kept.Rests.ON_LEARNING
    )


def preview(session: Session, *, actor: Actor, key: str, answer: object = None) -> QuestionView:
    """Return a question as learners see it, with what comes of an answer, which is not stored.

    Raise NotFound where it is asked no more, InvalidInput for an answer that it could not have got.
    """
    query = select(Question, Module).join(Module, col(Module.id) == col(Question.module_id))
    found = session.exec(query.where(Question.key == key, Question.is_active)).first()
    if found is None:
        raise NotFound("There is no such question.")
    row, module = found
    asked = _content(session, module).question(key)
    step = _steps(session, [row.step_id], actor.locale)[row.step_id]
    given = None
    if answer is not None:
        graded = grade(asked, answer, language=actor.locale)
        given = Given(graded.given, points=0, was_guess=False)
    return asking.view(asked, asking.Place(0, 1, 1, seed=key), step, given, actor.locale)


def module_of_question(session: Session, *, key: str) -> str:
    """Return the slug of the module that asks a question, "" where none does."""
    query = select(Module.slug).join(Question, col(Question.module_id) == col(Module.id))
    return session.exec(query.where(Question.key == key)).first() or ""


def _is_first() -> Any:  # a condition of a join
    """Keep to first attempts at the wording in use."""
    answer = QuestionAnswer
    return (
        (col(answer.question_id) == col(Question.id))
        & (col(answer.revision) == col(Question.revision))
        & (col(answer.tried) == 1)
    )


def _read(session: Session, actor: Actor, slug: str) -> tuple[Item, ...]:
    module = session.exec(select(Module).where(Module.slug == slug, Module.is_active)).first()
    if module is None:
        raise NotFound("There is no such module.")
    asked = select(Question).where(Question.module_id == module.id, Question.is_active)
    rows = list(session.exec(asked.order_by(col(Question.position))))
    says = _content(session, module)
    tries = _tries(session, module.id)
    steps = _steps(session, [row.step_id for row in rows], actor.locale)
    return tuple(
        _item(number, says.question(row.key), steps[row.step_id], tries.get(row.id, []), actor)
        for number, row in enumerate(rows, 1)
    )


def _item(
    number: int, asked: content.Question, step: StepRef, tries: list[_Try], actor: Actor
) -> Item:
    n = len(tries)
    prompt = asked.prompt.in_language(actor.locale)
    if n < LEAST:
        return Item(asked.id, number, prompt, asked.kind, step, n)
    right = sum(one.is_right for one in tries)
    placed = [(one.is_right, one.rest) for one in tries if one.rest is not None]
    flags, rests = [flag for flag, _rest in placed], [rest for _flag, rest in placed]
    related = statistics.correlation(flags, rests) if placed else None
    ends = None if related is None else statistics.correlation_interval(related, len(placed))
    chosen = choices.chosen(asked, [(one.given, one.rest) for one in tries], actor.locale)
    options = [one.option for one in chosen]
    found = verdicts.misleading(options)
    return Item(
        key=asked.id,
        number=number,
        prompt=prompt,
        kind=asked.kind,
        step=step,
        n=n,
        facility=right / n,
        ends=wilson(right, n),
        correlation=related,
        correlation_ends=ends,
        discrimination=statistics.discrimination(flags, rests),
        options=chosen,
        misleading=next((one.words for one in chosen if one.option == found), ""),
        verdict=verdicts.verdict(n, right / n, related, ends, options),
    )


def _tries(session: Session, module_id: int) -> dict[int, list[_Try]]:
    """Return the first attempts at each question, each with its person's score on the others."""
    answer = QuestionAnswer
    query = (
        select(answer.question_id, answer.person_id, answer.outcome, answer.given)
        .join(Question, _is_first())
        .where(Question.module_id == module_id, Question.is_active)
        .order_by(col(answer.id))
    )
    rows = [
        (question, person, outcome == Outcome.RIGHT, given)
        for question, person, outcome, given in session.exec(query)
    ]
    by_person: dict[int, dict[int, bool]] = {}
    for question, person, is_right, _given in rows:
        by_person.setdefault(person, {})[question] = is_right
    found: dict[int, list[_Try]] = {}
    for question, person, is_right, given in rows:
        rest = _rest(by_person[person], question)
        found.setdefault(question, []).append(_Try(is_right, given, rest))
    return found


def _rest(answers: Mapping[int, bool], question: int) -> float | None:
    others = [is_right for other, is_right in answers.items() if other != question]
    return fmean(others) if others else None


def _content(session: Session, module: Module) -> content.Module:
    query = select(ModuleVersion.id).where(
        ModuleVersion.module_id == module.id, ModuleVersion.revision == module.current_revision
    )
    return module_of(session, session.exec(query).one())


def _steps(session: Session, ids: Iterable[int], locale: str) -> dict[int, StepRef]:
    query = select(SopStep, Sop.code).join(Sop, col(Sop.id) == col(SopStep.sop_id))
    return {
        row.id: StepRef(code, row.key, row.position, words_of(row.title, locale))
        for row, code in session.exec(query.where(col(SopStep.id).in_(list(ids))))
    }
