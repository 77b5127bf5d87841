"""Files that colleagues keep: answered to whoever may read them, to others as if none were."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.errors import CxgameError
from cxgame.people import accounts
from cxgame.people.actor import Actor

_HEADERS = {
    "cache-control": "private, no-store",  # who may see it can change
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}
_MOST = 2**31  # more than the smaller of the two databases counts to


@dataclass(frozen=True, slots=True)
class File:
    """A file to answer with; a browser shows pictures, everything else it stores by its name."""

    mime: str
    data: bytes
    name: str


Find = Callable[[Session, Actor, int], File]  # raises CxgameError where the actor may not


async def answer(request: Request, file_id: int, find: Find) -> Response:
    """Answer with a file that the signed-in person may read, else with 404."""
    token = request.cookies.get(SESSION_COOKIE)
    found = await anyio.to_thread.run_sync(_found, token, file_id, find)
    if found is None:
        return PlainTextResponse("Not found", 404)
    headers: dict[str, Any] = dict(_HEADERS)
    if not found.mime.startswith("image/"):
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return Response(found.data, media_type=found.mime, headers=headers)


def _found(token: str | None, file_id: int, find: Find) -> File | None:
    if file_id >= _MOST:
        return None
    with db.reading() as session:
        actor = accounts.actor_of(session, token=token, now=clock.now())
        if actor is None:
            return None
        try:
            return find(session, actor, file_id)
        except CxgameError:
            return None
