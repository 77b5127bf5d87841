"""Whether a training changed anything: complaints and NPS before it and after it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback import nps, rates, scores, steps
from cxgame.feedback.complaints import Tally
from cxgame.feedback.interval import Interval
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.rates import Rate
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.feedback.scores import Score
from cxgame.insight import kept
from cxgame.insight.training import ratio
from cxgame.insight.training.ratio import Ratio
from cxgame.learning import assignments
from cxgame.learning.assignments import TeamAssignment
from cxgame.learning.models import Module, Question
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops

LOOKED = timedelta(days=90)  # before, and after at most
SOONEST = timedelta(days=28)  # after, under which nothing is said
LEARNING = timedelta(days=14)  # in which people learn, where no day was set
MOST = 30  # trainings, the newest
KEPT_FOR = timedelta(days=400)  # trainings given longer ago are not shown


class Verdict(StrEnum):
    """What can be said."""

    TOO_EARLY = "too_early"
    FELL = "fell"
    ROSE = "rose"
    CANNOT_TELL = "cannot_tell"
    NO_FIGURES = "no_figures"  # nobody was served, or asked, in one of the periods


@dataclass(frozen=True, slots=True)
class Periods:
    """The days before a training and those after it; the days of learning lie in between.

    `after` is None until it has begun; `told_on` is the day from which something can be said.
    """

    before: tuple[date, date]
    after: tuple[date, date] | None
    told_on: date


@dataclass(frozen=True, slots=True)
class Complaints:
    """Complaints about the step per 1,000 served, before and after, and elsewhere meanwhile.

    `most` is the highest count after that would have been called a fall, None where no count would.
    """

    before: Rate
    after: Rate
    ratio: Ratio | None
    most: int | None
    elsewhere_before: Rate
    elsewhere_after: Rate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Answers:
    """The team's NPS before and after, with the interval of the difference in points."""

    before: Score
    after: Score
    difference: float | None
    ends: Interval | None
    verdict: Verdict

    @property
    def smallest(self) -> float | None:
        """Return the smallest difference that would have been called one, in points."""
        return (self.ends.high - self.ends.low) / 2 if self.ends else None


@dataclass(frozen=True, slots=True)
class Effect:
    """A training of a team; `steps` are those whose complaints it is measured by.

    `step` is the title of the one step for whose sake it was given, "" where it was for none.
    """

    training: TeamAssignment
    team: str
    steps: tuple[int, ...]
    step: str
    is_from_complaint: bool
    periods: Periods
    complaints: Complaints
    answers: Answers


def effects(session: Session, *, actor: Actor, today: date) -> tuple[Effect, ...]:
    """Return the trainings that the actor's teams were given in the last 13 months, newest first.

    One given for the sake of a step, from a complaint or from the map, is measured by that step;
    another by all the steps that its module asks about.
    """
    key = ("effects", today, actor.locale)
    return kept.figure(
        session, actor, key, lambda: _read(session, actor, today), of=kept.Rests.ON_LEARNING
    )


def periods(given_on: date, due_on: date | None, today: date) -> Periods:
    """Return the days to compare: up to 90 before it was given, up to 90 after it was due."""
    learned = max(given_on, due_on if due_on is not None else given_on + LEARNING)
    first = learned + timedelta(days=1)
    last = min(today, learned + LOOKED)
    return Periods(
        (given_on - LOOKED, given_on - timedelta(days=1)),
        (first, last) if first <= last else None,
        learned + SOONEST,
    )


def complaints_verdict(
    before: Tally, after: Tally, *, is_early: bool
) -> tuple[Ratio | None, int | None, Verdict]:
    """Return the ratio of two rates, the highest later count that is a fall, and what they say."""
    if is_early:
        return None, None, Verdict.TOO_EARLY
    made = ratio.ratio(before, after)
    if made is None:
        return None, None, Verdict.NO_FIGURES
    most = ratio.most_for_a_fall(before, after.served)
    if made.is_fall:
        return made, most, Verdict.FELL
    return made, most, Verdict.ROSE if made.is_rise else Verdict.CANNOT_TELL


