"""Routine checks: what the team does again and again, ticked today, missed or kept."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import boards_routines

actor = require_actor()

with page(960):
    boards_routines.show(actor)
