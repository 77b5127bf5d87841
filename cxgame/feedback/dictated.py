"""Answers to a survey that staff types in: taken at the counter or by phone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import answers, bursts, places, surveys
from cxgame.feedback.answers import Answer, Sent
from cxgame.feedback.bursts import Sender
from cxgame.feedback.entries import new_key, tidy_word
from cxgame.feedback.kinds import Channel
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor


def record_answer(
    session: Session,
    *,
    actor: Actor,
    survey_id: int,
    team_id: int | None = None,
    score: int | str | None = None,
    text: str = "",
    parts: Mapping[int, Sequence[str]] | None = None,
    customer: str = "",
    contact: str = "",
    agrees: bool = False,
    form_token: str = "",
    now: datetime,
) -> Answer:
    """Store the answer that a customer gave to a colleague, once, with who typed it.

    A survey of a team stores for that team. Many within a minute are held, as from any sender.
    Raise InvalidInput for a missing score or one off the scale, NotFound for an unknown survey.
    """
    survey = surveys.any_survey(session, survey_id=survey_id)
    team = survey.team_id if survey and survey.team_id else team_id
    permissions.require(actor, "feedback.record_answer", team_id=team)
    if survey is None:
        raise NotFound("There is no such survey.")
    if not survey.takes_answers(clock.local_day(now)):
        raise InvalidInput("This survey is closed.")
    places.check_team(session, team)
    sent = Sent(score=score, text=text, contact=contact, parts=parts or {}, agrees=agrees)
    key = new_key("staff", tidy_word(form_token) or "")
    entry, kept = answers.read(survey, sent, key, now)
    entry.channel, entry.author_id = Channel.STAFF, actor.person_id
    entry.team_id, entry.customer = team, tidy_word(customer)
    sender = Sender(network=actor.label, device=actor.label)
    entry.held_reason = bursts.burst(session, sender=sender, team_id=team, now=now)
    stored = answers.keep(session, entry, kept, teller=actor, now=now)
    if stored.is_new:
        audit.note(session, actor, "feedback.record_answer", "record", stored.record_id, now=now)
    return stored
