"""Keys of other systems: who sends us what, since when, and the way to stop it."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import people_keys

actor = require_actor()

with page(840):
    people_keys.show(actor)
