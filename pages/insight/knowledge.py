"""Knowledge map: what each team remembers of each SOP step, and whether that comes true."""

from cxgame import clock
from cxgame.insight.knowledge import calibration, overview
from cxgame.ui import address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import insight_calibration, insight_cell
from cxgame.ui.parts import insight_map as parts
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
whole = load(overview.knowledge_map, actor=actor, today=today)
wanted = parts.asked(whole, actor)

with page():
    sent = sheet(parts.render(whole, wanted), key="knowledge")
    insight_calibration.card(load(calibration.calibration, actor=actor, today=today))

follow(sent)
if sent.get("name") == "filter":
    address.turn(**{name: sent.get(name, "") for name in ("place", "sop", "show", "team")})
if sent.get("name") == "cell":
    address.turn(cell=sent.get("value", ""))

insight_cell.open_wanted(actor, today)
