"""One's own account: language, password, where one is signed in."""

from cxgame import clock
from cxgame.people import queries
from cxgame.people.rota import queries as rota
from cxgame.ui import account, load, require_actor
from cxgame.ui.parts import inbox_choices, people_stand_ins, profile

actor = require_actor()
token = account.session_token() or ""

person = load(queries.own_person, actor=actor)
sessions = load(queries.open_sessions, actor=actor, token=token, now=clock.now())

today = clock.local_day(clock.now())

profile.who(person, load(queries.units), load(queries.team_names))
profile.shifts(
    actor, load(rota.own_week, actor=actor, today=today), load(rota.planners, actor=actor)
)
people_stand_ins.show(actor)
inbox_choices.show(actor, person.email or "")
profile.password_form(actor, person)
profile.devices(actor, sessions)
