"""What strangers can't reach, bodies that are too large, and forms sent from other sites."""

import re
from collections.abc import Mapping

import anyio.to_thread
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.people import accounts

_NEVER = re.compile(r"^/_stcore/(metrics|agent)(/|$)")
_SIGNED_IN_ONLY = re.compile(r"^/(media|pictures|_stcore/upload_file)(/|$)")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRONG_ORIGIN = 1008  # the code of a socket closed because of a rule


class TooLarge(Exception):
    """The body passed the limit while it was being read."""


class Guard:
    """Refuse what Streamlit leaves open: metrics to all, stored media to strangers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        path = str(scope.get("path", ""))
        if scope["type"] == "http" and "\x00" in path:  # no address of ours, and PostgreSQL chokes
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif scope["type"] != "http" or not (_NEVER.match(path) or _SIGNED_IN_ONLY.match(path)):
            await self.app(scope, receive, send)
        elif _NEVER.match(path) or not await is_signed_in(Request(scope)):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class SameOrigin:
    """Refuse what another site's page sends in a visitor's name: forms, uploads, sockets.

    Streamlit itself would take sockets from any port of localhost and of the machine's addresses.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket" and not is_same_origin(HTTPConnection(scope)):
            await WebSocketClose(_WRONG_ORIGIN)(scope, receive, send)
        elif scope["type"] == "http" and _is_foreign(Request(scope)):
            await PlainTextResponse("Wrong origin", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class BodyLimit:
    """Refuse bodies over a limit, in bytes, whether announced or not; uploads have their own."""

    def __init__(
        self, app: ASGIApp, *, limit: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self.app = app
        self.limit = limit
        self.larger = dict(larger or {})  # the start of a path -> its own limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its body stays under the limit."""
        path = str(scope.get("path", ""))
        uploads = path.startswith("/_stcore/")
        if scope["type"] != "http" or scope["method"] in _SAFE or uploads:
            await self.app(scope, receive, send)
            return
        limit = next((own for at, own in self.larger.items() if path.startswith(at)), self.limit)
        announced = Request(scope).headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > limit:
            await _too_large(scope, receive, send)
            return
        await self._count(scope, receive, send, limit)

    async def _count(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        seen = 0
        is_answering = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal is_answering
            is_answering = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except TooLarge:
            if not is_answering:
                await _too_large(scope, receive, send)


async def is_signed_in(request: Request) -> bool:
    """Tell whether the request's cookie belongs to a live session."""
    token = request.cookies.get(SESSION_COOKIE)
    return bool(token) and await anyio.to_thread.run_sync(_is_live, token)


def is_same_origin(request: HTTPConnection) -> bool:
    """Tell whether a request comes from our own pages (or from no page at all)."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return origin.partition("://")[2] == request.headers.get("host")


def _is_foreign(request: Request) -> bool:
    # A browser adds a Basic password by itself, a Bearer key never.
    carries_key = request.headers.get("authorization", "").lower().startswith("bearer ")
    return request.method not in _SAFE and not carries_key and not is_same_origin(request)


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("The request is too large.", 413)(scope, receive, send)


def _is_live(token: str | None) -> bool:
    with db.reading() as session:
        return accounts.actor_of(session, token=token, now=clock.now()) is not None
