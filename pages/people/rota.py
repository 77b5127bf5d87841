"""The rota: who works on which days, and who is away."""

from cxgame import clock
from cxgame.boards import candidates
from cxgame.people.rota import queries
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback, people_rota
from cxgame.ui.sheet import sheet

actor = require_actor()
today = clock.local_day(clock.now())
teams = feedback.teams_for(actor, "people.set_shifts")
wanted = address.number("team")
home = next((team.id for team in teams if team.id == actor.team_id), None)
first = home or (teams[0].id if teams else None)
team_id = wanted if wanted in {team.id for team in teams} else first

weeks = load(queries.team_weeks, actor=actor, team_id=team_id, today=today) if team_id else []
with page(960):
    sent = sheet(
        people_rota.page(
            actor,
            weeks,
            feedback.named(teams),
            str(team_id or ""),
            load(queries.outages),
            [(one.id, one.name) for one in load(candidates.candidates, actor=actor)],
            today,
        ),
        key="rota",
    )

if sent.get("name") == "team":
    address.turn(team=sent.get("team", "") or sent.get("value", ""))
people_rota.follow(actor, sent)
