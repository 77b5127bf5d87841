"""Routes of credentials: signed documents for software, pages for people, baked pictures."""

import json
from functools import lru_cache, partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db
from cxgame.credentials import baking, open_badge, status_list
from cxgame.credentials.open_badge import Issued, Issuer
from cxgame.errors import NotFound
from cxgame.game.badge_credentials import BADGES
from cxgame.issuing import queries as issuing
from cxgame.learning.certificates.credentials import CERTIFICATES
from cxgame.look import medal
from cxgame.settings import get_settings
from cxgame.web import badge_pages as pages
from cxgame.web.accept import JSON_TYPES, json_wanted
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.survey import language_of

SOURCES = {source.name: source for source in (BADGES, CERTIFICATES)}
LOCAL = ("127.0.0.1", "localhost", "::1")
MOST_SEALED = 512  # signed credentials kept in memory
MOST_LISTS = 10_000  # lists and keys beyond are nobody's
# Verifiers run in browsers of other sites; what is here is for anybody.
OPEN = {"access-control-allow-origin": "*", "vary": "accept, accept-language"}
FRESH = "no-cache"
KEEP_LIST = f"public, max-age={open_badge.LIST_HOLDS_MS // 1000}"


def base_of(request: Request) -> str:
    """Return the address that credentials are signed with.

    It is never what a stranger typed: whoever could choose it could have a list of revocations of
    their own signed into a credential. This machine's own names are no danger.
    """
    settings = get_settings()
    if settings.public_url:
        return settings.public_url
    if request.url.hostname in LOCAL:
        return f"{request.url.scheme}://{request.url.netloc}"
    return f"http://{settings.address}:{settings.port}"


def credential(name: str, as_json: bool, request: Request) -> Response:
    """Answer with the signed credential, or with its page; 410 for one that was taken back."""
    wanted = _wanted(request, as_json)
    locale = get_settings().language if wanted else language_of(request)
    try:
        issued, issuer = found(name, request, locale)
    except NotFound:
        return missing(request, wanted)
    if issued.revoked_at:
        return revoked(request, issued, issuer, wanted)
    if wanted:
        return document(json.loads(_sealed(issued, issuer)), wanted)
    return page(pages.credential(issued, issuer, locale, now=clock.now()))


def picture(name: str, kind: str, request: Request) -> Response:
    """Answer with the picture that the credential is baked into."""
    try:
        issued, issuer = found(name, request, get_settings().language)
    except NotFound:
        return missing(request)
    if issued.revoked_at:
        return revoked(request, issued, issuer)
    sealed, made = json.loads(_sealed(issued, issuer)), issued.achievement
    if kind == "png":
        drawn = medal.png(made.family, made.tier, made.symbol)
        return _image(baking.bake_png(drawn, sealed), kind)
    drawing = medal.svg(made.family, made.tier, made.symbol, made.name)
    return _image(baking.bake_svg(drawing, sealed).encode(), kind)


def achievement(kind: str, request: Request) -> Response:
    """Answer with what can be achieved: its document, its page, or its picture."""
    wanted = "" if kind in ("png", "svg") else _wanted(request, kind == "json")
    locale = get_settings().language if wanted else language_of(request)
    key = request.path_params["key"]
    with db.reading() as session:
        offers = (source.achievement(session, key, locale) for source in SOURCES.values())
        made = next((each for each in offers if each), None)
        issuer = issuing.issuer(session, base=base_of(request))
    if made is None:
        return missing(request, wanted)
    if kind == "png":
        return _image(medal.png(made.family, made.tier, made.symbol), kind)
    if kind == "svg":
        return _image(medal.svg(made.family, made.tier, made.symbol, made.name).encode(), kind)
    if wanted:
        return document(open_badge.achievement(made, issuer), wanted)
    return page(pages.achievement(made, issuer, locale))


def profile(as_json: bool, request: Request) -> Response:
    """Answer with who issues, and every key that ever signed."""
    wanted = _wanted(request, as_json)
    with db.reading() as session:
        issuer = issuing.issuer(session, base=base_of(request))
        published = issuing.published_keys(session)
    if wanted:
        return document(open_badge.profile(issuer, [each.key for each in published]), wanted)
    return page(pages.issuer(issuer, published, language_of(request)))


