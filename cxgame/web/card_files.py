"""The files beside cards, for whoever sees the card."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from cxgame.boards import files
from cxgame.people.actor import Actor
from cxgame.web import kept
from cxgame.web.kept import File


async def card_file(request: Request) -> Response:
    """Answer with a file, or as if there were none."""
    return await kept.answer(request, request.path_params["file"], _find)


routes = Mount("/card-files", routes=[Route("/{file:int}", card_file, methods=["GET"])])


def _find(session: Session, actor: Actor, file_id: int) -> File:
    found = files.find(session, actor=actor, file_id=file_id)
    return File(found.mime, found.data, found.name)
