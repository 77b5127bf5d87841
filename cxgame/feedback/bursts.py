"""Notice a flood of answers from one device, from one network, or for one team."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil

from sqlalchemy import bindparam, delete
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.models import SenderMinute
from cxgame.feedback.rollups import Insert
from cxgame.settings import get_settings

BURST = "burst"  # of a network; the others say whose
BURST_OF_DEVICE = "burst_device"
BURST_OF_TEAM = "burst_team"
KEEP = timedelta(hours=1)
# A device is one hand, a network a shop's Wi-Fi, a team all its customers at once.
DEVICE_SHARE, LEAST_OF_DEVICE, TEAM_TIMES = 1 / 3, 2, 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as a request tells: the network's address, and what its device says."""

    network: str = ""
    device: str = ""


def burst(
    session: Session, *, sender: Sender, team_id: int | None = None, now: datetime
) -> str | None:
    """Count one answer and return why it is to be held, None when it is not.

    The limit of a network in a minute is the setting survey_posts_per_minute, 0 lifts all
    limits; a device may send a third of it, a team's customers three times as much. Only hashes
    of sender and minute are kept, for an hour, so that addresses can be neither read nor
    followed.
    """
    limit = get_settings().survey_posts_per_minute
    if not limit or not sender.network:
        return None
    minute = now.replace(second=0, microsecond=0)
    limits = {_seal(minute, "network", sender.network): (limit, BURST)}
    if sender.device:
        most = max(LEAST_OF_DEVICE, ceil(limit * DEVICE_SHARE))
        seal = _seal(minute, "device", sender.network, sender.device)
        limits[seal] = (most, BURST_OF_DEVICE)
    if team_id is not None:
        limits[_seal(minute, "team", str(team_id))] = (limit * TEAM_TIMES, BURST_OF_TEAM)
    counts = _counted(session, sorted(limits), minute)
    if 1 in counts.values():
        session.execute(delete(SenderMinute).where(col(SenderMinute.minute) < now - KEEP))
    over = [reason for seal, (most, reason) in limits.items() if counts[seal] > most]
    return over[0] if over else None


def _counted(session: Session, seals: list[str], minute: datetime) -> dict[str, int]:
    """Add one to each count and return them; in one order always, so that nobody waits in turn."""
    counting = _counting(db.insert(session, SenderMinute), len(seals))
    given = {f"sender_{place}": seal for place, seal in enumerate(seals)}
    counted = session.connection().execute(counting, {**given, "at_minute": minute})
    return {str(seal): int(n) for seal, n in counted}


@lru_cache
def _counting(insert: Insert, count: int) -> ReturningInsert[str, int]:
    """Return the statement that counts some senders; building it costs half an answer."""
    table = insert.table
    at_minute = bindparam("at_minute", type_=table.c.minute.type)
    rows = [
        {"sender": bindparam(f"sender_{place}"), "minute": at_minute, "n": 1}
        for place in range(count)
    ]
    adding = insert.values(rows).on_conflict_do_update(
        index_elements=["sender", "minute"], set_={"n": table.c.n + 1}
    )
    return adding.returning(table.c.sender, table.c.n)


def _seal(minute: datetime, *words: str) -> str:
    return hashlib.sha256(" ".join((minute.isoformat(), *words)).encode()).hexdigest()[:32]
