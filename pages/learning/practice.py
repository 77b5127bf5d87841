"""Practice of the day: one card a screen, the weakest first; it goes on where it was left."""

from cxgame import clock
from cxgame.learning.practice import screen, service
from cxgame.ui import act, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import game_badges, learning_practice

actor = require_actor()
view = load(screen.practice, actor=actor, now=clock.now())
if view.stage is screen.Stage.READY:
    act(
        "",
        service.begin_practice,
        actor=actor,
        person_id=actor.person_id or 0,
        now=clock.now(),
    )
else:
    with column(640):
        if view.stage is screen.Stage.DONE:
            game_badges.celebrate(actor)
        sent = learning_practice.show(actor, view)
    follow(sent)
