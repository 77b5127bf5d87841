"""My observations: what I wrote down, and what became of it."""

from cxgame.ui import require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_own

actor = require_actor()

with column(640):
    feedback_own.show(actor)
