"""My progress: points and why, week by week, and the modules passed; for me alone."""

from cxgame import clock
from cxgame.game import queries
from cxgame.learning import tracks
from cxgame.ui import go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import game
from cxgame.ui.sheet import sheet

actor = require_actor()
me = actor.person_id or 0
today = clock.local_day(clock.now())

with column(680):
    sent = sheet(
        game.me(
            actor,
            total=load(queries.total, actor=actor, person_id=me),
            weeks=load(queries.by_week, actor=actor, person_id=me, today=today),
            history=load(queries.history, actor=actor, person_id=me, limit=60),
            modules=load(tracks.modules, actor=actor),
            today=today,
        ),
        key="me",
    )

follow(sent)
if sent.get("name") == "modules":
    go("modules")
