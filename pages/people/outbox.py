"""E-mail: what waits, what went, what died and why; and whether the server answers."""

from cxgame.notices.mail import queries
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import people_outbox as parts

actor = require_actor()
state, number = parts.wanted()

start = (number - 1) * parts.ROWS
counts = load(queries.counts, actor=actor)
found = load(queries.letters, actor=actor, state=state, limit=parts.ROWS, offset=start)
server = load(queries.server_state, actor=actor)

with page(840):
    parts.outbox(actor, state, number, counts, found, server)