def revocations(request: Request) -> Response:
    """Answer with a signed list of what was taken back, without a name or an address in it."""
    source = SOURCES.get(request.path_params["source"])
    key, number = request.path_params["key"], request.path_params["list"]
    if source is None or max(key, number) > MOST_LISTS:
        return missing(request, JSON_TYPES[0])
    first = number * status_list.ENTRIES
    with db.reading() as session:
        try:
            issuer = issuing.issuer(session, base=base_of(request), number=key)
        except NotFound:
            return missing(request, JSON_TYPES[0])
        places = source.revoked(session, first, first + status_list.ENTRIES)
    listed = open_badge.revocations(
        issuer, source.name, number, [place - first for place in places], now=clock.now()
    )
    return document(listed, JSON_TYPES[0], keep=KEEP_LIST)


def found(name: str, request: Request, locale: str) -> tuple[Issued, Issuer]:
    """Return what was given at the address; raise NotFound where that is nothing."""
    with db.reading() as session:
        source = SOURCES.get(name)
        issued = source.issued(session, request.path_params["id"], locale) if source else None
        if issued is None:
            raise NotFound("There is nothing at this address.")
        return issued, issuing.issuer(session, base=base_of(request))


def missing(request: Request, wanted: str = "") -> Response:
    """Say that there is nothing at the address."""
    if wanted:
        return document({"error": "not found"}, wanted, 404)
    return page(pages.nothing(language_of(request)), 404)


def revoked(request: Request, issued: Issued, issuer: Issuer, wanted: str = "") -> Response:
    """Say that it was taken back, and when; no signed document is handed out any more."""
    if wanted:
        told = {"error": "revoked", "revokedAt": issued.revoked_at}
        return document(told, wanted, 410)
    locale = language_of(request)
    return page(pages.credential(issued, issuer, locale, now=clock.now()), 410)


def page(html: str, status: int = 200) -> Response:
    """Return a page without script."""
    headers = {"content-security-policy": PUBLIC_CSP, "cache-control": FRESH}
    return HTMLResponse(html, status, headers={**headers, "vary": OPEN["vary"]})


def document(body: dict[str, Any], kind: str, status: int = 200, keep: str = FRESH) -> Response:
    """Return a document for the software of any site."""
    text = json.dumps(body, ensure_ascii=False, indent=2, default=str)
    return Response(text, status, {**OPEN, "cache-control": keep}, media_type=kind)


def routes_of(name: str) -> list[Route]:
    """Return the routes of a source's credentials, below its own part of the address."""
    return [
        Route("/{id}.json", partial(credential, name, True), methods=["GET"]),
        Route("/{id}.png", partial(picture, name, "png"), methods=["GET"]),
        Route("/{id}.svg", partial(picture, name, "svg"), methods=["GET"]),
        Route("/{id}", partial(credential, name, False), methods=["GET"]),
    ]


routes = Mount(
    "/badges",
    routes=[
        Route("/issuer.json", partial(profile, True), methods=["GET"]),
        Route("/issuer", partial(profile, False), methods=["GET"]),
        Route("/achievements/{key}.json", partial(achievement, "json"), methods=["GET"]),
        Route("/achievements/{key}.png", partial(achievement, "png"), methods=["GET"]),
        Route("/achievements/{key}.svg", partial(achievement, "svg"), methods=["GET"]),
        Route("/achievements/{key}", partial(achievement, ""), methods=["GET"]),
        Route("/revocations/{key:int}/{source}/{list:int}", revocations, methods=["GET"]),
        *routes_of("badges"),
    ],
)


def _wanted(request: Request, as_json: bool) -> str:
    return JSON_TYPES[0] if as_json else json_wanted(request.headers.get("accept", ""))


@lru_cache(maxsize=MOST_SEALED)
def _sealed(issued: Issued, issuer: Issuer) -> str:
    """Return the signed credential as JSON: the same award and key give the same, so it is kept."""
    return json.dumps(open_badge.credential(issued, issuer), ensure_ascii=False)


def _image(data: bytes, kind: str) -> Response:
    media = {"png": "image/png", "svg": "image/svg+xml"}[kind]
    headers = {**OPEN, "cache-control": FRESH, "content-security-policy": PUBLIC_CSP}
    return Response(data, headers=headers, media_type=media)
