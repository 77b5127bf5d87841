"""Surveys: the questions with a public address."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import places, wording
from cxgame.feedback.models import Survey
from cxgame.feedback.scales import Band, Scale, SurveyKind, scale_for
from cxgame.feedback.scope import in_reach
from cxgame.i18n import LOCALES
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Team, Unit

TOKEN_BYTES = 9  # 12 characters: short enough for a printed code, too many to guess
LONGEST_WORDS = 300  # characters of a question

_NAMED = (
    select(Survey, col(Team.name), col(Unit.name))
    .outerjoin(Team, col(Team.id) == col(Survey.team_id))
    .outerjoin(Unit, col(Unit.id) == col(Team.unit_id))
)
_BY_TOKEN = _NAMED.where(col(Survey.token) == bindparam("token"))


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey; `question` by language, `follow_up` by band and language."""

    id: int
    token: str
    name: str
    kind: SurveyKind
    scale: Scale
    team_id: int | None
    team: str
    unit: str
    touchpoint_id: int | None
    question: dict[str, str]
    follow_up: dict[str, dict[str, str]]
    is_open: bool
    version: int


def add_survey(
    session: Session,
    *,
    actor: Actor,
    name: str,
    kind: SurveyKind = SurveyKind.NPS,
    team_id: int | None = None,
    touchpoint_id: int | None = None,
    question: Mapping[str, str] | None = None,
    follow_up: Mapping[str, Mapping[str, str]] | None = None,
    now: datetime,
) -> int:
    """Add a survey with an address of its own and return its id; the words have defaults.

    Raise InvalidInput for words that lack a language or are too long, NotFound for a closed
    team or an unknown touchpoint.
    """
    permissions.require(actor, "feedback.add_survey", team_id=team_id)
    places.check_team(session, team_id)
    places.place(session, touchpoint_id=touchpoint_id, sop_step_id=None)
    scale = scale_for(kind)
    survey = Survey(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        name=names.clean(name),
        kind=kind,
        scale_low=scale.low,
        scale_high=scale.high,
        team_id=team_id,
        touchpoint_id=touchpoint_id,
        question=_words(question or wording.QUESTIONS[kind]),
        follow_up=_follow_up(follow_up or {}),
        created_at=now,
    )
    session.add(survey)
    session.flush()
    audit.note(session, actor, "feedback.add_survey", "survey", survey.id, now=now)
    return survey.id


def change_survey(
    session: Session,
    *,
    actor: Actor,
    survey_id: int,
    name: str,
    question: Mapping[str, str],
    follow_up: Mapping[str, Mapping[str, str]],
    is_open: bool,
    version: int,
    now: datetime,
) -> None:
    """Change a survey's words, close it or open it again; raise Conflict on a stale version."""
    survey = session.get(Survey, survey_id)
    permissions.require(actor, "feedback.change_survey", team_id=survey.team_id if survey else None)
    if survey is None:
        raise NotFound("There is no such survey.")
    if survey.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    survey.name = names.clean(name)
    survey.question, survey.follow_up = _words(question), _follow_up(follow_up)
    survey.is_open, survey.version = is_open, version + 1
    session.flush()
    audit.note(session, actor, "feedback.change_survey", "survey", survey_id, now=now)


def surveys(session: Session, *, actor: Actor) -> list[SurveyView]:
    """Return the surveys of the actor's teams, open ones first, by name."""
    query = _NAMED.order_by(col(Survey.is_open).desc(), col(Survey.name), col(Survey.id))
    reach = in_reach(actor, col(Survey.team_id))
    rows = session.execute(query if reach is None else query.where(reach))
    return [_view(*row) for row in rows]


def survey_by_token(session: Session, *, token: str, with_closed: bool = False) -> SurveyView:
    """Return the survey behind a public address; raise NotFound for none, or a closed one."""
    row = session.execute(_BY_TOKEN, {"token": token}).first()
    if row is None or not (with_closed or row[0].is_open):
        raise NotFound("This survey is closed or does not exist.")
    return _view(*row)


def _view(survey: Survey, team: str | None, unit: str | None) -> SurveyView:
    return SurveyView(
        id=survey.id,
        token=survey.token,
        name=survey.name,
        kind=SurveyKind(survey.kind),
        scale=Scale(survey.scale_low, survey.scale_high),
        team_id=survey.team_id,
        team=team or "",
        unit=unit or "",
        touchpoint_id=survey.touchpoint_id,
        question=survey.question,
        follow_up=survey.follow_up,
        is_open=survey.is_open,
        version=survey.version,
    )


def _follow_up(given: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {band: _words(given.get(band) or wording.FOLLOW_UPS[band]) for band in Band}


def _words(texts: Mapping[str, str]) -> dict[str, str]:
    tidy = {locale: " ".join(texts.get(locale, "").split()) for locale in LOCALES}
    if not all(tidy.values()):
        raise InvalidInput("Write the question in both languages.")
    if max(map(len, tidy.values())) > LONGEST_WORDS:
        raise InvalidInput("A question has at most {n} characters.", n=LONGEST_WORDS)
    return tidy
