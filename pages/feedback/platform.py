"""Type in what was written of us on a social network or a complaint platform."""

from cxgame.ui import require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_platform

actor = require_actor()

with column(640):
    feedback_platform.show(actor)
