"""A person of the team, to help: modules, regularity, and the badges that they show."""

from cxgame import clock
from cxgame.insight import person
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import game_revoking, homes_person
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
found = load(person.read, actor=actor, person_id=address.number("id") or 0, today=today)

with column(680):
    sent = sheet(homes_person.render(found, today), key="person")

match sent.get("name"):
    case "back":
        go("my_team")
    case "badge":
        address.turn(badge=sent.get("value", ""))
game_revoking.open_wanted(actor, found)
