"""Rules and texts of cases: what opens one, when we are open, reasons, ready answers."""

from cxgame import clock
from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_case_settings

actor = require_actor()

with page(840):
    feedback_case_settings.page(actor, clock.now())
