"""A board of one level: what is done about what customers say, and who answers for it."""

from cxgame import clock
from cxgame.boards import candidates, showing
from cxgame.people import queries as people
from cxgame.thread import queries as thread
from cxgame.ui import load, require_actor
from cxgame.ui.parts import boards, card_dialog

actor = require_actor()
asked = boards.asked(actor)

view = load(
    showing.board_view, actor=actor, level=asked.level, filters=asked.filters, now=clock.now()
)
links = load(thread.records_by_card, card_ids=view.card_ids)
teams = load(people.teams, actor=actor)
colleagues = load(candidates.candidates, actor=actor)

boards.head(actor, asked, view, teams, colleagues)
boards.show(actor, view, links)
card_dialog.open_wanted(actor, asked)
