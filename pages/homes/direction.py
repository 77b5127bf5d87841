"""Direction: the company's figures with signal told from noise, and what stands still."""

from cxgame import clock
from cxgame.insight import direction
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import homes_direction
from cxgame.ui.sheet import sheet

actor = require_actor()
unit_id = address.number("unit")
facts = load(direction.read, actor=actor, now=clock.now(), unit_id=unit_id)

with page():
    sent = sheet(homes_direction.render(facts, unit_id), key="direction")

follow(sent)
if sent.get("name") == "board":
    go("board", level="strategic")
if sent.get("name") == "objectives":
    go("objectives")
if sent.get("name") == "unit":
    address.turn(unit=sent.get("unit") or sent.get("value", "").partition("unit=")[2])
