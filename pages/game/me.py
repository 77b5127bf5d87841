"""My progress: level, badges, streak and points; for me alone, unless I show my badges."""

from cxgame import clock
from cxgame.game import queries, showcase
from cxgame.insight import praise
from cxgame.learning import tracks
from cxgame.ui import act, address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import game, game_badges
from cxgame.ui.sheet import sheet

actor = require_actor()
me = actor.person_id or 0
today = clock.local_day(clock.now())

found = game.Progress(
    total=load(queries.total, actor=actor, person_id=me),
    weeks=load(queries.by_week, actor=actor, person_id=me, today=today),
    history=load(queries.history, actor=actor, person_id=me, limit=60),
    modules=load(tracks.modules, actor=actor),
    badges=load(showcase.badges_of, actor=actor, person_id=me, today=today),
    streak=load(queries.streak, actor=actor, person_id=me, today=today, weeks=4),
    praise=load(praise.praise_of, actor=actor, limit=3),
    shares=load(showcase.shares_badges, person_id=me),
)

with column(680):
    game_badges.celebrate(actor)
    sent = sheet(game.me(actor, found, today), key="me")

follow(sent)
match sent.get("name"):
    case "modules" | "kudos" as page:
        go(page)
    case "badge":
        address.turn(badge=sent.get("value", ""))
    case "share":
        act(
            "",
            showcase.share_badges,
            actor=actor,
            person_id=me,
            is_shared=not found.shares,
            now=clock.now(),
        )
game_badges.open_wanted(found.badges)
