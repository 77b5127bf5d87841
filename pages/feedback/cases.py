"""Cases: every customer who waits to hear from us, with owner and clock."""

from cxgame import clock
from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_cases

actor = require_actor()

with page():
    feedback_cases.page(actor, clock.now())
