"""Assignments: what was given to whom, who needs a hand, and what is given again by rule."""

from cxgame import clock
from cxgame.learning import tracks
from cxgame.learning.assigning import overview
from cxgame.people import queries as people
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import learning_assignments as parts
from cxgame.ui.sheet import sheet

actor = require_actor()
now = clock.now()
today = clock.local_day(now)
asked = address.number("a")
teams = load(people.team_names)

if asked is not None:
    one = load(overview.one_given, actor=actor, assignment_id=asked, today=today)
    markup = parts.detail(one, teams, load(people.person_names), today)
else:
    facts = parts.Facts(
        given=load(overview.given, actor=actor, today=today),
        rules=load(overview.rules, actor=actor),
        modules=load(tracks.modules, actor=actor),
        teams=load(people.teams, actor=actor),
        team_names=teams,
        people=load(people.people, actor=actor),
    )
    markup = parts.page(actor, facts, today)

with column(760):
    sent = sheet(markup, key="assignments")

follow(sent)
if sent.get("name") == "assignments":
    go("assignments")
parts.do(actor, sent, now)
