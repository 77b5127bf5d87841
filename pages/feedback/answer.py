"""Type in the answer that a customer gives at the counter or by phone."""

from cxgame import clock
from cxgame.feedback import surveys
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_answer as parts

actor = require_actor()
today = clock.local_day(clock.now())
offered = load(surveys.offered_surveys, actor=actor, today=today)

with column(640):
    if address.number("stored"):
        parts.thanks()
    else:
        parts.show(actor, offered)
