"""Read a person's cards: which are due, weakest first, and when the next ones come."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from cxgame.content import Kind
from cxgame.learning.models import Module, ModuleVersion, Question
from cxgame.learning.practice import memory, portion
from cxgame.learning.practice.models import ReviewCard, ReviewEntry

LOOKED_BACK = 60  # answers that tell a person's pace


@dataclass(frozen=True)
class Card:
    """A card that could be put: `recall` is None where it was never tested since the SOP changed.

    `version_id` is the version of the module that words the question now.
    """

    key: str
    kind: Kind
    version_id: int
    recall: float | None
    due_on: date


@dataclass(frozen=True)
class Return:
    """A day on which cards come back, and how many."""

    day: date
    cards: int


def due(session: Session, *, person_id: int, day: date) -> list[Card]:
    """Return the person's cards that are due, those never tested first, then the weakest."""
    return _weakest_first(session, person_id, day, col(ReviewCard.due_on) <= day)


def resting(session: Session, *, person_id: int, day: date) -> list[Card]:
    """Return the person's cards that are not due and not of the day, the weakest first."""
    rests = (col(ReviewCard.due_on) > day) & (col(ReviewCard.reviewed_on) < day)
    return _weakest_first(session, person_id, day, rests)


def next_return(session: Session, *, person_id: int, day: date) -> Return | None:
    """Return the next day after this one on which cards come back, None where none will."""
    query = (
        sa_select(col(ReviewCard.due_on), func.count())
        .join(Question, col(Question.id) == col(ReviewCard.question_id))
        .where(
            col(ReviewCard.person_id) == person_id,
            col(ReviewCard.due_on) > day,
            col(Question.is_active),
        )
        .group_by(col(ReviewCard.due_on))
        .order_by(col(ReviewCard.due_on))
        .limit(1)
    )
    found = session.execute(query).first()
    return Return(*found) if found else None


def pace(session: Session, *, person_id: int) -> float:
    """Return how slow the person is beside the usual (1.0), by the latest answers."""
    query = (
        select(Question.kind, ReviewEntry.milliseconds)
        .join(Question, col(Question.id) == col(ReviewEntry.question_id))
        .where(ReviewEntry.person_id == person_id, col(ReviewEntry.milliseconds).is_not(None))
        .order_by(col(ReviewEntry.answered_on).desc(), col(ReviewEntry.id).desc())
        .limit(LOOKED_BACK)
    )
    looks = [(Kind(kind), looked) for kind, looked in session.exec(query) if looked is not None]
    return portion.pace(looks)


def _weakest_first(
    session: Session, person_id: int, day: date, condition: ColumnElement[bool]
) -> list[Card]:
    query = (
        sa_select(
            col(Question.key),
            col(Question.kind),
            col(Question.module_id),
            col(ReviewCard.stability),
            col(ReviewCard.reviewed_on),
            col(ReviewCard.due_on),
        )
        .join(Question, col(Question.id) == col(ReviewCard.question_id))
        .where(col(ReviewCard.person_id) == person_id, condition, col(Question.is_active))
    )
    versions = _versions(session)
    cards = [
        Card(
            key=key,
            kind=Kind(kind),
            version_id=versions[module_id],
            recall=memory.recall_after(stability, reviewed_on, day),
            due_on=due_on,
        )
        for key, kind, module_id, stability, reviewed_on, due_on in session.execute(query)
        if module_id in versions
    ]
    return sorted(cards, key=_weakness)


def _weakness(card: Card) -> tuple[float, date, str]:
    return (-1.0 if card.recall is None else card.recall, card.due_on, card.key)


def _versions(session: Session) -> dict[int, int]:
    """Return the id of the current version of each module in use."""
    query = (
        select(Module.id, ModuleVersion.id)
        .join(
            ModuleVersion,
            (col(ModuleVersion.module_id) == col(Module.id))
            & (col(ModuleVersion.revision) == col(Module.current_revision)),
        )
        .where(Module.is_active)
    )
    return dict(session.exec(query).all())
