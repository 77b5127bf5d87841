"""Routes of certificates: the page of one, its sheet to print, its signed document."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from cxgame.errors import NotFound
from cxgame.learning.certificates.credentials import NAME
from cxgame.look import paper
from cxgame.settings import get_settings
from cxgame.web import badge_pages, badges
from cxgame.web.survey import language_of


def sheet(request: Request) -> Response:
    """Answer with the certificate as a PDF, in the reader's language."""
    locale = language_of(request)
    try:
        issued, issuer = badges.found(NAME, request, locale)
    except NotFound:
        return badges.missing(request)
    if issued.revoked_at:
        return badges.revoked(request, issued, issuer)
    base = get_settings().public_url or f"{request.url.scheme}://{request.url.netloc}"
    address = f"{base}/{NAME}/{issued.public_id}"
    printed = paper.certificate(badge_pages.sheet(issued, issuer, locale, address))
    name = f'inline; filename="{NAME}-{issued.public_id[:8]}.pdf"'
    headers = {"content-disposition": name, "cache-control": badges.FRESH}
    return Response(printed, headers=headers, media_type="application/pdf")


routes = Mount(
    f"/{NAME}",
    routes=[Route("/{id}.pdf", sheet, methods=["GET"]), *badges.routes_of(NAME)],
)
