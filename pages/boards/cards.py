"""Cards of all boards, mine or everybody's, as a list or by their days."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import boards_cards

actor = require_actor()

with page(1080):
    boards_cards.show(actor)
