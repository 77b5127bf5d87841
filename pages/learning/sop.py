"""One SOP: its steps, what changed, its versions, the signature, and the training with it."""

from cxgame import clock
from cxgame.learning import tracks
from cxgame.standards import editions, sops, touchpoints
from cxgame.standards.signing import mine
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import standards, standards_sign
from cxgame.ui.sheet import sheet

actor = require_actor()
now = clock.now()
today = clock.local_day(now)
code, old, compared = address.read("code"), address.read("v"), address.read("since")

sop = load(sops.sop, actor=actor, code=code)
if old:
    sop = load(editions.edition, actor=actor, code=code, tag=old)
news = None
if compared:
    news = load(editions.since, actor=actor, code=code, tag=compared)
elif not old:
    news = load(editions.news, actor=actor, code=code, today=today)
facts = standards.Facts(
    sop=sop,
    modules=[line for line in load(tracks.modules, actor=actor) if line.sop_code == code],
    touchpoints=load(touchpoints.touchpoint_names, locale=actor.locale),
    editions=load(editions.editions, actor=actor, code=code, today=today),
    news=news,
    mine=load(mine.mine, actor=actor, code=code),
    is_old=bool(old),
    compared=compared,
    wanted=address.read("step"),
)

with column(680):
    sent = sheet(standards.page(actor, facts, today), key="sop")

follow(sent)
match sent.get("name"):
    case "sops":
        go("sops")
    case "step":
        address.turn(step=sent.get("value", ""), v="")
standards_sign.do(actor, sop, sent, now)
