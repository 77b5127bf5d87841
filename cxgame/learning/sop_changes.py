"""What follows in learning when SOPs say something new: the one place that hears of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.learning.models import ComingChange
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
    """Tell the followers of each SOP that changed majorly since then; return how many were told.

    A version that takes effect later is followed on its day. A minor change touches nobody's
    memory of its steps.
    """
    told = 0
    for sop_id, revision in in_force(session).items():
        standing = before.get(sop_id, revision)
        if standing == revision:
            continue
        old, new = (_text(session, sop_id, one) for one in (standing, revision))
        if not differences.is_major(old, new):
            continue
        if new.effective_from > clock.local_day(now):
            session.add(
                ComingChange(
                    sop_id=sop_id, before=standing, after=revision, effective_on=new.effective_from
                )
            )
            continue
        _tell(session, sop_id, differences.changed_steps(old, new), now)
        told += 1
    session.flush()
    return told


def take_effect(session: Session, *, now: datetime) -> int:
    """Follow, once, the announced changes whose day has come; return how many there were.

    A step whose change was taken back before its day is as it was to everybody: it is not named.
    """
    query = select(ComingChange).where(
        col(ComingChange.followed_at).is_(None),
        col(ComingChange.effective_on) <= clock.local_day(now),
    )
    due = session.exec(query.order_by(col(ComingChange.id)).with_for_update()).all()
    standing = in_force(session)
    for change in due:
        old, announced, new = (
            _text(session, change.sop_id, one)
            for one in (change.before, change.after, standing[change.sop_id])
        )
        still = set(differences.changed_steps(old, new))
        keys = [key for key in differences.changed_steps(old, announced) if key in still]
        _tell(session, change.sop_id, keys, now)
        change.followed_at = now
        session.add(change)
    session.flush()
    return len(due)


def _tell(session: Session, sop_id: int, step_keys: Collection[str], now: datetime) -> None:
    for follower in FOLLOWERS if step_keys else ():
        follower(session, sop_id=sop_id, step_keys=step_keys, now=now)


def _text(session: Session, sop_id: int, revision: str) -> content.Sop:
    if texts.is_read(revision):
        return texts.read(revision)
    query = select(SopVersion.body).where(
        SopVersion.sop_id == sop_id, SopVersion.revision == revision
    )
    return texts.read(revision, dict(session.exec(query).one()))
