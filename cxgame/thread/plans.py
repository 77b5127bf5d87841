"""Plans and the customers' voice: what a figure is, how it went since, whether the plan worked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import scope as boards
from cxgame.boards.models import Board, Card
from cxgame.boards.plans import effect, service
from cxgame.boards.plans.effect import Effect
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Finding, PlanKpi, Verdict, is_lower_better
from cxgame.boards.plans.service import Found, Measured
from cxgame.errors import NotFound
from cxgame.feedback import rates, scores
from cxgame.feedback.periods import start_of
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

WINDOW = timedelta(days=90)  # of a baseline
WEEKS = 26  # before the plan, and after its work
LEAST_ANSWERS = 10  # of one point: fewer jump about and would look like signals
_WEEK = timedelta(days=7)
_EVERYTHING = Actor.system("plans")  # a plan's figure is the same, whoever looks at it


@dataclass(frozen=True)
class Point:
    """A whole week of a figure, by its Monday."""

    start: date
    value: float


@dataclass(frozen=True)
class Course:
    """A figure's weeks before the plan was approved, while it was worked on, and since."""

    before: tuple[Point, ...]
    during: tuple[Point, ...]
    after: tuple[Point, ...]
    effect: Effect


def set_plan(
    session: Session, *, actor: Actor, card_id: int, form: PlanForm, version: int, now: datetime
) -> int:
    """Write a plan's promise, its baseline measured today, and return the card's version.

    Raise what `write_plan` raises.
    """
    if not permissions.may(actor, "thread.set_plan"):
        permissions.require(actor, "thread.set_plan")
    card = boards.card(session, actor=actor, card_id=card_id)
    made = service.write_plan(
        session,
        actor=actor,
        card_id=card_id,
        form=form,
        baseline=measure(session, card=card, kpi=form.kpi, today=clock.local_day(now)),
        version=version,
        now=now,
    )
    audit.note(session, actor, "thread.set_plan", "card", card_id, now=now)
    return made


def verify_plan(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    verdict: Verdict,
    says: str,
    learned: str = "",
    measured: float | None = None,
    version: int,
    now: datetime,
) -> int | None:
    """Say whether a plan worked, by what its figure shows today.

    `measured` counts for a figure of one's own alone. Return the next cycle's card where it did
    not work. Raise what `judge_plan` raises.
    """
    if not permissions.may(actor, "thread.verify_plan"):
        permissions.require(actor, "thread.verify_plan")
    course = course_of(session, actor=actor, card_id=card_id, today=clock.local_day(now))
    if course is None:
        raise NotFound("This plan has promised no figure yet.")
    is_told = course.effect.finding is Finding.TOLD
    found = Found(
        finding=course.effect.finding,
        measured=measured if is_told else course.effect.after,
        verdict=verdict,
        says=says,
        learned=learned,
    )
    following = service.judge_plan(
        session, actor=actor, card_id=card_id, found=found, version=version, now=now
    )
    audit.note(session, actor, "thread.verify_plan", "card", card_id, now=now)
    return following


def measure(session: Session, *, card: Card, kpi: PlanKpi | None, today: date) -> Measured | None:
    """Return a figure of the card's team over the last 90 days, None where there is nothing."""
    if kpi in (None, PlanKpi.OWN):
        return None
    cut = _cut(session, card, today - WINDOW + timedelta(days=1), today)
    if kpi is PlanKpi.COMPLAINTS:
        rate = rates.complaint_rate(session, actor=_EVERYTHING, cut=cut)
        return Measured(rate.score, rate.served) if rate.score is not None else None
    made = scores.score(session, actor=_EVERYTHING, kind=SurveyKind(kpi.value), cut=cut)
    return Measured(made.score, made.n) if made.score is not None else None


def course_of(session: Session, *, actor: Actor, card_id: int, today: date) -> Course | None:
    """Return how a plan's figure went, None before a figure is promised.

    Raise NotFound when the card is out of the actor's sight.
    """
    card = boards.card(session, actor=actor, card_id=card_id)
    plan = session.get(Plan, card.id)
    if plan is None or not plan.kpi or plan.goal is None:
        return None
    kpi = PlanKpi(plan.kpi)
    if kpi is PlanKpi.OWN:
        return Course((), (), (), Effect(Finding.TOLD, plan.baseline, plan.measured, None))
    begun = clock.local_day(card.approved_at) if card.approved_at else today
    until = card.worked_until or today
    monday = start_of(begun, "week")
    last = start_of(today, "week") - timedelta(days=1)  # this week still runs
    points = _points(session, card, kpi, monday - WEEKS * _WEEK, last)
    first_after = start_of(until, "week") + _WEEK
    before = tuple(one for one in points if one.start < monday)
    during = tuple(one for one in points if monday <= one.start < first_after)
    after = tuple(one for one in points if one.start >= first_after)[:WEEKS]
    if card.worked_until is None:
        during, after = (*during, *after), ()
    lower = is_lower_better(kpi, plan.baseline, plan.goal)
    judged = effect.judge(
        [one.value for one in before],
        [one.value for one in after],
        goal=plan.goal,
        is_lower_better=lower,
    )
    return Course(before, during, after, judged)


def _points(session: Session, card: Card, kpi: PlanKpi, since: date, until: date) -> list[Point]:
    if until < since:
        return []
    cut = _cut(session, card, since, until)
    if kpi is PlanKpi.COMPLAINTS:
        rated = rates.complaint_series(session, actor=_EVERYTHING, step="week", cut=cut)
        return [
            Point(one.start, one.rate.score)
            for one in rated
            if one.rate.served > 0 and one.rate.score is not None
        ]
    kind = SurveyKind(kpi.value)
    scored = scores.score_series(session, actor=_EVERYTHING, kind=kind, step="week", cut=cut)
    return [
        Point(one.start, one.score.score)
        for one in scored
        if one.score.score is not None and one.score.n >= LEAST_ANSWERS
    ]


def _cut(session: Session, card: Card, since: date, until: date) -> Cut:
    """Return what the plan is about: its team, else its board's unit, else the company."""
    unit_id = None
    if card.team_id is None:
        unit_id = session.get_one(Board, card.board_id).unit_id
    return Cut(since, until, team_id=card.team_id, unit_id=unit_id)
