"""Missions: what a team wants to reach together, and how far it is."""

from cxgame import clock
from cxgame.game import mission_board, seasons
from cxgame.ui import load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import game_missions
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
found = load(mission_board.missions, actor=actor, today=today)
season = load(seasons.current, today=today)

with column(680):
    sent = sheet(game_missions.page(actor, found, season, today, turn=len(found)), key="missions")

game_missions.follow(actor, sent)
