"""Commands on plans: promise a figure, check it, put on hold, take up again."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from cxgame.boards import facts, flow, history, news, raci, scope, writing
from cxgame.boards import form as forms
from cxgame.boards.history import Happened
from cxgame.boards.models import Board, Card, Level
from cxgame.boards.plans import checking
from cxgame.boards.plans import form as promises
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import ALLOWED, Finding, PlanKpi, Verdict
from cxgame.boards.raci import Letter
from cxgame.boards.stages import Stage
from cxgame.errors import Conflict, InvalidInput, NotFound, Refused
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person


@dataclass(frozen=True)
class Measured:
    """A figure as it was found: its value and how many answers or customers stand behind it."""

    value: float
    n: int


@dataclass(frozen=True)
class Found:
    """What was found at the check, and what the one who checked makes of it."""

    finding: Finding
    measured: float | None
    verdict: Verdict
    says: str
    learned: str = ""


def write_plan(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    form: PlanForm,
    baseline: Measured | None,
    version: int,
    now: datetime,
) -> int:
    """Write cause, figure, goal and check into a plan and return the card's version.

    The baseline is what was measured, or typed where the figure is one's own. A change takes an
    approval away. Raise Refused, NotFound, InvalidInput, StaleCard, or Conflict for a plan that
    was checked already.
    """
    card = scope.open_card(
        session, "boards.write_plan", actor=actor, card_id=card_id, version=version
    )
    plan = _plan(session, card)
    if plan.verdict is not None:
        raise Conflict("This plan was checked already: what it promised stays.")
    typed = promises.clean(form)
    if typed.kpi not in (None, PlanKpi.OWN):
        typed = replace(typed, baseline=baseline.value if baseline else None)
    _check_verifier(session, typed.verifier_id)
    changed = promises.difference(promises.of_plan(plan), typed)
    if not changed:
        return card.version
    known, by = facts.of_card(session, card), actor.person_id
    for name, value in asdict(typed).items():
        setattr(plan, name, "" if value is None and name == "kpi" else value)
    plan.baseline_n = baseline.n if baseline and typed.kpi is not PlanKpi.OWN else None
    card.last_editor_id, card.version = by, card.version + 1
    session.add(plan)
    history.write(session, card, Happened.CHANGED, person_id=by, now=now, **changed)
    flow.after_change(session, card, known, frozenset(changed), by=by, now=now)
    session.flush()
    audit.note(session, actor, "boards.write_plan", "card", card.id, now=now)
    return card.version


def judge_plan(
    session: Session, *, actor: Actor, card_id: int, found: Found, version: int, now: datetime
) -> int | None:
    """Say whether a plan worked; return the id of the next cycle's card, if it did not.

    Whoever is R never does. What may be said follows from what the figure shows. Raise Refused
    with every reason against it, InvalidInput for a word that the figure does not bear out.
    """
    command = "boards.judge_plan"
    card = _to_check(session, command, actor, card_id, version)
    if reasons := raci.against_verification(facts.of_card(session, card), actor.person_id):
        raise Refused(reasons)
    says, learned = forms.reason(found.says), forms.text(found.learned)
    if found.verdict not in ALLOWED[found.finding]:
        raise InvalidInput("The figure does not bear this out: it shows something else.")
    if found.verdict is Verdict.INEFFECTIVE and not learned:
        raise InvalidInput("Say what was learned: the next cycle starts from it.")
    plan, by = _plan(session, card), actor.person_id
    plan.verdict, plan.finding, plan.measured = found.verdict, found.finding, found.measured
    plan.says, plan.verified_by, plan.verified_at = says, by, now
    card.version += 1
    flow.move_to(session, card, Stage.ACT, now=now)
    values = {"verdict": found.verdict.value, "why": says}
    history.write(session, card, Happened.VERIFIED, person_id=by, now=now, **values)
    following = None
    if found.verdict is Verdict.INEFFECTIVE:
        following = _next_cycle(session, actor, card, plan, learned, now)
    told = news.holding(session, card, Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.INFORMED)
    message = news.NEXT_CYCLE if following else news.CHECKED
    news.tell(session, card, told, event="checked", message=message, by=by, now=now)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now, verdict=found.verdict.value)
    return following


def begin_cycle(
    session: Session, *, actor: Actor, card_id: int, learned: str, version: int, now: datetime
) -> int:
    """Begin a plan anew whose cause came back, as a draft; return the new card's id.

    Raise Conflict for a plan that was not checked yet, or has another cycle already.
    """
    command = "boards.begin_cycle"
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    scope.require_on(session, command, actor=actor, card=card)
    history.expect_version(session, card, version)
    plan = _plan(session, card)
    following = select(Plan.card_id).where(Plan.previous_card_id == card_id)
    if plan.verdict is None or session.exec(following).first() is not None:
        raise Conflict("A plan begins anew once, after its check.")
    made = _next_cycle(session, actor, card, plan, forms.reason(learned), now)
    audit.note(session, actor, command, "card", card_id, now=now, following=made)
    return made


def hold_card(
    session: Session, *, actor: Actor, card_id: int, reason: str, version: int, now: datetime
) -> int:
    """Put a card on hold with the reason: it can't move until it is taken up again."""
    command = "boards.hold_card"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    if card.done_at is not None or card.held_at is not None:
        raise Conflict("This card is on hold or finished already.")
    card.held_at, card.held_because = now, forms.reason(reason)
    card.held_by, card.version = actor.person_id, card.version + 1
    because = card.held_because
    history.write(session, card, Happened.HELD, person_id=actor.person_id, now=now, why=because)
    news.tell(
        session,
        card,
        news.holding(session, card, Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.INFORMED),
        event=f"held:{card.version}",
        message=news.HELD,
        by=actor.person_id,
        now=now,
        why=because,
    )
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def resume_card(
    session: Session, *, actor: Actor, card_id: int, version: int, now: datetime
) -> int:
    """Take a card up again that was on hold; it stands where it stood."""
    command = "boards.resume_card"
    card = scope.open_card(session, command, actor=actor, card_id=card_id, version=version)
    if card.held_at is None:
        raise Conflict("This card is not on hold.")
    card.held_at, card.held_because, card.held_by = None, "", None
    card.version += 1
    history.write(session, card, Happened.RESUMED, person_id=actor.person_id, now=now)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now)
    return card.version


