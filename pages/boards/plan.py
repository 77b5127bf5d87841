"""A plan on one page: cause, promise, work, check, and what was learned."""

from cxgame.ui import address, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import plan_page

actor = require_actor()

with page(1080):
    plan_page.show(actor, address.number("card") or 0)
