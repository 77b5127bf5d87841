"""Surveys: the questions with a public address."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from cxgame.errors import Conflict, NotFound
from cxgame.feedback import places, versions, wording
from cxgame.feedback.extras import questions as asked
from cxgame.feedback.extras.questions import Question
from cxgame.feedback.models import Survey
from cxgame.feedback.scales import Scale, SurveyKind, scale_for
from cxgame.feedback.scope import in_reach
from cxgame.feedback.terms import Terms, put, terms_of
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Team, Unit
from cxgame.standards.models import Touchpoint

TOKEN_BYTES = 9  # 12 characters: short enough for a printed code, too many to guess

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
    terms: Terms
    consent_version: int
    extras: tuple[Question, ...] = ()  # only where one survey is read, not in lists

    def takes_answers(self, today: date) -> bool:
        """Tell whether the survey is open, and not past its last day."""
        last = self.terms.closes_on
        return self.is_open and (last is None or today <= last)


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
    extras: Sequence[Question] = (),
    terms: Terms | None = None,
    now: datetime,
) -> int:
    """Add a survey with an address of its own and return its id; the words have defaults.

    Raise InvalidInput for bad words, NotFound for a closed team or an unknown touchpoint.
    """
    permissions.require(actor, "feedback.add_survey", team_id=team_id)
    places.check(session, team_id=team_id, touchpoint_id=touchpoint_id)
    scale = scale_for(kind)
    survey = Survey(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        name=names.clean(name),
        kind=kind,
        scale_low=scale.low,
        scale_high=scale.high,
        team_id=team_id,
        touchpoint_id=touchpoint_id,
        question=wording.in_both_languages(question or wording.QUESTIONS[kind]),
        follow_up=wording.follow_ups(follow_up or wording.own_follow_ups(kind)),
        created_at=now,
    )
    put(survey, terms or Terms())
    session.add(survey)
    session.flush()
    asked.replace(session, survey_id=survey.id, wanted=extras)
    versions.keep(session, survey, by=actor, now=now)
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
    extras: Sequence[Question] | None = None,
    terms: Terms | None = None,
    version: int,
    now: datetime,
) -> None:
    """Change a survey, close it or open it again; without extras or terms those stay.

    Each change is a version that is kept. Raise Conflict on a stale version.
    """
    survey = session.get(Survey, survey_id)
    permissions.require(actor, "feedback.change_survey", team_id=survey.team_id if survey else None)
    if survey is None:
        raise NotFound("There is no such survey.")
    if survey.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    versions.keep(session, survey, by=Actor.system(), now=survey.created_at)
    survey.name = names.clean(name)
    survey.question = wording.in_both_languages(question)
    survey.follow_up = wording.follow_ups(follow_up)
    survey.is_open, survey.version = is_open, version + 1
    if terms is not None:
        put(survey, terms)
    if extras is not None:
        asked.replace(session, survey_id=survey_id, wanted=extras)
    session.flush()
    versions.keep(session, survey, by=actor, now=now)
    audit.note(session, actor, "feedback.change_survey", "survey", survey_id, now=now)


def surveys(session: Session, *, actor: Actor) -> list[SurveyView]:
    """Return the surveys of the actor's teams, open ones first, by name."""
    query = _NAMED.order_by(col(Survey.is_open).desc(), col(Survey.name), col(Survey.id))
    reach = in_reach(actor, col(Survey.team_id))
    rows = session.execute(query if reach is None else query.where(reach))
    return [_view(*row) for row in rows]


def survey(session: Session, *, actor: Actor, survey_id: int) -> SurveyView:
    """Return a survey with its extra questions; raise NotFound for none of the actor's teams."""
    query = _NAMED.where(col(Survey.id) == survey_id)
    reach = in_reach(actor, col(Survey.team_id))
    row = session.execute(query if reach is None else query.where(reach)).first()
    if row is None:
        raise NotFound("There is no such survey.")
    return _whole(session, _view(*row))


def any_survey(session: Session, *, survey_id: int) -> SurveyView | None:
    """Return a survey whoever asks, None where there is none: for commands, which then ask."""
    row = session.execute(_NAMED.where(col(Survey.id) == survey_id)).first()
    return _whole(session, _view(*row)) if row else None


def offered_surveys(session: Session, *, actor: Actor, today: date) -> list[SurveyView]:
    """Return the surveys that customers of the actor's teams can answer, the company's last."""
    query = _NAMED.order_by(col(Survey.team_id).is_(None), col(Survey.name), col(Survey.id))
    reach = in_reach(actor, col(Survey.team_id))
    if reach is not None:
        query = query.where(reach | col(Survey.team_id).is_(None))
    found = [_view(*row) for row in session.execute(query)]
    return [_whole(session, each) for each in found if each.takes_answers(today)]


def survey_by_token(
    session: Session,
    *,
    token: str,
    team_id: int | None = None,
    touchpoint_id: int | None = None,
    with_closed: bool = False,
) -> SurveyView:
    """Return the survey behind a public address; raise NotFound for none, or a closed one.

    A survey of the whole company can be asked at a team or a touchpoint that its address names;
    what the survey says itself counts more, and what does not exist is not said.
    """
    row = session.execute(_BY_TOKEN, {"token": token}).first()
    if row is None or not (with_closed or row[0].is_open):
        raise NotFound("This survey is closed or does not exist.")
    return _whole(session, _at(session, _view(*row), team_id, touchpoint_id))


def _at(
    session: Session, view: SurveyView, team_id: int | None, touchpoint_id: int | None
) -> SurveyView:
    """Return a survey at the place that an address names, where it names no place itself."""
    if team_id is not None and view.team_id is None:
        team = session.get(Team, team_id)
        if team is not None and team.is_active:
            unit = session.get_one(Unit, team.unit_id)
            view = replace(view, team_id=team_id, team=team.name, unit=unit.name)
    if touchpoint_id is not None and view.touchpoint_id is None:
        known = session.get(Touchpoint, touchpoint_id)
        view = replace(view, touchpoint_id=touchpoint_id if known else None)
    return view


def _whole(session: Session, view: SurveyView) -> SurveyView:
    return replace(view, extras=asked.questions(session, survey_id=view.id))


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
        terms=terms_of(survey),
        consent_version=survey.consent_version,
    )
