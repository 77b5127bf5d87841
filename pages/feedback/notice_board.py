"""Notice board: the teams on one sheet for the wall, so that everybody can be proud."""

from cxgame import clock
from cxgame.feedback import notice_board
from cxgame.people import queries
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_notice_board as parts

require_actor()
unit = parts.asked(load(queries.units), address.read("unit"))
made = load(notice_board.notice_board, today=clock.local_day(clock.now()), unit=unit)

with page():
    parts.show(made, unit, load(queries.units), load(queries.company))
