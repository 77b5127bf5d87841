"""How often each team is right the first time: what stands beside its points."""

from dataclasses import dataclass
from datetime import date

from fsrs import Rating
from sqlalchemy import case, select
from sqlmodel import Session, col, func

from cxgame.insight import kept
from cxgame.insight.knowledge.hiding import LEAST
from cxgame.learning.practice.models import ReviewEntry
from cxgame.people.actor import Actor

FEWEST = 10  # answers, under which no share is said


@dataclass(frozen=True, slots=True)
class FirstTries:
    """Of so many first answers, those that were right and no guess."""

    answers: int
    right: int

    @property
    def share(self) -> float:
        """Return the right ones as a share, 0 to 1."""
        return self.right / self.answers


def first_tries(
    session: Session, *, actor: Actor, since: date | None, until: date | None
) -> dict[int, FirstTries]:
    """Return by team what was right the first time between two days, both included.

    A team of which fewer than 5 people answered, or fewer than 10 answers came, is left out.
    """
    key = ("first tries", since, until)
    return kept.figure(
        session, actor, key, lambda: _read(session, since, until), of=kept.Rests.ON_LEARNING
    )


def _read(session: Session, since: date | None, until: date | None) -> dict[int, FirstTries]:
    entry = ReviewEntry
    is_right = case((col(entry.rating) == int(Rating.Good), 1))
    people = func.count(func.distinct(entry.person_id))
    query = (
        select(col(entry.team_id), func.count(), func.count(is_right))
        .where(col(entry.team_id).is_not(None))
        .group_by(col(entry.team_id))
        .having(people >= LEAST, func.count() >= FEWEST)
    )
    if since is not None:
        query = query.where(col(entry.answered_on) >= since)
    if until is not None:
        query = query.where(col(entry.answered_on) <= until)
    return {team: FirstTries(n, right) for team, n, right in session.execute(query)}
