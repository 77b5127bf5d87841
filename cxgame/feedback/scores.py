"""Scores with their uncertainty, read from the day roll-ups."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import literal
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from cxgame.errors import InvalidInput
from cxgame.feedback import nps, shares
from cxgame.feedback.interval import Z
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from cxgame.feedback.periods import Step, start_of, starts_between
from cxgame.feedback.rollups import SCORE_COUNTS
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import WHOLE, Cut, within
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Team
from cxgame.people.names import fold
from cxgame.standards.touchpoints import touchpoint_names

ROLLED_UP = ("team", "unit", "touchpoint", "month")


@dataclass(frozen=True, slots=True)
class Score:
    """A score, its 95 % interval and what it is made of; the figures are not rounded.

    NPS: points from -100 to 100. Other kinds: percent of favourable answers, which are counted
    as promoters; `mean` is their mean raw score, None when answers stand on different scales.
    Score, interval, standard error and mean are None without answers.
    """

    kind: SurveyKind
    n: int = 0
    promoters: int = 0
    passives: int = 0
    detractors: int = 0
    score: float | None = None
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The score of one team, unit, touchpoint, month or value; `name` is None for none."""

    name: str | None
    id: int | None
    score: Score


@dataclass(frozen=True, slots=True)
class Report:
    """A score and, when asked for, its groups in the order of their names."""

    total: Score
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """The score of one week or month, by its first day; a period may lack answers."""

    start: date
    score: Score


@dataclass(frozen=True, slots=True)
class Change:
    """A score beside that of as many days before; `is_change` where |z| exceeds 1.96."""

    current: Score
    previous: Score
    z: float | None
    is_change: bool


def score(session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut = WHOLE) -> Score:
    """Return one score over what the actor may see of the cut."""
    return _summed(kind, _sums(session, actor, kind, cut))


def scores(
    session: Session, *, actor: Actor, kind: SurveyKind, by: str = "", cut: Cut = WHOLE
) -> Report:
    """Return a score and its groups by team, unit, touchpoint, month or a metadata field.

    A metadata field is grouped over the records themselves; everything else is roll-ups.
    """
    total = score(session, actor=actor, kind=kind, cut=cut)
    if not by:
        return Report(total)
    group = _by_roll_up if by in ROLLED_UP else _by_field
    return Report(total, group(session, actor, kind, by, cut))


def score_series(
    session: Session, *, actor: Actor, kind: SurveyKind, step: Step, cut: Cut = WHOLE
) -> list[Point]:
    """Return the score of every week (from Monday) or month, empty ones in between too."""
    rows = _sums(session, actor, kind, cut, ScoreDay.on_day)
    found = _grouped(kind, rows, lambda day: start_of(day, step))
    if not found:
        return []
    starts = starts_between(min(found), max(found), step)
    return [Point(start, found.get(start, Score(kind))) for start in starts]


def score_change(session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut) -> Change:
    """Return the cut's score beside that of as many days just before.

    Raise InvalidInput when the cut has no first and last day.
    """
    if cut.since is None or cut.until is None:
        raise InvalidInput("A comparison needs a first and a last day.")
    before = cut.since - timedelta(days=1)
    earlier = Cut(
        since=before - (cut.until - cut.since),
        until=before,
        team_id=cut.team_id,
        unit_id=cut.unit_id,
        touchpoint_id=cut.touchpoint_id,
    )
    current = score(session, actor=actor, kind=kind, cut=cut)
    previous = score(session, actor=actor, kind=kind, cut=earlier)
    z = _change_z(current, previous)
    return Change(current, previous, z, z is not None and abs(z) > Z)


def kinds_with_answers(session: Session) -> set[SurveyKind]:
    """Return the kinds of survey that were ever answered, whatever the team."""
    asked = select(ScoreDay.n).limit(1)
    return {
        kind
        for kind in SurveyKind
        if session.exec(asked.where(ScoreDay.survey_kind == kind)).first() is not None
    }


def nps_tally(made: Score) -> nps.Tally:
    """Return the counts behind an NPS, to compare it with another."""
    return nps.Tally(made.promoters, made.passives, made.detractors)


def made_of(kind: SurveyKind, counts: Iterable[int], mean: float | None = None) -> Score:
    """Return the score of summed counts: n, promoters, passives, detractors."""
    n, promoters, passives, detractors = counts
    tally: nps.Tally | shares.Tally
    if kind is SurveyKind.NPS:
        tally = nps.Tally(promoters, passives, detractors)
    else:
        tally = shares.Tally(favourable=promoters, n=n)
    low, high = tally.interval or (None, None)
    return Score(
        kind,
        n,
        promoters,
        passives,
        detractors,
        tally.score,
        low,
        high,
        tally.standard_error,
        mean,
    )


