"""My team: what needs the manager now, and how the teams do."""

from cxgame import clock
from cxgame.insight import my_team
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import homes_team
from cxgame.ui.sheet import sheet

actor = require_actor()
team_id = address.number("team")
now = clock.now()
facts = load(my_team.read, actor=actor, now=now, team_id=team_id)

with page():
    sent = sheet(homes_team.render(actor, facts, team_id, now), key="my_team")

follow(sent)
if sent.get("name") == "rota":
    go("rota")
if sent.get("name") == "team":
    address.turn(team=sent.get("team", ""))
