"""Routes of the posters to print: those of one survey, or of all that an actor answers for."""

from dataclasses import dataclass
from datetime import datetime

import anyio.to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.cookies import SESSION_COOKIE
from cxgame.errors import CxgameError
from cxgame.feedback import surveys
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_
from cxgame.look import poster
from cxgame.look.poster import Poster
from cxgame.people import accounts, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.standards.touchpoints import touchpoint_names
from cxgame.web.survey import language_of, origin

MOST_POSTERS = 300
TITLE = N_("How was it today?")
LEAD = N_("Tell us in 20 seconds. The team reads everything and changes what it can.")
HOW = N_("Point your phone's camera")
OR_OPEN = N_("or open")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the address asks for; survey None: all of them."""

    survey_id: int | None
    team_id: int | None
    touchpoint_id: int | None
    locale: str
    origin: str


async def print_one(request: Request) -> Response:
    """Answer with the posters of one survey: its team's, or of a company's survey each team's."""
    return await _printed(request, request.path_params["survey"])


async def print_all(request: Request) -> Response:
    """Answer with the posters of every open survey of the reader's teams."""
    return await _printed(request, None)


routes = Mount(
    "/posters",
    routes=[
        Route("/all.pdf", print_all, methods=["GET"]),
        Route("/{survey:int}.pdf", print_one, methods=["GET"]),
    ],
)


async def _printed(request: Request, survey_id: int | None) -> Response:
    size = request.query_params.get("size", "a4")
    if size not in poster.SIZES:
        return PlainTextResponse("Unknown size. Use a4 or a6.", 422)
    wanted = _Wanted(
        survey_id,
        _number(request, "team"),
        _number(request, "touchpoint"),
        language_of(request),
        origin(request),
    )
    token = request.cookies.get(SESSION_COOKIE)
    made = await anyio.to_thread.run_sync(_made, token, wanted, size, clock.now())
    if made is None:
        return PlainTextResponse("Not found", 404)
    name = f"posters-{size}.pdf" if survey_id is None else f"poster-{survey_id}-{size}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "no-store"}
    return Response(made, headers=headers, media_type="application/pdf")


def _made(token: str | None, wanted: _Wanted, size: str, now: datetime) -> bytes | None:
    """Return the PDF, None for whoever may not have it, and where there is nothing to print."""
    with db.reading() as session:
        actor = accounts.actor_of(session, token=token, now=now) if token else None
        if actor is None or not permissions.may_open(actor, "survey"):
            return None
        try:
            found = _surveys(session, actor, wanted, now)
        except CxgameError:
            return None
        company = people.company(session).name
        teams = people.teams(session, actor=actor)
        names = touchpoint_names(session, locale=wanted.locale)
    sheets = [
        _sheet(survey, team, company, names, wanted)
        for survey in found
        for team in _teams_of(survey, teams, wanted.team_id)
    ][:MOST_POSTERS]
    if not sheets:
        return None
    return poster.posters(sheets, size=size, language=wanted.locale, author=company, at=now)


def _surveys(session: Session, actor: Actor, wanted: _Wanted, now: datetime) -> list[SurveyView]:
    if wanted.survey_id is not None:
        return [surveys.survey(session, actor=actor, survey_id=wanted.survey_id)]
    today = clock.local_day(now)
    found = surveys.surveys(session, actor=actor)
    return [each for each in found if each.takes_answers(today)]


def _teams_of(
    survey: SurveyView, teams: list[TeamView], team_id: int | None
) -> list[TeamView | None]:
    """Return the teams at which a survey is asked; None stands for the company as a whole."""
    if survey.team_id is not None:
        return [None]
    return [team for team in teams if team_id in (None, team.id)] or [None]


def _sheet(
    survey: SurveyView,
    team: TeamView | None,
    company: str,
    names: dict[int, str],
    wanted: _Wanted,
) -> Poster:
    locale = wanted.locale
    touchpoint = survey.touchpoint_id or wanted.touchpoint_id
    place = team.name if team else survey.team
    address = f"{wanted.origin}/s/{survey.token}"
    if team is not None or touchpoint != survey.touchpoint_id:
        address += f"/at/{team.id if team else 0}/{wanted.touchpoint_id or 0}"
    other = "en" if locale == "pt-BR" else "pt-BR"
    return Poster(
        place=f"{company} · {place}" if place else company,
        touchpoint=names.get(touchpoint or 0, ""),
        title=i18n.translate(locale, TITLE),
        lead=i18n.translate(locale, LEAD),
        how=i18n.translate(locale, HOW),
        other=i18n.translate(other, HOW),
        or_open=i18n.translate(locale, OR_OPEN),
        address=address,
    )


def _number(request: Request, name: str) -> int | None:
    value = request.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
