"""Customer voice: everything that customers and teams said, to read, to tag and to act on."""

from cxgame import clock
from cxgame.feedback import inbox
from cxgame.thread import queries as thread
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import (
    feedback_export,
    feedback_filters,
    feedback_live,
    feedback_record,
    feedback_records,
    feedback_views,
)

actor = require_actor()
feedback_views.begin(actor)
asked = feedback_filters.asked(actor, clock.local_day(clock.now()))

last = load(inbox.latest_id)
found = feedback_records.find(actor, asked)
answered = load(thread.answered_records, record_ids=[record.id for record in found.records])

with page():
    feedback_live.announce(actor, asked, last)
    feedback_records.page(actor, asked, found, answered)

feedback_record.open_wanted(actor)
feedback_views.open_wanted(actor)
feedback_export.open_wanted(actor, asked)
