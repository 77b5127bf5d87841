"""Questions: which of them work, by first answers, and what people gain from each module."""

from cxgame.insight.questions import gains, items
from cxgame.ui import address, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import insight_items as parts
from cxgame.ui.parts import insight_question
from cxgame.ui.sheet import sheet

actor = require_actor()
modules = load(items.modules, locale=actor.locale)
slug = parts.asked(modules, load(items.module_of_question, key=address.read("question")))
found = load(items.items, actor=actor, slug=slug) if slug else ()

with page(880):
    sent = sheet(
        parts.render(modules, slug, found, load(gains.gains, actor=actor)),
        key="items",
    )

follow(sent)
if sent.get("name") in ("module", "question"):
    address.turn(**{"module": slug, "question": "", sent["name"]: sent.get("value", "")})

insight_question.open_wanted(actor)
