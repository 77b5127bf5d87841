"""Decision and signatures of one SOP: what its version asks, who signed, who needs a hand."""

from cxgame import clock
from cxgame.learning.quizzes import pool
from cxgame.people import queries as people
from cxgame.standards.signing import register
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import standards_register as parts
from cxgame.ui.sheet import sheet

actor = require_actor()
now = clock.now()
today = clock.local_day(now)
code = address.read("code")

facts = parts.Facts(
    register=load(register.register, actor=actor, code=code, today=today),
    ever=load(register.signatures_ever, actor=actor, code=code),
    teams=load(people.teams, actor=actor),
    team_names=load(people.team_names),
    people=load(people.person_names),
    questions=load(pool.count, code=code),
    page=address.number("page") or 1,
)

with column(720):
    sent = sheet(parts.page(facts, today), key="signatures")
    parts.export(facts)

follow(sent)
match sent.get("name"):
    case "sop":
        go("sop", code=code)
    case "decide":
        parts.decide(actor, facts, sent, now)
    case "page":
        address.turn(page=sent.get("value", ""))
