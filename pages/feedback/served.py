"""Customers served: what complaints are measured against."""

from cxgame import clock
from cxgame.feedback import served
from cxgame.feedback.scope import Cut
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_served as parts

actor = require_actor()
today = clock.local_day(clock.now())

teams = feedback.teams_for(actor, parts.COMMAND)
days = load(served.served_days, actor=actor, cut=Cut(since=today - parts.SHOWN))

with page():
    parts.page(actor, teams, days, today)
