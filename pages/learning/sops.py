"""The library of SOPs: find one in a few letters."""

from cxgame import clock
from cxgame.standards import sops
from cxgame.ui import load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import standards
from cxgame.ui.sheet import sheet

actor = require_actor()
lines = load(sops.sops, actor=actor, today=clock.local_day(clock.now()))

with column(680):
    sent = sheet(standards.library(lines), key="sops")

follow(sent)
