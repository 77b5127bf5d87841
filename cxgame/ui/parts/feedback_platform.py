"""The form for what was written of us on a platform."""

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import typed_platforms
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.typed_platforms import PLATFORMS, Post
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_visit_plan import day_of
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go

COMMAND = "feedback.record_platform"


def show(actor: Actor) -> None:
    """Show the form, and keep what it sends."""
    teams = feedback.teams_for(actor, COMMAND)
    sent = sheet(
        markup.render(
            "feedback/platform.html",
            locale(),
            kinds=[(kind.value, _(feedback.KINDS[kind])) for kind in FROM_CUSTOMERS],
            platforms=list(PLATFORMS.items()),
            teams=feedback.named(teams),
            whole=_("The whole company") if actor.sees_all else "",
            touchpoints=[place[:2] for place in feedback.touchpoint_choices()],
            today=clock.local_day(clock.now()),
        ),
        key="platform",
    )
    if sent.get("name") == "records":
        go("records")
    if sent.get("name") == "save":
        _keep(actor, sent, only=teams[0].id if len(teams) == 1 and not actor.sees_all else None)


def _keep(actor: Actor, sent: dict[str, str], only: int | None) -> None:
    try:
        post = Post(
            platform=sent.get("platform", ""),
            kind=next((kind for kind in Kind if kind == sent.get("kind")), Kind.SURVEY),
            text=sent.get("text", ""),
            on_day=day_of(sent, "on_day"),
            link=sent.get("link", ""),
            handle=sent.get("handle", ""),
            grade=sent.get("grade", ""),
            is_answered=sent.get("answered") == "on",
            team_id=feedback.whole(sent, "team") or only,
            touchpoint_id=feedback.whole(sent, "touchpoint"),
        )
    except InvalidInput as error:
        feedback.refused(error)
        return
    stored = attempt(
        typed_platforms.record_platform,
        actor=actor,
        post=post,
        form_token=sent.get("sent_id", ""),
        now=clock.now(),
    )
    if isinstance(stored, CxgameError):
        feedback.refused(stored)
        return
    flash(_("Kept."))
    go("records", record=stored)
