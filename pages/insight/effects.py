"""Complaints and training: steps much complained of, and whether training changed anything."""

from cxgame import clock
from cxgame.insight.training import clusters, effects
from cxgame.ui import address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import insight_effects as parts
from cxgame.ui.parts import insight_train
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
found = load(clusters.clusters, actor=actor, today=today)
trainings = load(effects.effects, actor=actor, today=today)

with page(880):
    sent = sheet(parts.render(found, trainings), key="effects")

follow(sent)
if sent.get("name") == "train":
    address.turn(train=sent.get("value", ""))

insight_train.open_wanted(actor, found)
