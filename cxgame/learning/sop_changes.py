"""What follows in learning when SOPs say something new: the one place that hears of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from sqlmodel import Session, select

from cxgame import content
from cxgame.learning.practice import cards
from cxgame.standards import differences, texts
from cxgame.standards.models import Sop, SopVersion


class Follower(Protocol):
    """Whoever has something to do when steps of an SOP changed majorly."""

    def __call__(
        self, session: Session, *, sop_id: int, step_keys: Collection[str], now: datetime
    ) -> object:
        """Do it; steps that are new are named too."""


FOLLOWERS: tuple[Follower, ...] = (cards.reset_steps,)


def in_force(session: Session) -> dict[int, str]:
    """Return the hash of what each SOP says now, to be compared with after a change."""
    return dict(session.exec(select(Sop.id, Sop.current_revision)).all())


def follow(session: Session, before: dict[int, str], *, now: datetime) -> int:
    """Tell the followers of each SOP that changed majorly since then; return how many did.

    A minor change touches nobody's memory of its steps.
    """
    changed = {
        sop_id: revision
        for sop_id, revision in in_force(session).items()
        if before.get(sop_id, revision) != revision
    }
    majors = 0
    for sop_id, revision in changed.items():
        old, new = (_text(session, sop_id, one) for one in (before[sop_id], revision))
        if not differences.is_major(old, new):
            continue
        majors += 1
        keys = differences.changed_steps(old, new)
        for follower in FOLLOWERS:
            follower(session, sop_id=sop_id, step_keys=keys, now=now)
    return majors


def _text(session: Session, sop_id: int, revision: str) -> content.Sop:
    if texts.is_read(revision):
        return texts.read(revision)
    query = select(SopVersion.body).where(
        SopVersion.sop_id == sop_id, SopVersion.revision == revision
    )
    return texts.read(revision, dict(session.exec(query).one()))
