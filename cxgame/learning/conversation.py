"""Say something in a module's conversation, moment by moment, without a way back."""

from datetime import datetime

from sqlmodel import Session

from cxgame import content
from cxgame.errors import Conflict, NotFound
from cxgame.game import rules
from cxgame.game import service as game
from cxgame.learning import course, runs
from cxgame.learning.bodies import module_of
from cxgame.learning.course import Stage
from cxgame.learning.models import ModuleRun, ScenarioChoice
from cxgame.people import permissions
from cxgame.people.actor import Actor


def choose_in_scenario(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    run_id: int,
    round: int,  # how often the conversation began, from 1
    position: int,
    choice: str,
    now: datetime,
) -> None:
    """Say something in the conversation; what was said first at a moment stays said.

    Raise Conflict for a moment that has not come, NotFound for a choice that it does not offer.
    """
    permissions.require(actor, "learning.choose_in_scenario", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    said = runs.choices(session, run_id, round)
    if position < len(said):
        return
    if run.stage != Stage.SCENARIO or round != run.round or position > len(said):
        raise Conflict("The conversation is at another point now. Go on from there.")
    module = module_of(session, run.version_id)
    node = course.walk(module.scenario, [row.choice for row in said])[-1]
    chosen = _offered(node, choice)
    step_id = runs.step_ids(session, run.module_id)[chosen.step]
    row = _row(run, module, node, chosen, position, step_id, now)
    session.add(row)
    run.moved_at = now
    session.flush()
    if module.scenario.node(chosen.goto).end:
        _reward(session, run, module, [*said, row], now)
        session.flush()


def replay_scenario(
    session: Session, *, actor: Actor, person_id: int, run_id: int, now: datetime
) -> None:
    """Begin the conversation of a finished run once more."""
    permissions.require(actor, "learning.replay_scenario", person_id=person_id)
    run = runs.locked(session, run_id, person_id)
    if run.stage != Stage.RESULT:
        return
    if runs.choices(session, run_id, run.round):
        run.round += 1
    run.stage, run.moved_at = Stage.SCENARIO, now
    session.flush()


def _offered(node: content.Node, choice: str) -> content.Choice:
    for one in node.choices:
        if one.id == choice:
            return one
    raise NotFound("The conversation offers no such reply.")


def _row(
    run: ModuleRun,
    module: content.Module,
    node: content.Node,
    chosen: content.Choice,
    position: int,
    step_id: int,
    now: datetime,
) -> ScenarioChoice:
    return ScenarioChoice(
        run_id=run.id,
        round=run.round,
        position=position,
        person_id=run.person_id,
        scenario=module.slug,
        revision=module.scenario.revision,
        step_id=step_id,
        node=node.id,
        choice=chosen.id,
        points=chosen.points,
        chosen_at=now,
    )


def _reward(
    session: Session,
    run: ModuleRun,
    module: content.Module,
    said: list[ScenarioChoice],
    now: datetime,
) -> None:
    """Give points in proportion to the best way through; a conversation played again half."""
    best = module.scenario.best_way().points
    run.points += game.award(
        session,
        person_id=run.person_id,
        rule=rules.SCENARIO,
        object=module.slug,
        revision=module.scenario.revision,
        tried=runs.conversations(session, run.person_id, module.slug, module.scenario.revision),
        share=sum(row.points for row in said) / best if best else 0.0,
        now=now,
    )
