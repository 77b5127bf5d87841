"""Compare teams fairly: shared places, their doubt drawn, nobody shamed."""

from cxgame import clock
from cxgame.feedback import leaderboards
from cxgame.people.models import Role
from cxgame.ui import load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_leaderboard as parts

actor = require_actor()
asked = parts.asked(clock.local_day(clock.now()))

made = load(
    leaderboards.leaderboard,
    actor=actor,
    board=asked.board,
    since=asked.since,
    until=asked.until,
)

with column(640 if actor.role is Role.FRONTLINE else 1120):
    parts.page(actor, asked, made)
