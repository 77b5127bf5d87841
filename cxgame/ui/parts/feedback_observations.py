"""What became of observations: the answer form for leaders, the news for their authors."""

from cxgame import clock, i18n
from cxgame.feedback import observations
from cxgame.feedback.evidence import store as evidence
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.observations import AnswerView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load

ACCEPTED = "accepted"


def actions(actor: Actor, record: RecordView) -> None:
    """Show what became of an observation, and let leaders say so."""
    if record.kind is not Kind.OBSERVATION or record.channel == Channel.VISIT:
        return
    answer = load(observations.observation_answer, record_id=record.id)
    may = permissions.allows(actor, "feedback.answer_observation", team_id=record.team_id)
    photos = load(evidence.beside, record_id=record.id)
    if answer is None and not may and not photos:
        return
    sent = sheet(
        markup.render(
            "feedback/cases/observation.html",
            locale(),
            answer=_line(answer) if answer else None,
            may_answer=may,
            photos=[one.address for one in photos],
            longest=observations.LONGEST,
        ),
        key=f"observation-{record.id}",
    )
    if sent.get("name") == "answer":
        act(
            _("Told. Thank you for closing the loop."),
            observations.answer_observation,
            actor=actor,
            record_id=record.id,
            is_accepted=sent.get("taken_up") == ACCEPTED,
            words=sent.get("words", ""),
            now=clock.now(),
        )


def own(actor: Actor) -> None:
    """Tell an author what became of the last observations, if somebody said."""
    found = load(observations.own_answers, actor=actor)
    if not found:
        return
    sheet(
        markup.render(
            "feedback/cases/told.html",
            locale(),
            told=[{"text": feedback.masked(one.text), **_line(one.answer)} for one in found],
        ),
        key="told",
    )


def _line(answer: AnswerView) -> dict[str, object]:
    when = i18n.day(locale(), clock.local_day(answer.at))
    return {
        "is_accepted": answer.is_accepted,
        "words": answer.words,
        "by": " · ".join(filter(None, (answer.who, when))),
    }
