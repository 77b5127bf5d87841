"""How points come: each rule as it stands, for everybody; the administrator changes it here."""

from cxgame.game import rulebook
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import game_rules
from cxgame.ui.sheet import sheet

actor = require_actor()
book = load(rulebook.rulebook)

with column(680):
    sent = sheet(game_rules.page(actor, book), key="rules")

if sent.get("name") == "rule":
    address.turn(rule=sent.get("value", ""))
game_rules.open_wanted(actor, book)
