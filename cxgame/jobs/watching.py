"""Jobs that only look, and tell the administrators what they find."""

import logging
from datetime import datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.feedback import rollup_check
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import queries as people

WRONG_ROLLUPS = N_(
    "Daily totals that don't match their records: {n}. "
    "To repair them: python -m cxgame rollups check --repair"
)

log = logging.getLogger(__name__)


def check_rollups(session: Session, *, now: datetime) -> int:
    """Compare the roll-ups with the records and return how many cells are wrong; repair nothing."""
    found = rollup_check.check(session).differences
    if found:
        # An answer may have come in between the two readings: a true fault is there again.
        found = tuple(each for each in rollup_check.check(session).differences if each in found)
    if not found:
        return 0
    log.error("%s roll-up cells are wrong, such as %s", len(found), found[0])
    notices.tell(
        session,
        people=people.admins(session),
        key=f"rollups:{clock.local_day(now)}",
        message=WRONG_ROLLUPS,
        link="",
        now=now,
        n=len(found),
    )
    return len(found)
