"""Compare teams fairly: shared places, their doubt drawn, nobody shamed."""

from cxgame import clock
from cxgame.feedback import leaderboards
from cxgame.game import seasons
from cxgame.insight import course, first_tries
from cxgame.ui import load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_course
from cxgame.ui.parts import feedback_leaderboard as parts

actor = require_actor()
now = clock.now()
today = clock.local_day(now)
season = load(seasons.current, today=today)
asked = parts.asked(today, season)
is_frontline = parts.is_frontline(actor)

made = load(
    leaderboards.leaderboard,
    actor=actor,
    board=asked.board,
    since=asked.since,
    until=asked.until,
    now=now,
)

tries = (
    load(first_tries.first_tries, actor=actor, since=asked.since, until=asked.until)
    if parts.is_by_points(asked)
    else {}
)

with column(640 if is_frontline else 1120):
    parts.page(actor, asked, made, season, tries)
    if asked.board == "nps" and not is_frontline:
        feedback_course.card(actor, load(course.nps_course, actor=actor, today=today))
