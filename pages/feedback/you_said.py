"""You said, we did: what changed because somebody spoke up, for everybody and for the wall."""

from cxgame.errors import NotAllowed
from cxgame.feedback.deeds import queries
from cxgame.people import permissions
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_deed, feedback_deeds
from cxgame.ui.work import refuse

actor = require_actor()
deed_id, record_id = address.number("deed"), address.number("record")

with page(960):
    if deed_id is not None:
        feedback_deed.one(actor, load(queries.deed, actor=actor, deed_id=deed_id))
    elif not address.read("new"):
        feedback_deeds.show(actor)
    elif permissions.may(actor, "feedback.add_deed"):
        found = [record_id] if record_id else feedback_deed.behind(actor)
        feedback_deed.new(actor, found)
    else:
        refuse(NotAllowed("Your role does not allow this. Ask your manager or the administrator."))
