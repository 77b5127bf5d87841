"""What a team mission counts, and how far a team is; pure but for one sum of the ledger."""

from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from cxgame.game import rules
from cxgame.game.models import PointEntry
from cxgame.i18n import N_

MOST = 100_000


class Measure(StrEnum):
    """What counts for a mission: rows of the ledger that a team makes between two days."""

    PRACTICES = "practices"
    MODULES = "modules"
    CONVERSATIONS = "conversations"
    KUDOS = "kudos"


RULES = {
    Measure.PRACTICES: rules.PRACTICE,
    Measure.MODULES: rules.MODULE,
    Measure.CONVERSATIONS: rules.SCENARIO,
    Measure.KUDOS: rules.KUDOS,
}
WORDS = {
    Measure.PRACTICES: N_("Practices of the day finished"),
    Measure.MODULES: N_("Modules passed"),
    Measure.CONVERSATIONS: N_("Conversations played to their end"),
    Measure.KUDOS: N_("Kudos received in the team"),
}


def goal(target: int, *, is_for_each_team: bool, members: int) -> int:
    """Return what a team has to reach: the target, or for each team that of each active person."""
    return target * members if is_for_each_team else target


def done(session: Session, measure: Measure, *, team_id: int, since: date, until: date) -> int:
    """Return how much a team did between two days, both included."""
    rows = (
        PointEntry.team_id == team_id,
        PointEntry.rule == RULES[measure],
        col(PointEntry.on_day) >= since,
        col(PointEntry.on_day) <= until,
    )
    if measure is Measure.PRACTICES:  # one a day: a free practice beside it adds nothing
        days = select(col(PointEntry.person_id), col(PointEntry.on_day)).where(*rows).distinct()
        return session.exec(select(func.count()).select_from(days.subquery())).one()
    return session.exec(select(func.count()).where(*rows)).one()
