"""The library of SOPs: find one, or a step of one, in a few letters."""

from cxgame import clock
from cxgame.standards import sops
from cxgame.standards.signing import duties
from cxgame.ui import load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import standards
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
lines = load(sops.sops, actor=actor, today=today)
to_sign = load(duties.to_sign, actor=actor)

with column(680):
    sent = sheet(standards.library(lines, to_sign, today), key="sops")

follow(sent)
