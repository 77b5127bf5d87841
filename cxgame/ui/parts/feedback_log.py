"""The form of an observation, three taps and a sentence, and the thanks after it."""

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import voice
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address, menu
from cxgame.ui.parts import feedback, feedback_own
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, go

COMMAND = "feedback.record_observation"


def observation(actor: Actor) -> None:
    """Show the form, and store what it sends."""
    teams = feedback.teams_for(actor, COMMAND)
    places = feedback.touchpoint_choices()
    sent = sheet(
        markup.render(
            "feedback/log.html",
            locale(),
            teams=feedback.named(teams),
            team=str(actor.team_id or ""),
            touchpoints=places,
            touchpoint_names=[place[:2] for place in places],
            kinds=[(k.value, _(words), icon) for k, (words, icon) in feedback.OBSERVATIONS.items()],
            moods=[(str(n), _(words), icon) for n, (words, icon) in feedback.MOODS.items()],
            longest=voice.LONGEST_OBSERVATION,
            reader=feedback.managers(actor, actor.team_id),
        ),
        key="log",
    )
    match sent.get("name"):
        case "log":
            _store(actor, sent, only=teams[0].id if len(teams) == 1 else None)
        case "complaint" | "invite" | "answer" | "my_observations" as where:
            go(where)


def thanks(actor: Actor, record: RecordView, again: str) -> None:
    """Say what happens next; `again` is the page on which to write the next one."""
    kind = feedback.KINDS[record.kind]
    if record.observation_kind:
        kind = feedback.OBSERVATIONS[ObservationKind(record.observation_kind)][0]
    sent = sheet(
        markup.render(
            "feedback/thanks.html",
            locale(),
            name=actor.name.split()[0],
            facts=[words for words in (_(kind), record.touchpoint, record.team) if words],
            record=record.id,
            opens=permissions.may_open(actor, "records"),
            is_complaint=record.kind is Kind.COMPLAINT,
            may_photo=record.kind is Kind.OBSERVATION and record.author_id == actor.person_id,
            reader=feedback.managers(actor, record.team_id),
            home=menu.home_of(actor),
            home_title=_(menu.ENTRIES[menu.home_of(actor)].title),
            again=again,
        ),
        key="log",
    )
    match sent.get("name"):
        case "home":
            go(menu.home_of(actor))
        case "record":
            go("records", record=record.id)
        case "photo":
            feedback_own.add_photo(actor, record.id, sent)
        case "again":
            address.turn(logged="")


def _store(actor: Actor, sent: dict[str, str], only: int | None) -> None:
    kind = next((kind for kind in ObservationKind if kind == sent.get("kind")), None)
    if kind is None:
        feedback.refused(InvalidInput("Choose what kind it was."))
        return
    stored = attempt(
        voice.record_observation,
        actor=actor,
        team_id=feedback.whole(sent, "team") or only,
        kind=kind,
        text=sent.get("text", ""),
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        mood=feedback.whole(sent, "mood"),
        form_token=sent.get("sent_id", ""),
        now=clock.now(),
    )
    if isinstance(stored, CxgameError):
        feedback.refused(stored)
        return
    address.turn(logged=str(stored))
