"""Invite a customer to answer, and hand over the invitations of the day by WhatsApp."""

from cxgame import clock
from cxgame.feedback import surveys
from cxgame.feedback.invitations import reading
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_invite as parts

actor = require_actor()
now = clock.now()
asked = address.number("asked")

offered = load(surveys.offered_surveys, actor=actor, today=clock.local_day(now))
waiting = load(reading.to_hand_over, actor=actor, now=now, invitation_id=asked)

with column(640):
    parts.show(actor, offered, waiting)
