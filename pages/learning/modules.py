"""Training: what to do next, what was sent to me, and the tracks."""

from cxgame import clock
from cxgame.learning import assignments, tracks
from cxgame.learning.practice import outlook
from cxgame.ui import load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import learning
from cxgame.ui.sheet import sheet

actor = require_actor()
now = clock.now()
found = load(tracks.tracks, actor=actor)
assigned = load(assignments.assignments_of, actor=actor, person_id=actor.person_id or 0)
ahead = load(outlook.outlook, actor=actor, now=now)

with column(680):
    sent = sheet(
        learning.render(found, assigned, ahead, clock.local_day(now)),
        key="modules",
    )

follow(sent)
