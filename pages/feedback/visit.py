"""One visit: planned, written, reviewed, and what follows from it."""

from cxgame.errors import NotAllowed
from cxgame.feedback.visits import queries
from cxgame.feedback.visits.kinds import VisitKind
from cxgame.people import permissions
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import feedback_visit, feedback_visit_plan, feedback_visits
from cxgame.ui.work import refuse

actor = require_actor()
visit_id, new = address.number("id"), address.read("new")

with column(760):
    if visit_id is not None:
        feedback_visit.show(actor, load(queries.visit, actor=actor, visit_id=visit_id))
    elif new not in set(VisitKind):
        feedback_visits.show(actor)
    elif permissions.may(actor, "feedback.plan_visit"):
        feedback_visit_plan.show(actor, VisitKind(new))
    else:
        refuse(NotAllowed("Your role does not allow this. Ask your manager or the administrator."))
