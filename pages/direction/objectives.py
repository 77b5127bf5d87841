"""Objectives: where the company wants to get, how far it is, and which plans work on it."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import direction

actor = require_actor()

with page(960):
    direction.show(actor)
