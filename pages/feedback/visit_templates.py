"""Templates of visits: what a visitor looks at."""

from cxgame.feedback.visits import templates
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_visit_templates as parts

actor = require_actor()
template_id = address.number("id")

with page(760):
    if template_id is None:
        parts.listed(actor)
    else:
        parts.one(actor, load(templates.template, template_id=template_id))
