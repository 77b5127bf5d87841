"""What customers send from the public survey page."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import alerts, bursts, store, surveys
from cxgame.feedback.entries import Entry, new_key, tidy_text, tidy_word
from cxgame.feedback.kinds import FROM_CUSTOMERS, Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band, band, parse_score
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import LOCALES
from cxgame.people import permissions
from cxgame.people.actor import Actor

LONGEST_ANSWER = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Answer:
    """What was stored: `is_new` is False when this form had been sent before."""

    record_id: int
    is_new: bool
    band: Band | None
    is_held: bool


def answer_survey(
    session: Session,
    *,
    actor: Actor,
    token: str,
    form_token: str,
    kind: Kind = Kind.SURVEY,
    score: int | str | None = None,
    text: str = "",
    contact: str = "",
    customer: str = "",
    sender: str = "",
    language: str = "",
    now: datetime,
) -> Answer:
    """Store an answer, a complaint, a compliment or a suggestion from a survey's page, once.

    `token` is the survey's; `form_token` was made with the form, so that sending it twice is
    one record; `sender` tells networks apart, for noticing a flood. Raise NotFound for a closed
    survey, InvalidInput for a missing score, missing words or too long ones.
    """
    permissions.require(actor, "feedback.answer_survey")
    survey = surveys.survey_by_token(session, token=token)
    entry = _entry(survey, kind, score, text, _key(form_token), now)
    entry.contact, entry.customer = tidy_word(contact), tidy_word(customer)
    entry.language = language if language in LOCALES else None
    if bursts.is_burst(session, sender=sender, now=now):
        entry.held_reason = bursts.BURST
    record_id = store.write(session, [entry], now=now).get(entry.submission_id)
    if record_id is None:
        return _sent_before(session, entry.submission_id)
    if kind is Kind.COMPLAINT and entry.held_reason is None:
        alerts.tell_of_complaint(
            session, record_id=record_id, team_id=survey.team_id, teller=actor, now=now
        )
    return Answer(record_id, True, entry.band, entry.held_reason is not None)


def _entry(
    survey: SurveyView, kind: Kind, score: int | str | None, text: str, key: str, now: datetime
) -> Entry:
    entry = Entry(
        submission_id=key,
        kind=kind,
        channel=Channel.PUBLIC,
        collected_at=now,
        on_day=clock.local_day(now),
        text=tidy_text(text, LONGEST_ANSWER),
        team_id=survey.team_id,
        touchpoint_id=survey.touchpoint_id,
        survey_id=survey.id,
    )
    if kind is Kind.SURVEY:
        if score is None or score == "":
            raise InvalidInput("Please choose a number.")
        entry.survey_kind, entry.scale = survey.kind, survey.scale
        entry.score = parse_score(score, survey.scale)
        entry.band = band(survey.kind, survey.scale, entry.score)
    elif kind not in FROM_CUSTOMERS:
        raise InvalidInput("Customers send answers, complaints, compliments and suggestions.")
    elif not entry.text:
        raise InvalidInput("Please write a few words.")
    return entry


def _key(form_token: str) -> str:
    token = tidy_word(form_token)
    if token is None:
        raise InvalidInput("This form is incomplete. Please open the page again.")
    return new_key("form", token)


def _sent_before(session: Session, submission_id: str) -> Answer:
    query = select(FeedbackRecord).where(FeedbackRecord.submission_id == submission_id)
    row = session.exec(query).one()
    return Answer(row.id, False, Band(row.band) if row.band else None, row.is_held)
