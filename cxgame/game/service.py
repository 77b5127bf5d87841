"""Write points into the ledger, where nothing is ever changed or taken away."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame import clock
from cxgame.game import rules
from cxgame.game.models import PointEntry
from cxgame.people import turns


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
) -> int:
    """Write what a person earned by a rule and return the points, 0 where there are none to write.

    The same person, rule, object, revision and period count once, however often they are told.
    `tried` is which try it was, `share` (0-1) how well it went. Raise KeyError for an unknown rule.
    """
    person = turns.lock_person(session, person_id)
    if _entry(session, person_id, rule, object, revision, period) is not None:
        return 0
    today = clock.local_day(now)
    earned = _earned(session, person_id, rule, today)
    prize = rules.prize(rules.RULES[rule], tried=tried, share=share, earned_today=earned)
    if prize == rules.Prize(0) and not rules.RULES[rule].is_kept:
        return 0  # nothing was earned; where the cap took it all, the row says so
    entry = PointEntry(
        person_id=person_id,
        team_id=person.team_id,
        rule=rule,
        object=object,
        revision=revision,
        period=period,
        points=prize.points,
        reason=prize.reason,
        awarded_at=now,
        on_day=today,
    )
    session.add(entry)
    session.flush()
    return prize.points


def _entry(
    session: Session, person_id: int, rule: str, object_: str, revision: str, period: str
) -> int | None:
    query = select(PointEntry.id).where(
        PointEntry.person_id == person_id,
        PointEntry.rule == rule,
        PointEntry.object == object_,
        PointEntry.revision == revision,
        PointEntry.period == period,
    )
    return session.exec(query).first()


def _earned(session: Session, person_id: int, rule: str, day: object) -> int:
    query = select(func.coalesce(func.sum(PointEntry.points), 0)).where(
        PointEntry.person_id == person_id,
        PointEntry.rule == rule,
        col(PointEntry.on_day) == day,
    )
    return int(session.exec(query).one())
