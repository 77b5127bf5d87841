"""Find a person's runs, their answers and what was said in them."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from cxgame.errors import NotFound
from cxgame.learning import course
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Module, ModuleRun, QuestionAnswer, ScenarioChoice
from cxgame.people import turns
from cxgame.standards.models import SopStep

# What each answer asks again is built once.
_LOCKED = (
    select(ModuleRun)
    .where(ModuleRun.id == bindparam("run_id"), ModuleRun.person_id == bindparam("person_id"))
    .execution_options(populate_existing=True)
)
_MISSED = select(QuestionAnswer.turn).where(
    QuestionAnswer.run_id == bindparam("run_id"),
    QuestionAnswer.turn < bindparam("first_pass"),
    QuestionAnswer.outcome != Outcome.RIGHT,
)
_ON_TURN = select(QuestionAnswer).where(
    QuestionAnswer.run_id == bindparam("run_id"), QuestionAnswer.turn == bindparam("turn")
)


def locked(session: Session, run_id: int, person_id: int) -> ModuleRun:
    """Return a run as it stands once the person's other commands are through.

    Raise NotFound where the person has no such run.
    """
    turns.lock_person(session, person_id)
    run = session.exec(_LOCKED, params={"run_id": run_id, "person_id": person_id}).first()
    if run is None:
        raise NotFound("There is no such module under way.")
    return run


def latest(session: Session, person_id: int, module_id: int) -> ModuleRun | None:
    """Return the last run that a person began of a module, None where there is none."""
    query = select(ModuleRun).where(
        ModuleRun.person_id == person_id, ModuleRun.module_id == module_id
    )
    return session.exec(query.order_by(col(ModuleRun.number).desc()).limit(1)).first()


def finished_before(session: Session, run: ModuleRun) -> bool:
    """Tell whether the person finished the same version of the module in an earlier run."""
    query = select(ModuleRun.id).where(
        ModuleRun.person_id == run.person_id,
        ModuleRun.version_id == run.version_id,
        ModuleRun.number < run.number,
        col(ModuleRun.finished_at).is_not(None),
    )
    return session.exec(query.limit(1)).first() is not None


def queue(session: Session, run: ModuleRun) -> list[str]:
    """Return the keys of the questions in the order in which the run puts them."""
    return course.turns(run.questions, missed(session, run))


def missed(session: Session, run: ModuleRun) -> set[str]:
    """Return the questions of the run that were not right the first time it put them."""
    given = {"run_id": run.id, "first_pass": len(run.questions)}
    return {run.questions[turn] for turn in session.exec(_MISSED, params=given)}


def answer_on(session: Session, run_id: int, turn: int) -> QuestionAnswer | None:
    """Return the answer given on a turn, None before it."""
    return session.exec(_ON_TURN, params={"run_id": run_id, "turn": turn}).first()


def choices(session: Session, run_id: int, round_: int) -> list[ScenarioChoice]:
    """Return what was said in one round of the conversation, in its order."""
    query = select(ScenarioChoice).where(
        ScenarioChoice.run_id == run_id, ScenarioChoice.round == round_
    )
    return list(session.exec(query.order_by(col(ScenarioChoice.position))))


def conversations(session: Session, person_id: int, scenario: str, revision: str) -> int:
    """Return how often a person began this revision of a conversation."""
    begun = select(func.count()).where(
        ScenarioChoice.person_id == person_id,
        ScenarioChoice.scenario == scenario,
        ScenarioChoice.revision == revision,
        ScenarioChoice.position == 0,
    )
    return session.exec(begun).one()


def step_ids(session: Session, module_id: int) -> dict[str, int]:
    """Return the id of each step of the SOP that a module rests on, by its key."""
    query = (
        select(SopStep.key, SopStep.id)
        .join(Module, col(Module.sop_id) == col(SopStep.sop_id))
        .where(Module.id == module_id)
    )
    return dict(session.exec(query).all())
