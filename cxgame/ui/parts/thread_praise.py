"""Pass a customer's compliment on to the colleague it is about, from the record's drawer."""

from cxgame import clock
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Kind
from cxgame.insight import praise
from cxgame.look import markup
from cxgame.people import permissions, queries
from cxgame.people.actor import Actor
from cxgame.thread import service
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load


def actions(actor: Actor, record: RecordView) -> None:
    """Show who got a compliment, and the form that passes it on, to those who may."""
    may = permissions.allows(actor, "thread.pass_on_compliment", team_id=record.team_id)
    if record.kind is not Kind.COMPLIMENT or record.is_held or not may:
        return
    praised = load(praise.praised_people, record_id=record.id)
    known = load(queries.people, actor=actor)
    open_to = [one for one in known if one.id not in praised and one.id != actor.person_id]
    open_to = [
        one
        for one in open_to
        if permissions.allows(actor, "thread.pass_on_compliment", team_id=one.team_id)
    ]
    near_first = sorted(open_to, key=lambda one: one.team_id != record.team_id)
    sent = sheet(
        markup.render(
            "feedback/praise.html",
            locale(),
            praised=[one.name for one in known if one.id in praised],
            people=[(str(one.id), one.name) for one in near_first],
            turn=len(praised),
        ),
        key=f"praise-{record.id}",
    )
    if sent.get("name") == "praise":
        act(
            _("Passed on. It made somebody’s day."),
            service.pass_on_compliment,
            actor=actor,
            record_id=record.id,
            person_id=feedback.whole(sent, "person") or 0,
            now=clock.now(),
        )
