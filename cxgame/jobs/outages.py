"""Note the days on which the app was down, so that no streak breaks on them."""

from datetime import datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.people.actor import Actor
from cxgame.people.rota import queries as rota
from cxgame.people.rota import service
from cxgame.schedule import runs

LOOKS_BACK = timedelta(days=30)
DAY = timedelta(days=1)


def note_outages(session: Session, *, now: datetime) -> int:
    """Note each whole day between two runs of any job on which none ran; return how many are new.

    Jobs run every few minutes wherever the app runs: a day without any was a day without the app.
    """
    since = now - LOOKS_BACK
    alive = {clock.local_day(moment) for moment in runs.started_since(session, since)}
    known, count = set(rota.outages(session, limit=LOOKS_BACK.days + 1)), 0
    day = min(alive, default=clock.local_day(now)) + DAY
    while day < clock.local_day(now):
        if day not in alive and day not in known:
            service.note_outage(session, actor=Actor.system("jobs"), on_day=day, now=now)
            count += 1
        day += DAY
    return count
