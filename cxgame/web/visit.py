"""Routes of a visitor from outside: the report behind a link of one use, saved and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError, InvalidInput, NotFound
from cxgame.feedback.evidence import store
from cxgame.feedback.evidence.store import MOST_FILES
from cxgame.feedback.visits import filling, queries
from cxgame.feedback.visits.filling import Report
from cxgame.feedback.visits.queries import VisitView
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.web import visit_pages as pages
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.survey import language_of

LARGEST_BODY = 14_000_000  # bytes: a phone's photos come as they are, no script makes them small
_HEADERS = {
    "content-security-policy": PUBLIC_CSP,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",  # the address is the key
    "x-robots-tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form sent: words by field, and the files chosen."""

    fields: Mapping[str, str]
    files: tuple[bytes, ...]


async def report(request: Request) -> Response:
    """Show the report behind a link, or keep and send what was written into it."""
    token, locale = request.path_params["token"], language_of(request)
    if request.method != "POST":
        return await anyio.to_thread.run_sync(_shown, token, locale)
    sent = await _sent(request)
    return await anyio.to_thread.run_sync(_kept, token, sent, locale)


routes = Mount("/v", routes=[Route("/{token}", report, methods=["GET", "POST"])])


def _shown(token: str, locale: str, problem: str = "", sent: Sent | None = None) -> Response:
    with db.reading() as session:
        company = people.company(session).name
        try:
            found = queries.visit_of_link(session, token=token, now=clock.now())
        except NotFound:
            return _page(pages.over(company, locale), 404)
    fields = _fields_of(found) if sent is None else sent.fields
    made = pages.report(found, company, locale, typed=fields, problem=problem)
    return _page(made, 422 if problem else 200)


def _kept(token: str, sent: Sent, locale: str) -> Response:
    is_final = sent.fields.get("do") == "send"
    try:
        with db.reading() as session:
            found = queries.visit_of_link(session, token=token, now=clock.now())
        written = _report(found, sent.fields)
        files = tuple(store.made(data) for data in sent.files[:MOST_FILES])
        with db.transaction() as session:
            filling.fill_visit_by_link(
                session,
                actor=Actor.nobody(locale),
                token=token,
                report=written,
                files=files,
                is_final=is_final,
                now=clock.now(),
            )
    except CxgameError as error:
        return _shown(token, locale, problem=i18n.say(locale, error), sent=sent)
    if not is_final:
        return _shown(token, locale)
    with db.reading() as session:
        company = people.company(session).name
    return _page(pages.thanks(company, locale))


def _report(found: VisitView, fields: Mapping[str, str]) -> Report:
    keys = [item.key for section in found.sections for item in section.items]
    day = fields.get("visited_on", "")
    try:
        visited_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error
    return Report(
        answers={key: fields.get(f"a-{key}", "") for key in keys},
        remarks={key: fields.get(f"r-{key}", "") for key in keys},
        visited_on=visited_on,
        notes=fields.get("notes", ""),
    )


def _fields_of(found: VisitView) -> dict[str, str]:
    """Return what is kept already under the names of the form's fields."""
    day = found.line.visited_on
    return {
        "visited_on": day.isoformat() if day else "",
        "notes": found.notes,
        **{f"a-{key}": value for key, value in found.answers.items()},
        **{f"r-{key}": value for key, value in found.remarks.items()},
    }


async def _sent(request: Request) -> Sent:
    async with request.form(max_files=MOST_FILES, max_fields=400) as form:
        fields = {
            name: value.replace("\x00", "").replace("\r\n", "\n")
            for name, value in form.items()
            if isinstance(value, str)
        }
        files = [await one.read() for one in form.getlist("files") if isinstance(one, UploadFile)]
    return Sent(fields, tuple(data for data in files if data))


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=_HEADERS)
