"""One SOP: its steps, what changed, and the training that goes with it."""

from cxgame import clock
from cxgame.learning import tracks
from cxgame.standards import sops, touchpoints
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import standards
from cxgame.ui.sheet import sheet

actor = require_actor()
sop = load(sops.sop, actor=actor, code=address.read("code"))
modules = [line for line in load(tracks.modules, actor=actor) if line.sop_code == sop.code]
places = load(touchpoints.touchpoint_names, locale=actor.locale)

with column(680):
    sent = sheet(
        standards.page(
            sop,
            modules=modules,
            touchpoints=places,
            wanted=address.read("step"),
            today=clock.local_day(clock.now()),
        ),
        key="sop",
    )

follow(sent)
match sent.get("name"):
    case "sops":
        go("sops")
    case "step":
        address.turn(step=sent.get("value", ""))
