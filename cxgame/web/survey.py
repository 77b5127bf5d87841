"""Routes of the public survey: ask, answer, thank, and a poster that leads there."""

import secrets
from functools import partial
from urllib.parse import parse_qsl

import anyio.to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError, NotFound
from cxgame.feedback import answers, surveys
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.surveys import SurveyView
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.web import survey_pages as pages
from cxgame.web.account import address_of
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.together import Together

MOST_FIELDS = 20
_together: Together[str | CxgameError] = Together()
_HEADERS = {"content-security-policy": PUBLIC_CSP, "cache-control": "no-store"}


async def ask(request: Request) -> Response:
    """Show the question, or with ?kind= the form for a complaint, a compliment, a suggestion."""
    survey, company = await _survey(request)
    locale = language_of(request)
    if survey is None or not survey.is_open:
        return _page(pages.closed(survey, company, locale), 410 if survey else 404)
    kind = request.query_params.get("kind", "")
    typed = pages.Typed(kind=kind if kind in FROM_CUSTOMERS else "")
    return _page(pages.form(survey, company, locale, typed=typed, submission=_fresh()))


async def answer(request: Request) -> Response:
    """Store what was sent, once, and lead to the thanks; give the words back when it can't be."""
    fields = _fields(await request.body())
    token, locale = request.path_params["token"], language_of(request)
    sender = f"{address_of(request)} {token}"
    outcome = await anyio.to_thread.run_sync(_store, token, fields, sender, locale)
    if isinstance(outcome, str):
        query = f"?lang={locale}" if "lang" in request.query_params else ""
        return RedirectResponse(f"/s/{token}/thanks/{outcome}{query}", 303, headers=_HEADERS)
    survey, company = await _survey(request)
    if isinstance(outcome, NotFound) or survey is None:
        page = pages.closed(survey, company, locale, text=fields.get("text", ""))
        return _page(page, 410 if survey else 404)
    page = pages.form(
        survey,
        company,
        locale,
        typed=_typed(fields),
        submission=fields.get("submission") or _fresh(),
        problem=i18n.say(locale, outcome),
    )
    return _page(page, 422)


async def thanks(request: Request) -> Response:
    """Thank in the words that fit; reloading sends nothing again."""
    survey, company = await _survey(request)
    locale, said = language_of(request), request.path_params["word"]
    word = next((word for word in pages.THANKS if word == said), None)
    if survey is None or word is None:
        return _page(pages.closed(None, company, locale), 404)
    return _page(pages.thanks(survey, company, locale, word))


async def poster(request: Request) -> Response:
    """Show the sheet to print for the counter."""
    survey, company = await _survey(request)
    locale = language_of(request)
    if survey is None:
        return _page(pages.closed(None, company, locale), 404)
    base = get_settings().public_url or f"{request.url.scheme}://{request.url.netloc}"
    return _page(pages.poster(survey, company, locale, f"{base}/s/{survey.token}"))


routes = Mount(
    "/s",
    routes=[
        Route("/{token}", ask, methods=["GET"]),
        Route("/{token}", answer, methods=["POST"]),
        Route("/{token}/thanks/{word}", thanks, methods=["GET"]),
        Route("/{token}/poster", poster, methods=["GET"]),
    ],
)


def language_of(request: Request) -> str:
    """Return the language asked for by ?lang=, else the browser's, else English."""
    asked = request.query_params.get("lang")
    return (
        asked if asked in i18n.LOCALES else i18n.negotiate(request.headers.get("accept-language"))
    )


async def _survey(request: Request) -> tuple[SurveyView | None, str]:
    return await anyio.to_thread.run_sync(_found, request.path_params["token"])


def _found(token: str) -> tuple[SurveyView | None, str]:
    """Return the survey, closed ones too (None where there is none), and the company's name."""
    with db.reading() as session:
        company = people.company(session).name
        try:
            return surveys.survey_by_token(session, token=token, with_closed=True), company
        except NotFound:
            return None, company


def _store(token: str, fields: dict[str, str], sender: str, locale: str) -> str | CxgameError:
    """Return the word to thank with, or why nothing was stored."""
    return _together.run(partial(_answered, token, fields, sender, locale))


def _answered(
    token: str, fields: dict[str, str], sender: str, locale: str, session: Session
) -> str | CxgameError:
    kind = Kind(fields["kind"]) if fields.get("kind") in FROM_CUSTOMERS else Kind.SURVEY
    try:
        stored = answers.answer_survey(
            session,
            actor=Actor.nobody(locale),
            token=token,
            form_token=fields.get("submission", ""),
            kind=kind,
            score=fields.get("score"),
            text=fields.get("text", ""),
            contact=fields.get("contact", ""),
            sender=sender,
            language=locale,
            now=clock.now(),
        )
    except CxgameError as error:
        return error  # it was refused before anything was written
    return stored.band or kind


def _fields(body: bytes) -> dict[str, str]:
    """Return a form's fields; a browser sends line breaks as two characters, we count one."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def _typed(fields: dict[str, str]) -> pages.Typed:
    return pages.Typed(**{name: fields.get(name, "") for name in pages.Typed.__slots__})


def _fresh() -> str:
    return secrets.token_urlsafe(16)


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=_HEADERS)
