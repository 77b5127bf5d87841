"""A board of one level: what is done about what customers say, and who answers for it."""

from cxgame import clock
from cxgame.boards import candidates, listing, shelf, showing
from cxgame.people import queries as people
from cxgame.thread import queries as thread
from cxgame.ui import load, require_actor
from cxgame.ui.parts import boards, boards_shelf, boards_wall, card_dialog

actor = require_actor()
asked = boards.asked(actor)

view = load(
    showing.board_view,
    actor=actor,
    level=asked.level,
    board_id=asked.board_id,
    filters=asked.filters,
    is_whole=asked.is_whole,
    now=clock.now(),
)
links = load(thread.records_by_card, card_ids=view.card_ids)
offered = boards.Offered(
    boards=load(shelf.boards, actor=actor, level=asked.level),
    teams=load(people.teams, actor=actor),
    people=load(candidates.candidates, actor=actor),
    labels=load(listing.labels, actor=actor),
)

boards.head(actor, asked, view, offered)
boards_wall.show(actor, view, links, asked.lanes)
card_dialog.open_wanted(actor, asked)
boards_shelf.open_wanted(actor, view)
