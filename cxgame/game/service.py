"""Write points into the ledger, where nothing is ever changed or taken away."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, func, select

from cxgame import clock
from cxgame.content import Counted
from cxgame.errors import InvalidInput
from cxgame.game import badging, rulebook, rules
from cxgame.game.models import PointEntry
from cxgame.game.rules import Prize, Rule
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import audit, permissions, turns
from cxgame.people.actor import Actor
from cxgame.people.models import Person

LARGEST_CORRECTION, SHORTEST_REASON, LONGEST_REASON = 10_000, 10, 200
# What each award asks is built once.
_ENTRY = select(PointEntry.id).where(
    PointEntry.person_id == bindparam("person_id"),
    PointEntry.rule == bindparam("rule"),
    PointEntry.object == bindparam("object"),
    PointEntry.revision == bindparam("revision"),
    PointEntry.period == bindparam("period"),
)
_EARNED = select(func.coalesce(func.sum(PointEntry.points), 0)).where(
    PointEntry.person_id == bindparam("person_id"),
    PointEntry.rule == bindparam("rule"),
    PointEntry.on_day == bindparam("day"),
)
CORRECTED = N_("Your points were corrected. The reason stands in your history.")


def award(
    session: Session,
    *,
    person_id: int,
    rule: str,
    object: str,  # the ledger's own word
    now: datetime,
    revision: str = "",
    period: str = "",
    tried: int = 1,
    share: float = 1.0,
    brings_points: bool = True,
) -> int:
    """Write what a person earned by a rule and return the points, 0 where there are none to write.

    The same person, rule, object, revision and period count once, however often they are told.
    `tried` is which try it was, `share` (0-1) how well it went; what a rule keeps may be told
    without points. Badges that follow are given in the same transaction. Raise KeyError for an
    unknown rule.
    """
    person = turns.lock_person(session, person_id)
    if _entry(session, person_id, rule, object, revision, period) is not None:
        return 0
    standing = rulebook.in_force(session, rule)
    prize = _prize(session, person_id, standing, clock.local_day(now), tried, share)
    if not brings_points:
        prize = Prize(0)
    if not (prize.points or standing.is_kept or prize.reason == rules.REASON_CAP):
        return 0  # nothing was earned; where the cap took it all, the row says so
    entry = _line(person, rule, object, prize, now)
    entry.revision, entry.period, entry.share = revision, period, rules.share_of(tried, share)
    session.add(entry)
    session.flush()
    badging.grant_after(session, person_id=person_id, rule=rule, now=now)
    return prize.points


def correct_points(
    session: Session, *, actor: Actor, person_id: int, points: int, reason: str, now: datetime
) -> None:
    """Add a row that puts a total right, with its reason, and tell the person.

    `points` may be below zero. Raise InvalidInput without a real reason, NotFound for nobody.
    """
    permissions.require(actor, "game.correct_points")
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise InvalidInput(
            "Write the reason in {low} to {high} characters.",
            low=SHORTEST_REASON,
            high=LONGEST_REASON,
        )
    if not points or abs(points) > LARGEST_CORRECTION:
        raise InvalidInput(
            "A correction is between -{most} and {most} points, and not 0.", most=LARGEST_CORRECTION
        )
    person = turns.lock_person(session, person_id)
    entry = _line(person, rules.CORRECTION, rules.CORRECTION, Prize(points, reason), now)
    entry.period = now.isoformat()
    session.add(entry)
    session.flush()
    badging.grant(session, person_id=person_id, kinds=(Counted.LEVEL,), now=now)
    notices.tell(
        session,
        people=[person_id],
        key=f"correction:{entry.id}",
        message=CORRECTED,
        link="me",
        now=now,
    )
    audit.note(session, actor, "game.correct_points", "point_entry", entry.id, now=now)


def _line(person: Person, rule: str, object_: str, prize: Prize, now: datetime) -> PointEntry:
    return PointEntry(
        person_id=person.id,
        team_id=person.team_id,
        rule=rule,
        object=object_,
        points=prize.points,
        reason=prize.reason,
        awarded_at=now,
        on_day=clock.local_day(now),
    )


def _prize(
    session: Session, person_id: int, rule: Rule, day: date, tried: int, share: float
) -> Prize:
    earned = _earned(session, person_id, rule.key, day)
    return rules.prize(rule, tried=tried, share=share, earned_today=earned)


def _entry(
    session: Session, person_id: int, rule: str, object_: str, revision: str, period: str
) -> int | None:
    given = {
        "person_id": person_id,
        "rule": rule,
        "object": object_,
        "revision": revision,
        "period": period,
    }
    return session.exec(_ENTRY, params=given).first()


def _earned(session: Session, person_id: int, rule: str, day: date) -> int:
    given = {"person_id": person_id, "rule": rule, "day": day}
    return int(session.exec(_EARNED, params=given).one())