def _sums(
    session: Session, actor: Actor, kind: SurveyKind, cut: Cut, by: Any = None
) -> list[tuple[Any, ...]]:
    """Return rows of the group, the scale (three values), then n to total, summed by SQL."""
    group = [] if by is None else [by]
    scale = [col(getattr(ScoreDay, name)) for name in ("scale_low", "scale_high", "is_reversed")]
    sums = [func.sum(getattr(ScoreDay, name)) for name in SCORE_COUNTS[:5]]
    query = sa_select(*(group or [literal(None)]), *scale, *sums)
    query = query.where(col(ScoreDay.survey_kind) == kind).group_by(*group, *scale)
    return [tuple(row) for row in session.execute(within(query, cut, ScoreDay, actor))]


def _summed(kind: SurveyKind, rows: Iterable[tuple[Any, ...]]) -> Score:
    """Add up rows of `_sums`; a mean is made only where all stand on one scale."""
    scales: set[tuple[Any, ...]] = set()
    counts = [0] * 5
    for _group, low, high, is_reversed, *some in rows:
        scales.add((low, high, is_reversed))
        counts = [one + int(other) for one, other in zip(counts, some, strict=True)]
    mean = counts[4] / counts[0] if len(scales) == 1 and counts[0] else None
    return made_of(kind, counts[:4], mean)


def _grouped(
    kind: SurveyKind, rows: Iterable[tuple[Any, ...]], place: Callable[[Any], Any]
) -> dict[Any, Score]:
    """Return the score of every place that the first value of a row belongs to."""
    found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[place(row[0])].append(row)
    return {key: _summed(kind, some) for key, some in found.items()}


def _by_roll_up(
    session: Session, actor: Actor, kind: SurveyKind, by: str, cut: Cut
) -> tuple[Group, ...]:
    if by == "month":
        rows = _sums(session, actor, kind, cut, ScoreDay.on_day)
        months = _grouped(kind, rows, lambda day: f"{day:%Y-%m}")
        return _in_order(Group(name, None, made) for name, made in months.items())
    column = ScoreDay.touchpoint_id if by == "touchpoint" else ScoreDay.team_id
    rows = _sums(session, actor, kind, cut, column)
    names, place = _places(session, actor, by)
    found = _grouped(kind, rows, lambda key: place.get(key, key) if key else 0)
    return _in_order(Group(names.get(key), key or None, made) for key, made in found.items())


def _places(session: Session, actor: Actor, by: str) -> tuple[dict[int, str], dict[int, int]]:
    """Return names by id, and of units the unit of each team."""
    if by == "touchpoint":
        return touchpoint_names(session, locale=actor.locale), {}
    if by == "team":
        return people.team_names(session), {}
    units = {unit.id: unit.name for unit in people.units(session)}
    return units, dict(session.execute(select(Team.id, Team.unit_id)).all())


def _by_field(
    session: Session, actor: Actor, kind: SurveyKind, field: str, cut: Cut
) -> tuple[Group, ...]:
    """Group the records themselves by a value of their metadata."""
    value = col(FeedbackRecord.details)[field].as_string().label("name")
    found = sa_select(value, col(FeedbackRecord.band)).where(
        col(FeedbackRecord.survey_kind) == kind, col(FeedbackRecord.is_held).is_(False)
    )
    inner = within(found, cut, FeedbackRecord, actor).subquery()  # see rollup_check on GROUP BY
    query = sa_select(inner.c.name, inner.c.band, func.count()).group_by(inner.c.name, inner.c.band)
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for name, band, n in session.execute(query):
        counts[name][band] += n
    return _in_order(
        Group(name, None, made_of(kind, (found.total(), *(found[band] for band in Band))))
        for name, found in counts.items()
    )


def _in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups by name, the one without a name last."""
    return tuple(sorted(groups, key=lambda group: (group.name is None, fold(group.name or ""))))


def _change_z(current: Score, previous: Score) -> float | None:
    if current.kind is SurveyKind.NPS:
        return nps.change_z(nps_tally(current), nps_tally(previous))
    return shares.change_z(
        shares.Tally(favourable=current.promoters, n=current.n),
        shares.Tally(favourable=previous.promoters, n=previous.n),
    )
