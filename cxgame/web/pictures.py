"""The pictures of questions, for whoever is signed in; kept by browsers for good."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from cxgame import content, db
from cxgame.learning.pictures import store

# A picture stays what it is under its hash; only the person's own browser may keep it.
_HEADERS = {
    "cache-control": "private, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'",
}


async def picture(request: Request) -> Response:
    """Answer with a picture; the guard has turned strangers away."""
    found = await anyio.to_thread.run_sync(_found, request.path_params["sha256"])
    if found is None:
        return PlainTextResponse("Not found", 404)
    return Response(found.data, media_type=found.mime, headers=_HEADERS)


routes = Mount("/pictures", routes=[Route("/{sha256}", picture, methods=["GET"])])


def _found(sha256: str) -> content.PictureFile | None:
    with db.reading() as session:
        return store.find(session, sha256=sha256)
