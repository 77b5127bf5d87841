"""Which questions a quiz on an SOP asks: those on the steps that changed for the person."""

from collections.abc import Iterable
from itertools import zip_longest

from sqlmodel import Session, col, func, select

from cxgame.learning.models import Module, ModuleVersion, Question
from cxgame.standards import differences, texts
from cxgame.standards.models import Sop, SopStep, SopVersion
from cxgame.standards.signing import waiting
from cxgame.standards.signing.models import SopReading

MOST = 8  # questions: three or four minutes
PASS_MARK = 80  # percent right the first time: of up to four, all of them

Place = tuple[int, str]  # a module's version and the key of a question in it


def count(session: Session, *, code: str) -> int:
    """Return how many questions there are to make a quiz of."""
    query = (
        select(func.count(col(Question.id)))
        .join(Module, col(Module.id) == col(Question.module_id))
        .join(SopStep, col(SopStep.id) == col(Question.step_id))
        .join(Sop, col(Sop.id) == col(SopStep.sop_id))
        .where(Sop.code == code, Question.is_active, Module.is_active, SopStep.is_active)
    )
    return session.exec(query).one()


def questions(session: Session, *, person_id: int, version_id: int) -> list[Place]:
    """Return the questions for somebody on a version, step by step, at most eight.

    They are about the steps that changed since the version that the person knew last, or since
    the one before; where those have no question, about every step.
    """
    version = session.get_one(SopVersion, version_id)
    by_step = _by_step(session, version.sop_id)
    changed = _changed(session, person_id, version)
    meant = [found for key, found in by_step.items() if key in changed]
    return spread(meant or by_step.values(), MOST)


def spread(by_step: Iterable[list[Place]], most: int) -> list[Place]:
    """Return one question of each step, then another of each, until there are enough."""
    rounds = zip_longest(*by_step)
    return [place for turn in rounds for place in turn if place is not None][:most]


def _by_step(session: Session, sop_id: int) -> dict[str, list[Place]]:
    """Return the questions of each step in use, in the order of the steps."""
    query = (
        select(SopStep.key, ModuleVersion.id, Question.key)
        .join(Question, col(Question.step_id) == col(SopStep.id))
        .join(Module, col(Module.id) == col(Question.module_id))
        .join(ModuleVersion, col(ModuleVersion.module_id) == col(Module.id))
        .where(
            SopStep.sop_id == sop_id,
            SopStep.is_active,
            Question.is_active,
            Module.is_active,
            col(ModuleVersion.revision) == col(Module.current_revision),
        )
        .order_by(col(SopStep.position), col(Question.position), col(Question.id))
    )
    found: dict[str, list[Place]] = {}
    for step, module_version_id, key in session.exec(query):
        found.setdefault(step, []).append((module_version_id, key))
    return found


def _changed(session: Session, person_id: int, version: SopVersion) -> tuple[str, ...]:
    known = select(SopReading.version_id).where(
        SopReading.person_id == person_id, SopReading.sop_id == version.sop_id
    )
    base = session.exec(known).first() or waiting.previous(session, version.sop_id, version.id)
    if base is None:
        return ()
    new = texts.read(version.revision, version.body)
    return differences.changed_steps(texts.of_version(session, base), new)
