"""Certificates of the people whom one answers for: find one, show it, take it back."""

from cxgame import clock
from cxgame.learning.certificates import queries
from cxgame.people import queries as people
from cxgame.ui import load, require_actor
from cxgame.ui.layout import column
from cxgame.ui.parts import learning_certificates as certificates

actor = require_actor()
search, page = certificates.wanted()
today = clock.local_day(clock.now())
found = load(queries.certificates, actor=actor, search=search, today=today, page=page)

with column(760):
    certificates.show(search, found, load(people.teams, actor=actor))

certificates.open_wanted(actor)
