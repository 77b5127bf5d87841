"""The inbox behind the bell: what waits for me, and what happened that concerns me."""

from cxgame import clock
from cxgame.notices import queries
from cxgame.thread.inbox import waiting
from cxgame.ui import address, load, require_actor
from cxgame.ui.parts import inbox, notices

STEP = 50  # how many more "Show older ones" shows

actor = require_actor()
shown = min(address.number("show") or STEP, 1000)

inbox.show(actor, load(waiting.items, actor=actor, now=clock.now()))

found = load(queries.inbox, actor=actor, limit=shown + 1)
sent = notices.inbox(found[:shown], is_more=len(found) > shown)

tapped = next((each for each in found if str(each.id) == sent.get("value")), None)
if sent.get("name") == "open" and tapped:
    notices.open_notice(actor, tapped)
if sent.get("name") == "all":
    notices.mark_all(actor)
if sent.get("name") == "more":
    address.turn(show=str(shown + STEP))
