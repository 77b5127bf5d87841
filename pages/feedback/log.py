"""Log what a customer said: three taps and a sentence, sent in one go."""

from cxgame.feedback import inbox
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_log, feedback_observations

actor = require_actor()
logged = address.number("logged")

with column(640):
    if logged:
        record = load(inbox.record, actor=actor, record_id=logged)
        feedback_log.thanks(actor, record, again="/log")
    else:
        feedback_log.observation(actor)
        feedback_observations.own(actor)
