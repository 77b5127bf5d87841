"""A module: read, answer, talk, and see how it went; it goes on where it was left."""

from cxgame import clock
from cxgame.learning import player, service
from cxgame.ui import act, address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import game_badges, learning_player

actor = require_actor()
slug = address.read("m")
view = load(player.player, actor=actor, slug=slug)
if view is None:
    act(
        "",
        service.open_module,
        actor=actor,
        person_id=actor.person_id or 0,
        slug=slug,
        now=clock.now(),
    )
else:
    with column(640):
        if view.result:
            game_badges.celebrate(actor)
        sent = learning_player.show(actor, view)
    follow(sent)
    if sent.get("name") == "part":
        address.turn(part="lesson" if sent.get("value") == "lesson" else "")
