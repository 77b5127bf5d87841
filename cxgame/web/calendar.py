"""The calendar of a person, behind a secret address that calendars read again and again."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db
from cxgame.thread.inbox import calendar

_HEADERS = {
    "cache-control": "private, max-age=300",
    "referrer-policy": "no-referrer",  # the address is the key
    "x-robots-tag": "noindex",
}
LONGEST = 200  # characters of a secret


async def calendar_feed(request: Request) -> Response:
    """Answer with a person's calendar, or as if there were none."""
    found = await anyio.to_thread.run_sync(_feed, request.path_params["token"])
    if found is None:
        return PlainTextResponse("Not found", 404)
    return Response(found, media_type="text/calendar", headers=_HEADERS)


routes = Mount("/calendar", routes=[Route("/{token}.ics", calendar_feed, methods=["GET"])])


def _feed(token: str) -> bytes | None:
    if len(token) > LONGEST:
        return None
    with db.transaction() as session:
        return calendar.feed(session, token=token, now=clock.now())
