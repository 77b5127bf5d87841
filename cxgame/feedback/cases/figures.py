"""Times and shares of cases: first contact, solved, in time, reopened, score before and after."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    or_,
    select,
    type_coerce,
)
from sqlmodel import Session, col

from cxgame.feedback import durations, shares
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import DONE, Purpose
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scope import WHOLE, Cut, within
from cxgame.people.actor import Actor


class By(StrEnum):
    """What figures may be told apart by; persons stand by name, never in a rank."""

    TEAM = "team"
    OWNER = "owner"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """Counts, and sums in minutes; the shares and means are made of them, so figures add up.

    `due` are the cases whose promise could be judged: solved, or late. A case that was dismissed
    counts as opened and nowhere else.
    """

    opened: int = 0
    dismissed: int = 0
    contacted: int = 0
    contact_minutes: int = 0
    solved: int = 0
    solved_minutes: int = 0
    due: int = 0
    in_time: int = 0
    reopened: int = 0
    solved_squares: int = 0  # sum of the squared minutes

    @property
    def time_to_close(self) -> durations.Tally:
        """Return the times from the opening to the solution, for their mean with its interval."""
        return durations.Tally(self.solved, self.solved_minutes, self.solved_squares)

    @property
    def closed(self) -> shares.Tally:
        """Return how many of those due were solved, for the share with its interval."""
        return shares.Tally(self.solved, self.due)

    @property
    def mean_contact(self) -> float | None:
        """Return the minutes until the first contact, None without one."""
        return self.contact_minutes / self.contacted if self.contacted else None

    @property
    def mean_solved(self) -> float | None:
        """Return the minutes until a case was solved, None without one."""
        return self.solved_minutes / self.solved if self.solved else None

    @property
    def share_in_time(self) -> float | None:
        """Return how many of those due were solved in time, 0-100."""
        return 100 * self.in_time / self.due if self.due else None

    @property
    def share_closed(self) -> float | None:
        """Return how many of those due were solved at all, 0-100: loops closed."""
        return 100 * self.solved / self.due if self.due else None

    @property
    def share_reopened(self) -> float | None:
        """Return how many cases were taken up again, 0-100."""
        return 100 * self.reopened / self.opened if self.opened else None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The mean score of customers asked again, before and after, on one scale; n of them."""

    n: int = 0
    before: float | None = None
    after: float | None = None


def case_figures(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cut: Cut = WHOLE,
    purpose: Purpose = Purpose.RECOVER,
) -> CaseFigures:
    """Return the figures of the cases that were opened in a cut, over what the actor may see."""
    query = _visible(select(*_sums(now)), cut, purpose, actor)
    return _made(session.execute(query).one())


def figures_by(
    session: Session,
    *,
    actor: Actor,
    by: By,
    now: datetime,
    cut: Cut = WHOLE,
    purpose: Purpose = Purpose.RECOVER,
) -> dict[Hashable, CaseFigures]:
    """Return figures by team id, by owner's id or by month (year, month); None is nobody's."""
    keys: dict[By, list[ColumnElement[Any]]] = {
        By.TEAM: [_expression(Case.team_id)],
        By.OWNER: [_expression(Case.owner_id)],
        By.MONTH: [extract("year", col(Case.opened_on)), extract("month", col(Case.opened_on))],
    }
    query = _visible(select(*keys[by], *_sums(now)), cut, purpose, actor).group_by(*keys[by])
    width = len(keys[by])
    return {
        (tuple(map(int, row[:2])) if width == 2 else row[0]): _made(row[width:])
        for row in session.execute(query)
    }


def team_loops(
    session: Session, *, since: date | None = None, until: date | None = None, now: datetime
) -> dict[int, CaseFigures]:
    """Return the figures of every team, whoever asks: what leaderboards compare teams by.

    Under 0 stand the cases of the company alone. Days are the company's, of the opening, both
    included.
    """
    found = figures_by(
        session,
        actor=Actor.system("leaderboard"),
        by=By.TEAM,
        now=now,
        cut=Cut(since=since, until=until),
    )
    return {team if isinstance(team, int) else 0: made for team, made in found.items()}


def before_and_after(
    session: Session, *, actor: Actor, cut: Cut = WHOLE, survey_kind: str = "nps"
) -> BeforeAfter:
    """Return the scores of customers who were asked again, of one kind of survey."""
    query = (
        select(
            func.count(),
            func.avg(col(FeedbackRecord.score)),
            func.avg(col(Case.score_after)),
        )
        .select_from(Case)
        .join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        .where(
            col(Case.score_after).is_not(None),
            col(FeedbackRecord.survey_kind) == survey_kind,
            col(FeedbackRecord.is_reversed).is_(False),
        )
    )
    n, before, after = session.execute(_cut(query, cut, actor)).one()
    if not n:
        return BeforeAfter()
    return BeforeAfter(int(n), float(before), float(after))


def _visible(
    query: Select[*tuple[Any, ...]], cut: Cut, purpose: Purpose, actor: Actor
) -> Select[*tuple[Any, ...]]:
    return _cut(query.where(col(Case.purpose) == purpose), cut, actor)


def _cut(query: Select[*tuple[Any, ...]], cut: Cut, actor: Actor) -> Select[*tuple[Any, ...]]:
    """Keep to a cut and to the teams in reach, secret cases to whoever may know of them."""
    kept = within(query, cut, _Opened, actor)
    return kept if actor.holds_office else kept.where(col(Case.is_secret).is_(False))


class _Opened:
    """Cases as the room's scope cuts them: by the day of their opening."""

    team_id = Case.team_id
    on_day = Case.opened_on


def _sums(now: datetime) -> list[ColumnElement[int]]:
    """Return the sums behind the figures, in the order of `CaseFigures`."""
    counts = col(Case.is_dismissed).is_(False)
    minutes = cast(col(Case.solved_minutes), BigInteger)  # squared, a month has no place in 32 bits
    is_contacted = col(Case.contact_minutes).is_not(None)
    is_solved = and_(col(Case.status).in_(DONE), counts)
    is_late = and_(col(Case.status).not_in(DONE), col(Case.due_at) < now)
    return [
        func.count(),
        _count(_expression(Case.is_dismissed)),
        _count(and_(counts, is_contacted)),
        _sum(case((counts, col(Case.contact_minutes)))),
        _count(is_solved),
        _sum(case((is_solved, col(Case.solved_minutes)))),
        _count(or_(is_solved, is_late)),
        _count(and_(is_solved, col(Case.is_in_time))),
        _count(col(Case.times_reopened) > 0),
        _sum(case((is_solved, minutes * minutes))),
    ]


def _expression(column: Any) -> ColumnElement[Any]:  # a column as a part of expressions
    return type_coerce(column, column.type)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(column, BigInteger)), 0)


def _made(row: Any) -> CaseFigures:  # a row of _sums
    return CaseFigures(*map(int, row))
