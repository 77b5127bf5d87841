"""Today: what a frontline person does next, in reach of one thumb."""

from cxgame import clock
from cxgame.insight import today
from cxgame.ui import address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import game_badges, homes_today
from cxgame.ui.sheet import sheet

actor = require_actor()
now = clock.now()
facts = load(today.read, actor=actor, now=now)

shows_all = address.read("all") == "1"
with column(680):
    game_badges.celebrate(actor)
    sent = sheet(homes_today.render(actor, facts, now, shows_all=shows_all), key="today")

follow(sent)
if sent.get("name") == "all":
    address.turn(all="1")
