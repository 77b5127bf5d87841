"""The photos and papers beside visits and records, for whoever may read those."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from cxgame.feedback.evidence import store
from cxgame.people.actor import Actor
from cxgame.web import kept
from cxgame.web.kept import File


async def evidence(request: Request) -> Response:
    """Answer with a file, or as if there were none; a PDF is downloaded, never run here."""
    return await kept.answer(request, request.path_params["evidence"], _find)


routes = Mount("/evidence", routes=[Route("/{evidence:int}", evidence, methods=["GET"])])


def _find(session: Session, actor: Actor, evidence_id: int) -> File:
    found = store.find(session, actor=actor, evidence_id=evidence_id)
    return File(found.mime, found.data, f"evidence-{evidence_id}.pdf")
