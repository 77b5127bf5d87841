"""The photos and papers beside visits and records, for whoever may read those."""

from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.errors import CxgameError
from cxgame.feedback.evidence import store
from cxgame.feedback.evidence.store import PDF, Kept
from cxgame.people import accounts

_HEADERS = {
    "cache-control": "private, no-store",  # who may see it can change
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file, and the cookie of whoever asks for it."""

    evidence_id: int
    token: str | None


async def evidence(request: Request) -> Response:
    """Answer with a file, or as if there were none; a PDF is downloaded, never run here."""
    asked = _Asked(request.path_params["evidence"], request.cookies.get(SESSION_COOKIE))
    found = await anyio.to_thread.run_sync(_found, asked)
    if found is None:
        return PlainTextResponse("Not found", 404)
    headers = dict(_HEADERS)
    if found.mime == PDF:
        name = f"evidence-{asked.evidence_id}.pdf"
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(found.data, media_type=found.mime, headers=headers)


routes = Mount("/evidence", routes=[Route("/{evidence:int}", evidence, methods=["GET"])])


def _found(asked: _Asked) -> Kept | None:
    if asked.evidence_id >= 2**31:  # more than the smaller of the two databases counts to
        return None
    with db.reading() as session:
        actor = accounts.actor_of(session, token=asked.token, now=clock.now())
        if actor is None:
            return None
        try:
            return store.find(session, actor=actor, evidence_id=asked.evidence_id)
        except CxgameError:
            return None
