"""Routines of the invented company: begun some weeks ago, ticked on most days, missed on others."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.boards.routines import days, service
from cxgame.boards.routines.rhythm import Rhythm
from cxgame.boards.routines.service import RoutineForm
from cxgame.demo import story, words
from cxgame.demo.people import Cast
from cxgame.errors import Conflict

BEGUN = 40  # days ago
NIGHT, MORNING = timedelta(minutes=20), timedelta(hours=9)

Told = dict[str, Any]


@dataclass
class Repeating:
    """The cast, and the routines there are, with what their file tells."""

    cast: Cast
    running: list[tuple[int, Told]] = field(default_factory=list)


def spend_day(session: Session, at: Repeating, *, day: date, ago: int) -> None:
    """Begin the routines, or close the day before and tick what was done on this one."""
    start = clock.start_of(day)
    if ago > BEGUN:
        return
    if not at.running:
        _begin(session, at, day)
    days.close_routines(session, now=start + NIGHT)
    for routine_id, told in at.running:
        chance = story.dice("routine", routine_id, day)
        if chance.random() >= told["kept"]:
            continue
        late = timedelta(minutes=chance.randrange(-60, 40))
        now = max(start + MORNING, start + timedelta(minutes=told.get("due", 1080)) + late)
        actor = chance.choice(at.cast.members[told["team"]])
        try:
            service.do_check(session, actor=actor, routine_id=routine_id, now=now)
        except Conflict:
            continue  # not due on this day


def _begin(session: Session, at: Repeating, day: date) -> None:
    now = clock.start_of(day) + MORNING
    for told in words.read("routines"):
        form = RoutineForm(
            title=told["title"][at.cast.language],
            team_id=at.cast.teams[told["team"]],
            words=told.get("words", {}).get(at.cast.language, ""),
            rhythm=Rhythm(told.get("rhythm", "daily")),
            weekdays=tuple(int(figure) for figure in told.get("days", "0123456")),
            month_day=told.get("month_day", 1),
            due_at=told.get("due", 1439),
        )
        manager = at.cast.managers[told["team"]]
        made = service.add_routine(session, actor=manager, form=form, now=now)
        at.running.append((made, told))
