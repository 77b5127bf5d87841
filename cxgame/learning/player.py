"""Where a person stands in a module, and what is on the screen there."""

from dataclasses import dataclass

from sqlmodel import Session, select

from cxgame import content
from cxgame.errors import NotFound
from cxgame.learning import asking, runs, screens, tracks
from cxgame.learning.asking import Given, Place, QuestionView
from cxgame.learning.bodies import module_of
from cxgame.learning.course import Stage
from cxgame.learning.models import Module, ModuleRun
from cxgame.learning.screens import ConversationView, ResultView, StepRef
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class PlayerView:
    """A module as its run stands: of question, conversation and result at most one is there.

    `lesson` is Markdown, `place` (number, of how many) is where the module stands in its track,
    None in none.
    """

    slug: str
    title: str
    objective: str
    minutes: int
    lesson: str
    sop_code: str
    sop_title: str
    track: str
    place: tuple[int, int] | None
    run_id: int
    stage: Stage
    is_finished: bool
    question: QuestionView | None = None
    conversation: ConversationView | None = None
    result: ResultView | None = None


def player(session: Session, *, actor: Actor, slug: str) -> PlayerView | None:
    """Return where the actor stands in a module, None before it was opened.

    Raise NotFound for an unknown module.
    """
    row = session.exec(select(Module).where(Module.slug == slug)).first()
    if row is None:
        raise NotFound("There is no such module.")
    run = runs.latest(session, actor.person_id or 0, row.id)
    if run is None:
        return None
    module = module_of(session, run.version_id)
    sop = session.get_one(Sop, row.sop_id)
    track, place = tracks.place_of(session, actor=actor, slug=slug)
    steps = steps_of(session, sop, actor)
    stage = Stage(run.stage)
    return PlayerView(
        slug=slug,
        title=module.title.in_language(actor.locale),
        objective=module.objective.in_language(actor.locale),
        minutes=module.minutes,
        lesson=module.lesson.in_language(actor.locale),
        sop_code=sop.code,
        sop_title=words_of(sop.title, actor.locale),
        track=track,
        place=place,
        run_id=run.id,
        stage=stage,
        is_finished=run.finished_at is not None,
        question=_question(session, run, module, steps, actor.locale),
        conversation=_conversation(session, run, module, steps, actor.locale),
        result=_result(session, run, module, steps, actor),
    )


def steps_of(session: Session, sop: Sop, actor: Actor) -> dict[str, StepRef]:
    """Return every step of an SOP by its key, those that left it too: an old run may name them."""
    query = select(SopStep).where(SopStep.sop_id == sop.id)
    return {
        row.key: StepRef(sop.code, row.key, row.position, words_of(row.title, actor.locale))
        for row in session.exec(query)
    }


def _question(
    session: Session,
    run: ModuleRun,
    module: content.Module,
    steps: dict[str, StepRef],
    locale: str,
) -> QuestionView | None:
    if run.stage != Stage.QUESTIONS:
        return None
    queue, first = runs.queue(session, run), len(run.questions)
    question = module.question(queue[run.turn])
    row = runs.answer_on(session, run.id, run.turn)
    given = Given(row.given, row.points, row.is_guess) if row else None
    place = Place(run.turn, first, len(queue), seed=f"{run.id}:{run.turn}")
    return asking.view(question, place, steps[question.step], given, locale)


def _conversation(
    session: Session,
    run: ModuleRun,
    module: content.Module,
    steps: dict[str, StepRef],
    locale: str,
) -> ConversationView | None:
    if run.stage != Stage.SCENARIO:
        return None
    return screens.conversation_view(
        module.scenario,
        [row.choice for row in runs.choices(session, run.id, run.round)],
        steps,
        round_=run.round,
        seed=f"{run.id}:{run.round}",
        locale=locale,
    )


def _result(
    session: Session,
    run: ModuleRun,
    module: content.Module,
    steps: dict[str, StepRef],
    actor: Actor,
) -> ResultView | None:
    if run.stage != Stage.RESULT:
        return None
    missed = runs.missed(session, run)
    said = [row.choice for row in runs.choices(session, run.id, run.round)]
    following = tracks.next_module(session, actor=actor, slug=module.slug)
    revise = dict.fromkeys(question.step for question in module.questions if question.id in missed)
    return ResultView(
        is_passed=run.is_passed,
        right=run.right,
        total=len(run.questions),
        needed=screens.needed(len(run.questions), module.pass_mark),
        points=run.points,
        revise=tuple(steps[key] for key in revise),
        end=screens.end_view(module.scenario, said, steps, actor.locale),
        next_slug=following.slug if following else "",
        next_title=following.title if following else "",
        next_minutes=following.minutes if following else 0,
    )
