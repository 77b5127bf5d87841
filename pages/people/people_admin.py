"""People, teams and units: who is here, and help for whoever forgot a password."""

from cxgame.people import directory, permissions, queries
from cxgame.ui import load, require_actor
from cxgame.ui.parts import people, people_dialogs

actor = require_actor()
asked = people.wanted()

if asked.view == people.PLACES and permissions.may(actor, "people.change_team"):
    people.places(load(queries.units), load(queries.teams, actor=actor, with_closed=True))
else:
    found = load(directory.find, actor=actor, search=asked.search, page=asked.page)
    people.register(actor, asked, found, load(queries.teams, actor=actor))

people_dialogs.open_wanted(actor)
