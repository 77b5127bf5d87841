"""All plans from above: by state, level, unit and age, with what is stuck and why."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import boards_plans

actor = require_actor()

with page(1120):
    boards_plans.show(actor)
