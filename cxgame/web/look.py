"""The style sheet of our components: one address for each content, kept by browsers for good."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from cxgame.look import styles


async def style_sheet(request: Request) -> Response:
    """Answer with the sheet as it is now; an old address gets it too, but doesn't keep it."""
    is_current = request.url.path.endswith(styles.css_address())
    keep = "public, max-age=31536000, immutable" if is_current else "no-cache"
    return Response(
        styles.css_for_component(), media_type="text/css", headers={"cache-control": keep}
    )


routes = Mount("/look", routes=[Route("/{version}.css", style_sheet, methods=["GET"])])
