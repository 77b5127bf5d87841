"""One case: what was said, how it stands, and what to do next."""

from cxgame import clock
from cxgame.ui import address, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_case

actor = require_actor()

with page():
    feedback_case.page(actor, address.number("id") or 0, clock.now())
