"""The one HTML page that starts the app in a browser, in the reader's language."""

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cxgame import i18n
from cxgame.cookies import LANGUAGE_COOKIE

# What answers for itself; every other address without a dot is a page of the app.
_NOT_PAGES = re.compile(
    r"^/(_stcore|media|component|static|app/static|api|s|i|posters|account|pictures|healthz"
    r"|evidence|card-files|v|badges|certificates|calendar|ombudsman|ouvidoria)(/|$)"
)


class AppPage:
    """Answer every page address with the start page: right language, our title, no-cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the start page or pass the request on."""
        if scope["type"] != "http" or not _is_page(scope):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = HTMLResponse(
            page(language_of(request)),
            headers={"cache-control": "no-cache", "vary": "cookie, accept-language"},
        )
        await answer(scope, receive, send)


def language_of(request: Request) -> str:
    """Return the reader's language: the cookie's, else the browser's, else English."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in i18n.LOCALES:
        return str(chosen)
    return i18n.negotiate(request.headers.get("accept-language"))


@lru_cache
def page(language: str) -> str:
    """Return Streamlit's start page made ours: language, title, mark, our font preloaded."""
    html = _shipped()
    html = html.replace('<html lang="en">', f'<html lang="{language}">', 1)
    html = re.sub(r"<title>.*?</title>", "<title>CXGame</title>", html, count=1)
    html = html.replace('href="./favicon.png"', 'href="./app/static/mark.svg"', 1)
    html = re.sub(r'<link\s+rel="service-desc"[^>]*/>', "", html, count=1)
    return re.sub(
        r'href="\./static/media/SourceSansVF-Upright[^"]*"',
        'href="./app/static/fonts/figtree.woff2"',
        html,
        count=1,
    )


def _is_page(scope: Scope) -> bool:
    path = str(scope["path"])
    if scope["method"] not in ("GET", "HEAD") or _NOT_PAGES.match(path):
        return False
    return "." not in path.rsplit("/", 1)[-1] and "/_stcore/" not in path


def _shipped() -> str:
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return (Path(spec.origin).parent / "static" / "index.html").read_text("utf-8")
