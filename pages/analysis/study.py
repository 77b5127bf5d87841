"""Causes: why something happens again and again, asked five times and looked for in six places."""

from cxgame import clock
from cxgame.feedback import inbox
from cxgame.feedback.studies import queries
from cxgame.feedback.studies.service import MOST_RECORDS
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import analysis_study as parts
from cxgame.ui.parts import feedback_filters, record_links

actor = require_actor()
study_id = address.number("id")

with page(840):
    if study_id is not None:
        parts.show(actor, load(queries.study, actor=actor, study_id=study_id))
    else:
        asked = record_links.asked()
        found: list[int] = []
        if asked:
            wanted = feedback_filters.asked(actor, clock.local_day(clock.now())).wanted
            behind = load(inbox.records, actor=actor, wanted=wanted, limit=MOST_RECORDS)
            found = [record.id for record in behind.records]
        parts.new(actor, asked, found)
