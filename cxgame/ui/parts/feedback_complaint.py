"""The form for a complaint that a customer made in person."""

from datetime import date

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import voice
from cxgame.feedback.kinds import Severity
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, go, load

COMMAND = "feedback.record_complaint"


def complaint(actor: Actor) -> None:
    """Show the form, offer the steps of the chosen touchpoint, and store what is sent."""
    teams = feedback.teams_for(actor, COMMAND)
    touchpoint = address.number("touchpoint")
    sent = sheet(
        markup.render(
            "feedback/complaint.html",
            locale(),
            teams=feedback.named(teams),
            team=str(actor.team_id or ""),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            touchpoint=touchpoint or "",
            steps=steps_at(actor, touchpoint),
            severities=[
                (key.value, _(words), icon) for key, (words, icon) in feedback.SEVERITIES.items()
            ],
            today=clock.local_day(clock.now()),
        ),
        key="complaint",
    )
    match sent.get("name"):
        case "touchpoint":
            address.turn(touchpoint=sent.get("value", ""))
        case "save":
            _store(actor, sent, only=teams[0].id if len(teams) == 1 else None)
        case "log":
            go("log")


def steps_at(actor: Actor, touchpoint_id: int | None) -> feedback.Choices:
    """Return the SOP steps of a touchpoint as choices; all of them where it has none."""
    steps = load(sops.steps, actor=actor, today=clock.local_day(clock.now()))
    here = [step for step in steps if touchpoint_id and step.touchpoint_id == touchpoint_id]
    return [(str(step.id), step.label) for step in here or steps]


def _store(actor: Actor, sent: dict[str, str], only: int | None) -> None:
    try:
        day = date.fromisoformat(sent["on_day"]) if sent.get("on_day") else None
    except ValueError:
        feedback.refused(InvalidInput("This is not a day of the calendar."))
        return
    stored = attempt(
        voice.record_complaint,
        actor=actor,
        team_id=feedback.whole(sent, "team") or only,
        text=sent.get("text", ""),
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        sop_step_id=feedback.whole(sent, "step"),
        severity=next((one for one in Severity if one == sent.get("severity")), None),
        customer=sent.get("customer", ""),
        contact=sent.get("contact", ""),
        on_day=day,
        form_token=sent.get("sent_id", ""),
        now=clock.now(),
    )
    if isinstance(stored, CxgameError):
        feedback.refused(stored)
        return
    address.turn(logged=str(stored), touchpoint="")