def _to_check(session: Session, command: str, actor: Actor, card_id: int, version: int) -> Card:
    """Return a card that the actor may check: as its manager or director, or by name."""
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    if checking.is_asked(actor, facts.of_card(session, card)):
        history.expect_version(session, card, version)
        if card.cancelled_at is not None:
            raise Conflict("This card was cancelled.")
        return card
    return scope.open_card(session, command, actor=actor, card_id=card_id, version=version)


def _next_cycle(
    session: Session, actor: Actor, card: Card, plan: Plan, learned: str, now: datetime
) -> int:
    """Begin the plan anew as a draft: the same trouble, with what was learned."""
    form = replace(writing.read(session, card), due_on=None, starts_on=None)
    by = actor.person_id
    made = writing.new_card(session, card.board_id, form, by=by, now=now)
    session.add(
        Plan(
            card_id=made.id,
            root_cause=plan.root_cause,
            kpi=plan.kpi,
            kpi_name=plan.kpi_name,
            goal=plan.goal,
            verifier_id=plan.verifier_id,
            cycle=plan.cycle + 1,
            previous_card_id=card.id,
            learned=learned,
        )
    )
    history.write(session, made, Happened.ADDED, person_id=by, now=now, cycle=plan.cycle + 1)
    session.flush()
    return made.id


def _plan(session: Session, card: Card) -> Plan:
    """Return the card's plan, a new one if there is none; raise NotFound for a task."""
    if session.get_one(Board, card.board_id).level == Level.OPERATIONAL:
        raise NotFound("A task promises no figure: there is nothing to check.")
    return session.get(Plan, card.id) or Plan(card_id=card.id)


def _check_verifier(session: Session, person_id: int | None) -> None:
    if person_id is None:
        return
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        raise NotFound("There is no such person.")
