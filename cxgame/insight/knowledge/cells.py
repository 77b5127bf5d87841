"""What each team knows of each SOP step, summed by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fsrs import Rating
from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.insight.knowledge.forgetting import recall_on
from cxgame.learning.models import Question
from cxgame.learning.practice.models import ReviewCard, ReviewEntry
from cxgame.people.models import Person

WINDOW = timedelta(days=90)  # of what was observed
Key = tuple[int, int]  # team, step


@dataclass(frozen=True, slots=True)
class Cell:
    """Estimate and observation of one team on one step.

    `recall` is the mean (0-1) over `cards` of `people`, None while nobody was tested. Of `answers`
    in the last 90 days, `right` were known at once; guesses count as not known. `answerers` are
    those of the people who gave one of them, at least so many.
    """

    people: int = 0
    cards: int = 0
    recall: float | None = None
    answerers: int = 0
    answers: int = 0
    right: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        """Join the cells of two groups that share nobody."""
        cards = self.cards + other.cards
        known = self.cards * (self.recall or 0) + other.cards * (other.recall or 0)
        return Cell(
            self.people + other.people,
            cards,
            known / cards if cards else None,
            self.answerers + other.answerers,
            self.answers + other.answers,
            self.right + other.right,
        )


def cells(session: Session, *, day: date) -> dict[Key, Cell]:
    """Return every cell with anybody behind it, whoever asks.

    Knowledge goes with people: it counts for the team in which they are now. Who left counts no
    more. Answers count for the team in which they were given.
    """
    left, moved = _left(session), _movers(session)
    read = _settled(session, day, apart=[*left, *moved])
    if moved:
        read += _moved(session, day, moved)
    found: dict[Key, Cell] = {}
    for key, cell in (*read, *_observed(session, day)):
        found[key] = found[key] + cell if key in found else cell
    return found


def total(some: Iterable[Cell]) -> Cell:
    """Return the cell of several teams together."""
    whole = Cell()
    for cell in some:
        whole += cell
    return whole


def _settled(session: Session, day: date, apart: list[int]) -> list[tuple[Key, Cell]]:
    """Read those who are where they last answered: nearly all, straight from one index."""
    card = ReviewCard
    lately = case((col(card.reviewed_on) > day - WINDOW, col(card.person_id)))
    query = (
        select(
            col(card.team_id),
            col(card.step_id),
            *_estimate(session, day),
            func.count(func.distinct(lately)),
        )
        .where(*_tested(session), col(card.team_id).is_not(None))
        .group_by(col(card.team_id), col(card.step_id))
    )
    if apart:
        query = query.where(col(card.person_id).not_in(apart))
    return _read(session, query)


def _moved(session: Session, day: date, movers: list[int]) -> list[tuple[Key, Cell]]:
    """Read the few who came from another team, with all their cards."""
    card = ReviewCard
    query = (
        select(col(Person.team_id), col(card.step_id), *_estimate(session, day), literal(0))
        .join(Person, col(Person.id) == col(card.person_id))
        .where(*_tested(session), col(Person.id).in_(movers))
        .group_by(col(Person.team_id), col(card.step_id))
    )
    return _read(session, query)


def _observed(session: Session, day: date) -> list[tuple[Key, Cell]]:
    entry = ReviewEntry
    is_right = case((col(entry.rating) == int(Rating.Good), 1))
    query = (
        select(col(entry.team_id), col(entry.step_id), func.count(), func.count(is_right))
        .where(
            col(entry.answered_on) > day - WINDOW,
            col(entry.answered_on) <= day,
            col(entry.team_id).is_not(None),
        )
        .group_by(col(entry.team_id), col(entry.step_id))
    )
    return [
        ((team, step), Cell(answers=n, right=right))
        for team, step, n, right in session.execute(query)
    ]


def _estimate(session: Session, day: date) -> tuple[Any, ...]:  # expressions of several types
    card = ReviewCard
    recall = recall_on(
        session, day, stability=col(card.stability), reviewed_on=col(card.reviewed_on)
    )
    return func.count(func.distinct(card.person_id)), func.count(), func.avg(recall)


def _tested(session: Session) -> list[ColumnElement[bool]]:
    """Keep to cards with a memory, on questions that are still asked."""
    gone = session.scalars(select(col(Question.id)).where(~col(Question.is_active))).all()
    kept: list[ColumnElement[bool]] = [col(ReviewCard.stability).is_not(None)]
    if gone:
        kept.append(col(ReviewCard.question_id).not_in(gone))
    return kept


def _left(session: Session) -> list[int]:
    """Return who is active no more, or has no team."""
    gone = ~col(Person.is_active) | col(Person.team_id).is_(None)
    return list(session.scalars(select(col(Person.id)).where(gone)))


def _movers(session: Session) -> list[int]:
    """Return who has a card from another team than the present one.

    Three comparisons, each of which finds its answer at one end of an index.
    """
    card = db.table_of(ReviewCard)
    mine = card.c.person_id == col(Person.id)
    differs = or_(
        exists().where(mine, card.c.team_id < col(Person.team_id)),
        exists().where(mine, card.c.team_id > col(Person.team_id)),
        exists().where(mine, card.c.team_id.is_(None)),
    )
    here = col(Person.is_active) & col(Person.team_id).is_not(None)
    return list(session.scalars(select(col(Person.id)).where(here, differs)))


def _read(session: Session, query: Any) -> list[tuple[Key, Cell]]:
    return [
        ((team, step), Cell(people, n, float(recall), answerers))
        for team, step, people, n, recall, answerers in session.execute(query)
    ]
