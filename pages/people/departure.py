"""Somebody leaves: what they hold is handed to others, then they are signed out for good."""

from cxgame.ui import address, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import people_departure

actor = require_actor()

with page(840):
    people_departure.show(actor, address.number("person") or 0)
