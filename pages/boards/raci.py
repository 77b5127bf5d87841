"""Who does what in a plan: its RACI grid, edited in one place."""

from cxgame.ui import address, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import boards_raci

actor = require_actor()

with page(1280):
    boards_raci.show(actor, address.number("card") or 0)
