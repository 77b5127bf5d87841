"""The commands on a person's way through a module; said twice, none of them does more than once."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.errors import Conflict, NotFound
from cxgame.game import rules
from cxgame.game import service as game
from cxgame.learning import assignments, course, runs
from cxgame.learning.bodies import module_of
from cxgame.learning.certificates import service as certificates
from cxgame.learning.course import Stage
from cxgame.learning.models import (
    Module,
    ModuleRun,
    ModuleVersion,
)
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor


def open_module(session: Session, *, actor: Actor, person_id: int, slug: str, now: datetime) -> int:
    """Return the person's latest run of a module; begin the first where there is none.

    Raise NotFound for an unknown module.
    """
    permissions.require(actor, "learning.open_module", person_id=person_id)
    module = _module(session, slug)
    person = turns.lock_person(session, person_id)
    latest = runs.latest(session, person_id, module.id)
    return (latest or _begin(session, module, person_id, person.team_id, now)).id


def start_again(session: Session, *, actor: Actor, person_id: int, slug: str, now: datetime) -> int:
    """Begin another run of a module and return its id; an unfinished one goes on instead."""
    permissions.require(actor, "learning.start_again", person_id=person_id)
    module = _module(session, slug)
    person = turns.lock_person(session, person_id)
    latest = runs.latest(session, person_id, module.id)
    if latest and latest.finished_at is None:
        return latest.id
    return _begin(session, module, person_id, person.team_id, now).id


def finish_lesson(
    session: Session, *, actor: Actor, person_id: int, run_id: int, now: datetime
) -> None:
    """Go on from the lesson to the questions."""
    permissions.require(actor, "learning.finish_lesson", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    if run.stage == Stage.LESSON:
        _move(run, Stage.QUESTIONS, now)
        session.flush()


def go_on(
    session: Session, *, actor: Actor, person_id: int, run_id: int, turn: int, now: datetime
) -> None:
    """Leave an answered question for the next one, or for what follows the questions."""
    permissions.require(actor, "learning.go_on", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    if run.stage != Stage.QUESTIONS or turn != run.turn:
        return
    if runs.answer_on(session, run_id, turn) is None:
        raise Conflict("Answer this question first.")
    run.turn, run.moved_at = turn + 1, now
    if run.turn >= len(runs.queue(session, run)):
        has_talked = runs.finished_before(session, run)
        _move(run, course.stage_after_questions(has_talked=has_talked), now)
        if run.stage == Stage.RESULT:
            _finish(session, actor, run, now)
    session.flush()


def finish_module(
    session: Session, *, actor: Actor, person_id: int, run_id: int, now: datetime
) -> None:
    """Go on from the end of the conversation to the result; enough right answers pass the module.

    Raise Conflict while the conversation is not over.
    """
    permissions.require(actor, "learning.finish_module", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    if run.stage != Stage.SCENARIO:
        return
    scenario = module_of(session, run.version_id).scenario
    said = [row.choice for row in runs.choices(session, run_id, run.round)]
    if course.walk(scenario, said)[-1].end is None:
        raise Conflict("Bring the conversation to its end first.")
    _move(run, Stage.RESULT, now)
    _finish(session, actor, run, now)
    session.flush()


def _module(session: Session, slug: str) -> Module:
    module = session.exec(select(Module).where(Module.slug == slug, Module.is_active)).first()
    if module is None:
        raise NotFound("There is no such module.")
    return module


def _begin(
    session: Session, module: Module, person_id: int, team_id: int | None, now: datetime
) -> ModuleRun:
    query = select(ModuleVersion.id).where(
        ModuleVersion.module_id == module.id, ModuleVersion.revision == module.current_revision
    )
    version_id = session.exec(query).one()
    latest = runs.latest(session, person_id, module.id)
    keys = [question.id for question in module_of(session, version_id).questions]
    run = ModuleRun(
        person_id=person_id,
        team_id=team_id,
        module_id=module.id,
        version_id=version_id,
        number=latest.number + 1 if latest else 1,
        stage=Stage.LESSON,
        questions=keys if latest is None else course.shuffled(keys, f"{person_id}:{latest.id}"),
        started_at=now,
        moved_at=now,
    )
    run.stage = course.first_stage(has_read=runs.finished_before(session, run))
    session.add(run)
    session.flush()
    return run


def _move(run: ModuleRun, stage: Stage, now: datetime) -> None:
    run.stage, run.moved_at = stage, now


def _finish(session: Session, actor: Actor, run: ModuleRun, now: datetime) -> None:
    """Close a run, once: see whether it passes, give the points, settle what was assigned."""
    if run.finished_at is not None:
        return
    module = module_of(session, run.version_id)
    finished = select(func.count()).where(
        ModuleRun.person_id == run.person_id,
        ModuleRun.version_id == run.version_id,
        col(ModuleRun.finished_at).is_not(None),
    )
    tried = session.exec(finished).one() + 1
    run.finished_at = now
    run.is_passed = course.has_passed(run.right, len(run.questions), module.pass_mark)
    if run.is_passed:
        run.points += game.award(
            session,
            person_id=run.person_id,
            rule=rules.MODULE,
            object=module.slug,
            revision=module.revision,
            tried=tried,
            now=now,
        )
        assignments.settle(session, person_id=run.person_id, module_id=run.module_id, now=now)
        certificates.give(session, run=run, now=now)
    audit.note(
        session,
        actor,
        "learning.finish_module",
        "module_run",
        run.id,
        now=now,
        is_passed=run.is_passed,
    )
