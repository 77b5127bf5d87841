"""Routes of the public survey: ask, answer, thank, and a poster that leads there."""

import secrets
from dataclasses import dataclass
from functools import partial

import anyio.to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError, NotFound
from cxgame.feedback import answers, surveys
from cxgame.feedback.bursts import Sender
from cxgame.feedback.kinds import FROM_CUSTOMERS
from cxgame.feedback.surveys import SurveyView
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.web import survey_form
from cxgame.web import survey_pages as pages
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.survey_form import Form
from cxgame.web.together import Together

HIGHEST_ID = 2**31 - 1  # what the smaller of the two databases counts to
HEADERS = {"content-security-policy": PUBLIC_CSP, "cache-control": "no-store"}
_together: Together[str | CxgameError] = Together()


async def ask(request: Request) -> Response:
    """Show the question, or with ?kind= the form for a complaint, a compliment, a suggestion."""
    survey, company = await _survey(request)
    locale = language_of(request)
    if survey is None or not takes_answers(survey):
        return page(pages.closed(survey, company, locale), 410 if survey else 404)
    kind = request.query_params.get("kind", "")
    typed = Form(submission=fresh(), kind=kind if kind in FROM_CUSTOMERS else "")
    return page(pages.form(survey, company, locale, typed=typed))


async def answer(request: Request) -> Response:
    """Store what was sent, once, and lead to the thanks; give the words back when it can't be."""
    form = survey_form.read(await request.body())
    locale = language_of(request)
    work = partial(_answered, _address(request), form, survey_form.sender_of(request), locale)
    outcome = await anyio.to_thread.run_sync(_together.run, work)
    if isinstance(outcome, str):
        query = f"?lang={locale}" if "lang" in request.query_params else ""
        here = request.url.path.rstrip("/")
        return RedirectResponse(f"{here}/thanks/{outcome}{query}", 303, headers=HEADERS)
    survey, company = await _survey(request)
    if isinstance(outcome, NotFound) or survey is None:
        return page(pages.closed(survey, company, locale, text=form.text), 410 if survey else 404)
    problem = i18n.say(locale, outcome)
    return page(pages.form(survey, company, locale, typed=kept(form), problem=problem), 422)


async def thanks(request: Request) -> Response:
    """Thank in the words that fit; reloading sends nothing again."""
    survey, company = await _survey(request)
    locale, said = language_of(request), request.path_params["word"]
    word = next((word for word in pages.THANKS if word == said), None)
    if survey is None or word is None:
        return page(pages.closed(None, company, locale), 404)
    back = request.url.path.partition("/thanks/")[0]
    return page(pages.thanks(survey, company, locale, word, back=back))


async def poster(request: Request) -> Response:
    """Show the sheet to print for the counter."""
    survey, company = await _survey(request)
    locale = language_of(request)
    if survey is None:
        return page(pages.closed(None, company, locale), 404)
    here = request.url.path.partition("/poster")[0]
    return page(pages.poster(survey, company, locale, f"{origin(request)}{here}"))


_AT = (
    "/{token}/at/{team:int}/{touchpoint:int}"  # the survey of a company, asked at a place; 0: none
)

routes = Mount(
    "/s",
    routes=[
        route
        for start in ("/{token}", _AT)
        for route in (
            Route(start, ask, methods=["GET"]),
            Route(start, answer, methods=["POST"]),
            Route(f"{start}/thanks/{{word}}", thanks, methods=["GET"]),
            Route(f"{start}/poster", poster, methods=["GET"]),
        )
    ],
)


def language_of(request: Request) -> str:
    """Return the language asked for by ?lang=, else the browser's, else English."""
    asked = request.query_params.get("lang")
    return (
        asked if asked in i18n.LOCALES else i18n.negotiate(request.headers.get("accept-language"))
    )


def origin(request: Request) -> str:
    """Return the start of links that leave the app: the public address, else the request's own."""
    return get_settings().public_url or f"{request.url.scheme}://{request.url.netloc}"


def takes_answers(survey: SurveyView) -> bool:
    """Tell whether a survey takes answers today."""
    return survey.takes_answers(clock.local_day(clock.now()))


def kept(form: Form) -> Form:
    """Return a form to be given back, with the token it came with."""
    return form if form.submission else survey_form.with_submission(form, fresh())


def fresh() -> str:
    """Return a token for a new form."""
    return secrets.token_urlsafe(16)


def page(html: str, status: int = 200) -> Response:
    """Return a public page with the headers that all of them have."""
    return HTMLResponse(html, status, headers=HEADERS)


@dataclass(frozen=True, slots=True)
class _Address:
    """What an address says: the survey's token, and the place where it is asked."""

    token: str
    team_id: int | None = None
    touchpoint_id: int | None = None


def _address(request: Request) -> _Address:
    params = request.path_params
    return _Address(params["token"], _id(params.get("team", 0)), _id(params.get("touchpoint", 0)))


def _id(number: int) -> int | None:
    """Return a number that may be an id, None for 0 and for what no column holds."""
    return number if 0 < number <= HIGHEST_ID else None


async def _survey(request: Request) -> tuple[SurveyView | None, str]:
    return await anyio.to_thread.run_sync(_found, _address(request))


def _found(at: _Address) -> tuple[SurveyView | None, str]:
    """Return the survey, closed ones too (None where there is none), and the company's name."""
    with db.reading() as session:
        company = people.company(session).name
        try:
            view = surveys.survey_by_token(
                session,
                token=at.token,
                team_id=at.team_id,
                touchpoint_id=at.touchpoint_id,
                with_closed=True,
            )
        except NotFound:
            return None, company
        return view, company


def _answered(
    at: _Address, form: Form, sender: Sender, locale: str, session: Session
) -> str | CxgameError:
    """Return the word to thank with, or why nothing was stored."""
    sent = form.sent(locale)
    try:
        stored = answers.answer_survey(
            session,
            actor=Actor.nobody(locale),
            token=at.token,
            team_id=at.team_id,
            touchpoint_id=at.touchpoint_id,
            form_token=form.submission,
            kind=sent.kind,
            score=sent.score,
            text=sent.text,
            contact=sent.contact,
            parts=sent.parts,
            agrees=sent.agrees,
            sender=sender,
            language=locale,
            now=clock.now(),
        )
    except CxgameError as error:
        return error  # it was refused before anything was written
    return stored.band or sent.kind
