"""What people gained from each module: their first answers, and their latest ones since."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import func, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.insight import kept
from cxgame.insight.questions import gain
from cxgame.insight.questions.gain import Gain
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Module, Question
from cxgame.learning.practice.models import ReviewEntry
from cxgame.people.actor import Actor
from cxgame.standards.sops import words_of


@dataclass(frozen=True, slots=True)
class ModuleGain:
    """The gain on one module, over `answers` pairs of a first and a later answer."""

    slug: str
    title: str
    answers: int
    gain: Gain


def gains(session: Session, *, actor: Actor) -> tuple[ModuleGain, ...]:
    """Return the gain of every module in use, by title.

    Before: a person's first answer to a question. After: the latest first answer of a later day.
    Only questions with both count; where a question's wording changed in between, it is out.
    """
    key = ("gains", actor.locale)
    return kept.figure(
        session, actor, key, lambda: _read(session, actor), of=kept.Rests.ON_LEARNING
    )


def _read(session: Session, actor: Actor) -> tuple[ModuleGain, ...]:
    pairs = _pairs(session)
    rows = session.scalars(select(Module).where(col(Module.is_active)))
    lines = []
    for row in rows:
        people = pairs.get(row.id, {})
        shares = [
            (fmean(one for one, _after in answers), fmean(other for _before, other in answers))
            for answers in people.values()
        ]
        n = sum(len(answers) for answers in people.values())
        title = words_of(row.title, actor.locale)
        lines.append(ModuleGain(row.slug, title, n, gain.gain(shares)))
    return tuple(sorted(lines, key=lambda line: line.title))


def _pairs(session: Session) -> dict[int, dict[int, list[tuple[bool, bool]]]]:
    """Return (first was right, latest was right) by module and person."""
    entry = ReviewEntry
    ends = (
        select(func.min(col(entry.id)).label("first"), func.max(col(entry.id)).label("latest"))
        .join(Question, col(Question.id) == col(entry.question_id))
        .where(col(entry.revision) == col(Question.revision), col(Question.is_active))
        .group_by(col(entry.card_id))
        .having(func.min(col(entry.id)) < func.max(col(entry.id)))
        .subquery()
    )
    before, after = db.table_of(entry).alias(), db.table_of(entry).alias()
    query = (
        select(
            col(Question.module_id),
            before.c.person_id,
            before.c.outcome,
            after.c.outcome,
        )
        .join(ends, ends.c.first == before.c.id)
        .join(after, ends.c.latest == after.c.id)
        .join(Question, col(Question.id) == before.c.question_id)
        .where(before.c.recall.is_(None))  # it was the first meeting
    )
    found: dict[int, dict[int, list[tuple[bool, bool]]]] = defaultdict(lambda: defaultdict(list))
    for module, person, first, latest in session.execute(query):
        found[module][person].append((first == Outcome.RIGHT, latest == Outcome.RIGHT))
    return found