def _read(session: Session, actor: Actor, today: date) -> tuple[Effect, ...]:
    names = {team.id: team.name for team in people.teams(session, actor=actor)}
    given = [
        training
        for team_id in names
        for training in assignments.assignments_of_team(session, actor=actor, team_id=team_id)
        if _day(training) > today - KEPT_FOR
    ]
    given.sort(key=lambda one: (one.given_at, one.id), reverse=True)
    return tuple(
        _effect(session, actor, training, names[training.team_id or 0], today)
        for training in given[:MOST]
    )


def _effect(
    session: Session, actor: Actor, training: TeamAssignment, team: str, today: date
) -> Effect:
    step = training.step_id or _step_of_record(session, training.record_id)
    step_ids = [step] if step else _steps_of_module(session, training.slug)
    days = periods(_day(training), training.due_on, today)
    return Effect(
        training=training,
        team=team,
        steps=tuple(step_ids),
        step=sops.step(session, actor=actor, step_id=step, today=today).title if step else "",
        is_from_complaint=step is not None and training.record_id is not None,
        periods=days,
        complaints=_complaints(session, training.team_id, step_ids, days, today),
        answers=_answers(session, actor, training.team_id, days, today),
    )


def _complaints(
    session: Session,
    team_id: int | None,
    step_ids: Collection[int],
    days: Periods,
    today: date,
) -> Complaints:
    before, others_before = _rates(session, team_id, step_ids, days.before)
    after, others_after = (
        _rates(session, team_id, step_ids, days.after) if days.after else (Rate(), Rate())
    )
    made, most, verdict = complaints_verdict(
        _tally(before), _tally(after), is_early=today < days.told_on
    )
    return Complaints(before, after, made, most, others_before, others_after, verdict)


def _rates(
    session: Session, team_id: int | None, step_ids: Collection[int], days: tuple[date, date]
) -> tuple[Rate, Rate]:
    """Return the rate of a team on some steps, and that of all other teams together."""
    system, cut = Actor.system(), Cut(since=days[0], until=days[1])
    heard = steps.complaints_by_step(session, actor=system, cut=cut, step_ids=step_ids)
    served = rates.complaint_rates(session, actor=system, cut=cut)
    own, others = [0, 0], [0, 0]
    for (team, _step), here in heard.items():
        side = own if team == team_id else others
        side[0] += here.sent
        side[1] += here.heard
    everybody = sum(rate.served for rate in served.values())
    mine = served[team_id].served if team_id in served else 0
    return (
        rates.rate_of(own[0], mine, own[1]),
        rates.rate_of(others[0], everybody - mine, others[1]),
    )


def _answers(
    session: Session, actor: Actor, team_id: int | None, days: Periods, today: date
) -> Answers:
    before = _nps(session, actor, team_id, days.before)
    if today < days.told_on or days.after is None:
        return Answers(before, Score(SurveyKind.NPS), None, None, Verdict.TOO_EARLY)
    after = _nps(session, actor, team_id, days.after)
    ends = nps.change_interval(scores.nps_tally(after), scores.nps_tally(before))
    if ends is None or before.score is None or after.score is None:
        return Answers(before, after, None, None, Verdict.NO_FIGURES)
    verdict = Verdict.CANNOT_TELL
    if ends.low > 0:
        verdict = Verdict.ROSE
    if ends.high < 0:
        verdict = Verdict.FELL
    return Answers(before, after, after.score - before.score, ends, verdict)


def _nps(session: Session, actor: Actor, team_id: int | None, days: tuple[date, date]) -> Score:
    cut = Cut(since=days[0], until=days[1], team_id=team_id)
    return scores.score(session, actor=actor, kind=SurveyKind.NPS, cut=cut)


def _tally(rate: Rate) -> Tally:
    return Tally(rate.count, rate.served)


def _day(training: TeamAssignment) -> date:
    return clock.local_day(training.given_at)


def _step_of_record(session: Session, record_id: int | None) -> int | None:
    """Return the step of the complaint behind a training from before trainings had their own."""
    query = select(FeedbackRecord.sop_step_id).where(FeedbackRecord.id == record_id)
    return session.exec(query).first() if record_id is not None else None


def _steps_of_module(session: Session, slug: str) -> list[int]:
    query = (
        select(Question.step_id)
        .join(Module, col(Module.id) == col(Question.module_id))
        .where(Module.slug == slug, Question.is_active)
        .distinct()
    )
    return list(session.exec(query.order_by(col(Question.step_id))))
