"""Read a plan: what it promises, who checks it, what came of it, the cycles before and after."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards import facts, raci, scope
from cxgame.boards.models import Board, Card, Level
from cxgame.boards.plans import checking
from cxgame.boards.plans import form as promises
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import ALLOWED, Finding, PlanKpi, Verdict, is_lower_better
from cxgame.boards.raci import Facts
from cxgame.errors import NotFound, Reason
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Cycle:
    """Another cycle of the same plan."""

    card_id: int
    number: int
    verdict: Verdict | None


@dataclass(frozen=True)
class Judged:
    """What the check found."""

    verdict: Verdict
    finding: Finding
    measured: float | None
    who: str
    at: datetime
    says: str


@dataclass(frozen=True)
class PlanView:
    """A plan as its page shows it; `missing` is what its A could not yet approve.

    `recurred` counts the complaints that told that the cause came back; `can_begin` tells that the
    plan can begin anew. `against` is what keeps the actor from checking it; `can_set` and
    `can_check` tell which forms to show, `is_due` that its day has come.
    """

    card_id: int
    form: PlanForm
    baseline_n: int | None
    is_lower_better: bool
    checkers: tuple[str, ...]
    is_due: bool
    worked_until: date | None
    judged: Judged | None
    cycle: int
    previous: Cycle | None
    following: Cycle | None
    learned: str
    recurred: int
    missing: tuple[Reason, ...]
    against: tuple[Reason, ...]
    can_set: bool
    can_check: bool
    can_begin: bool


def plan_view(session: Session, *, actor: Actor, card_id: int, now: datetime) -> PlanView:
    """Return a plan; raise NotFound for a card out of sight, and for a task, which is none."""
    card = scope.card(session, actor=actor, card_id=card_id)
    level = Level(session.get_one(Board, card.board_id).level)
    if level is Level.OPERATIONAL:
        raise NotFound("A task promises no figure: there is nothing to check.")
    plan = session.get(Plan, card.id) or Plan(card_id=card.id)
    known, names = facts.of_card(session, card), people.person_names(session)
    form = promises.of_plan(plan)
    against = tuple(raci.against_verification(known, actor.person_id))
    return PlanView(
        card_id=card.id,
        form=form,
        baseline_n=plan.baseline_n,
        is_lower_better=is_lower_better(form.kpi or PlanKpi.OWN, form.baseline, form.goal),
        checkers=tuple(names.get(one, "") for one in checking.checkers(known)),
        is_due=checking.is_due(card, known, clock.local_day(now)),
        worked_until=card.worked_until,
        judged=_judged(plan, names),
        cycle=plan.cycle,
        previous=_cycle(session.get(Plan, plan.previous_card_id or 0)),
        following=_cycle(_following(session, card.id)),
        learned=plan.learned,
        recurred=plan.recurred_n or 0,
        missing=tuple(raci.against_plan(known)),
        against=against,
        can_set=_may(actor, "boards.write_plan", card, level, known) and plan.verdict is None,
        can_check=not against and _may_check(actor, card, level, known),
        can_begin=_can_begin(session, actor, card, level, known, plan),
    )


def allowed(finding: Finding) -> tuple[Verdict, ...]:
    """Return what may be said of a plan whose figure shows this."""
    return ALLOWED[finding]


def _can_begin(
    session: Session, actor: Actor, card: Card, level: Level, known: Facts, plan: Plan
) -> bool:
    is_over = plan.verdict is not None and card.cancelled_at is None
    acting = {who.id for who in (*known.accountable, *known.responsible)}
    may = scope.may_touch(
        "boards.begin_cycle", actor=actor, level=level, team_id=card.team_id, acting=acting
    )
    return is_over and may and _following(session, card.id) is None


def _may(actor: Actor, command: str, card: Card, level: Level, known: Facts) -> bool:
    is_open = card.cancelled_at is None and card.done_at is None
    acting = {who.id for who in (*known.accountable, *known.responsible)}
    return (
        is_open
        and permissions.may(actor, command)
        and scope.may_touch(command, actor=actor, level=level, team_id=card.team_id, acting=acting)
    )


def _may_check(actor: Actor, card: Card, level: Level, known: Facts) -> bool:
    is_asked = checking.is_asked(actor, known)
    may = permissions.may(actor, "boards.judge_plan")
    return may and (is_asked or _may(actor, "boards.judge_plan", card, level, known))


def _judged(plan: Plan, names: dict[int, str]) -> Judged | None:
    if plan.verdict is None or plan.finding is None or plan.verified_at is None:
        return None
    return Judged(
        verdict=Verdict(plan.verdict),
        finding=Finding(plan.finding),
        measured=plan.measured,
        who=names.get(plan.verified_by or 0, ""),
        at=plan.verified_at,
        says=plan.says,
    )


def _following(session: Session, card_id: int) -> Plan | None:
    return session.exec(select(Plan).where(Plan.previous_card_id == card_id)).first()


def _cycle(plan: Plan | None) -> Cycle | None:
    if plan is None:
        return None
    return Cycle(plan.card_id, plan.cycle, Verdict(plan.verdict) if plan.verdict else None)
