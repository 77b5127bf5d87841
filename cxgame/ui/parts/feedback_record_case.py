"""The case of a record, from the record's drawer: the way to it, or the button that opens one."""

from cxgame import clock
from cxgame.feedback.cases import opening, queries
from cxgame.feedback.cases.words import Purpose
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, go, load


def actions(actor: Actor, record: RecordView) -> None:
    """Show the record's case to those who see it, and let leaders open one."""
    found = load(queries.case_of_record, actor=actor, record_id=record.id)
    may = permissions.allows(actor, "feedback.open_case", team_id=record.team_id)
    if found is None and (not may or record.is_held):
        return
    sent = sheet(
        markup.render(
            "feedback/cases/of_record.html",
            locale(),
            case=found,
            status=_(words.STATUSES[found.status]) if found else "",
        ),
        key=f"case-of-{record.id}",
    )
    match sent.get("name"):
        case "open" if found is not None:
            go("case", id=found.id)
        case "open_case":
            praises = record.band is Band.PROMOTER or record.kind is Kind.COMPLIMENT
            act(
                _("The case is open, and yours."),
                opening.open_case,
                actor=actor,
                record_id=record.id,
                purpose=Purpose.THANK if praises else Purpose.RECOVER,
                now=clock.now(),
            )
