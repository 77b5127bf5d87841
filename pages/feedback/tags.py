"""Tags and rules: what records are about in the company's words, and who puts it on them."""

from cxgame.feedback.tagging import queries
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_rule, feedback_tags

actor = require_actor()
tags = load(queries.tag_counts)
rules = load(queries.rules)

with page(840):
    feedback_tags.page(actor, tags, rules)

feedback_rule.open_wanted(actor)
