"""What customers send from the public survey page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import alerts, bursts, store, surveys
from cxgame.feedback.bursts import Sender
from cxgame.feedback.entries import Entry, new_key, tidy_text, tidy_word
from cxgame.feedback.extras import parts
from cxgame.feedback.kinds import FROM_CUSTOMERS, Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band, band, parse_score
from cxgame.feedback.surveys import SurveyView
from cxgame.feedback.terms import LegalBasis
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


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form holds, as it was sent; `parts` are the answers to the extra questions."""

    kind: Kind = Kind.SURVEY
    score: int | str | None = None
    text: str = ""
    contact: str = ""
    parts: Mapping[int, Sequence[str]] = field(default_factory=dict)
    agrees: bool = False  # to the consent, where the survey rests on one
    language: str = ""


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
    parts: Mapping[int, Sequence[str]] | None = None,
    agrees: bool = False,
    team_id: int | None = None,
    touchpoint_id: int | None = None,
    sender: Sender | str = "",
    language: str = "",
    now: datetime,
) -> Answer:
    """Store an answer, a complaint, a compliment or a suggestion from a survey's page, once.

    `token` is the survey's, `team_id` and `touchpoint_id` the place that its address names;
    `form_token` was made with the form, so that sending it twice is one record; `sender` tells
    networks and devices apart, for noticing a flood. Raise NotFound for a closed survey,
    InvalidInput for a missing score, missing words or too long ones.
    """
    permissions.require(actor, "feedback.answer_survey")
    survey = surveys.survey_by_token(
        session, token=token, team_id=team_id, touchpoint_id=touchpoint_id
    )
    if not survey.takes_answers(clock.local_day(now)):
        raise NotFound("This survey is closed or does not exist.")
    sent = Sent(kind, score, text, contact, parts or {}, agrees, language)
    key = _key(form_token)
    entry, kept = read(survey, sent, key, now)
    entry.customer = tidy_word(customer)
    from_where = Sender(sender) if isinstance(sender, str) else sender
    entry.held_reason = bursts.burst(session, sender=from_where, team_id=survey.team_id, now=now)
    return keep(session, entry, kept, teller=actor, now=now)


def read(
    survey: SurveyView, sent: Sent, key: str, now: datetime
) -> tuple[Entry, dict[int, list[str]]]:
    """Return a form as an entry and its answers to the extra questions, both checked.

    Raise InvalidInput for what is missing, too long, or not offered.
    """
    entry = Entry(
        submission_id=key,
        kind=sent.kind,
        channel=Channel.PUBLIC,
        collected_at=now,
        on_day=clock.local_day(now),
        text=tidy_text(sent.text, LONGEST_ANSWER),
        language=sent.language if sent.language in LOCALES else None,
        team_id=survey.team_id,
        touchpoint_id=survey.touchpoint_id,
        survey_id=survey.id,
        survey_version=survey.version,
        contact=tidy_word(sent.contact),
        legal_basis=survey.terms.legal_basis,
    )
    if sent.kind is Kind.SURVEY:
        if sent.score is None or sent.score == "":
            raise InvalidInput("Please choose a number.")
        entry.survey_kind, entry.scale = survey.kind, survey.scale
        entry.score = parse_score(sent.score, survey.scale)
        entry.band = band(survey.kind, survey.scale, entry.score)
    elif sent.kind not in FROM_CUSTOMERS:
        raise InvalidInput("Customers send answers, complaints, compliments and suggestions.")
    elif not entry.text:
        raise InvalidInput("Please write a few words.")
    kept = parts.checked(survey.extras, sent.parts) if sent.kind is Kind.SURVEY else {}
    if survey.terms.legal_basis is LegalBasis.CONSENT:
        if not sent.agrees:
            raise InvalidInput("Please tick that you agree, or we may not keep your answer.")
        entry.consent_version = survey.consent_version
    return entry, kept


def keep(
    session: Session,
    entry: Entry,
    kept: Mapping[int, Sequence[str]],
    *,
    teller: Actor,
    now: datetime,
) -> Answer:
    """Store a checked answer once, tell of a complaint, and return what was stored.

    Called by commands that have asked whether their actor may.
    """
    record_id = store.write(session, [entry], now=now).get(entry.submission_id)
    if record_id is None:
        return _sent_before(session, entry.submission_id)
    parts.store(session, record_id, kept)
    if entry.kind is Kind.COMPLAINT and entry.held_reason is None:
        alerts.tell_of_complaint(
            session, record_id=record_id, team_id=entry.team_id, teller=teller, now=now
        )
    return Answer(record_id, True, entry.band, entry.held_reason is not None)


def _key(form_token: str) -> str:
    token = tidy_word(form_token)
    if token is None:
        raise InvalidInput("This form is incomplete. Please open the page again.")
    return new_key("form", token)


def _sent_before(session: Session, submission_id: str) -> Answer:
    query = select(FeedbackRecord).where(FeedbackRecord.submission_id == submission_id)
    row = session.exec(query).one()
    return Answer(row.id, False, Band(row.band) if row.band else None, row.is_held)
