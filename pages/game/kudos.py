"""Kudos: thank a colleague in three taps, and read the thanks that one got."""

from cxgame import clock
from cxgame.game import gratitude, showcase
from cxgame.insight import praise
from cxgame.standards import sops
from cxgame.ui import load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import game_kudos
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
left = load(gratitude.left_today, actor=actor, today=today)

with column(640):
    sent = sheet(
        game_kudos.page(
            colleagues=load(gratitude.colleagues, actor=actor),
            steps=[
                (str(step.id), step.label) for step in load(sops.steps, actor=actor, today=today)
            ],
            praise=load(praise.praise_of, actor=actor, limit=8),
            shelves=load(showcase.shared_in_team, actor=actor, today=today),
            left=left,
            turn=left,
        ),
        key="kudos",
    )

if sent.get("name") == "give":
    game_kudos.give(actor, sent)
