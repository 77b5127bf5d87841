"""Bring a board in from Trello or a table, after looking at what would come."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import boards_import

actor = require_actor()

with page(840):
    boards_import.show(actor)
