"""Visits: what mystery visitors and leaders in the field found, and what goes wrong most."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_visits

actor = require_actor()

with page(960):
    feedback_visits.show(actor)
