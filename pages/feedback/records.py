"""Customer voice: everything that customers and teams said, to read and to put in its place."""

from cxgame import clock
from cxgame.feedback import inbox
from cxgame.people import queries
from cxgame.thread import queries as thread
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_record
from cxgame.ui.parts import feedback_records as parts

actor = require_actor()
asked = parts.asked(actor, clock.local_day(clock.now()))

found = load(
    inbox.records,
    actor=actor,
    wanted=asked.wanted,
    limit=parts.PER_PAGE,
    offset=asked.offset,
)
answered = load(thread.answered_records, record_ids=[record.id for record in found.records])

with page():
    parts.page(actor, asked, found, load(queries.teams, actor=actor), answered)

feedback_record.open_wanted(actor)
