"""Routes of an account: sign in, choose a language, choose a password."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.cookies import LANGUAGE_COOKIE, SESSION_COOKIE
from cxgame.errors import CxgameError
from cxgame.look import markup, styles
from cxgame.people import accounts, names, passwords, queries, service
from cxgame.settings import get_settings
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.index import language_of

A_YEAR = 365 * 24 * 3600


async def sign_in(request: Request) -> Response:
    """Check a name and a password, set the cookie, and lead back to where the person was going."""
    form = await request.form()
    onward = safe_path(str(form.get("next", "")))
    name, password = _word(form.get("name")), str(form.get("password", ""))
    keys = [f"name:{names.fold(name)[:100]}", f"address:{address_of(request)}"]
    token = await anyio.to_thread.run_sync(_check, name, password, keys)
    if isinstance(token, int):
        return _back(onward, "wait" if token else "wrong", token)
    answer = RedirectResponse(onward, 303)
    _set_cookie(answer, SESSION_COOKIE, token, get_settings().session_hours * 3600)
    return answer


async def language(request: Request) -> Response:
    """Remember a language: for the browser, and for the person when signed in."""
    form = await request.form()
    chosen = str(form.get("to", ""))
    answer = RedirectResponse(safe_path(str(form.get("next", ""))), 303)
    if chosen in i18n.LOCALES:
        token = request.cookies.get(SESSION_COOKIE)
        await anyio.to_thread.run_sync(_choose_language, token, chosen)
        _set_cookie(answer, LANGUAGE_COOKIE, chosen, A_YEAR)
    return answer


async def password_page(request: Request) -> Response:
    """Show the form behind a one-use link."""
    token = request.path_params["token"]
    name, error = await anyio.to_thread.run_sync(_person_of_link, token)
    return _password_answer(request, name=name, error=error, is_open=error is None)


async def password_set(request: Request) -> Response:
    """Store the password chosen behind a one-use link and sign the person in."""
    form = await request.form()
    token = request.path_params["token"]
    password, again = str(form.get("password", "")), str(form.get("again", ""))
    name, error = await anyio.to_thread.run_sync(_person_of_link, token)
    if error:
        return _password_answer(request, name=name, error=error, is_open=False)
    outcome = await anyio.to_thread.run_sync(_use_link, token, name, password, again)
    if isinstance(outcome, CxgameError):
        return _password_answer(request, name=name, error=outcome, is_open=True)
    answer = RedirectResponse("/", 303)
    _set_cookie(answer, SESSION_COOKIE, outcome, get_settings().session_hours * 3600)
    return answer


routes = Mount(
    "/account",
    routes=[
        Route("/sign-in", sign_in, methods=["POST"]),
        Route("/language", language, methods=["POST"]),
        Route("/password/{token}", password_page, methods=["GET"]),
        Route("/password/{token}", password_set, methods=["POST"]),
    ],
)


def safe_path(wanted: str) -> str:
    """Return a path inside the app, "/" for anything that could lead elsewhere."""
    # Browsers skip tabs and line breaks, and take a backslash for a slash.
    is_plain = wanted.isprintable() and "\\" not in wanted
    is_inside = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if is_plain and is_inside else "/"


def address_of(request: Request) -> str:
    """Return the client's address as the server knows it (a proxy's header is uvicorn's matter)."""
    return request.client.host if request.client else "unknown"


def _check(name: str, password: str, keys: list[str]) -> str | int:
    """Return a session's secret, or 0 for a wrong password, or the seconds to wait."""
    now = clock.now()
    with db.reading() as session:
        if wait := accounts.seconds_to_wait(session, keys=keys, now=now):
            return wait
        account = accounts.find_account(session, name=name)
    is_right = passwords.matches(password[:1000], account.password_hash if account else None)
    with db.transaction() as session:
        if wait := accounts.seconds_to_wait(session, keys=keys, now=now):
            return wait  # of many guesses at once only the first ones count
        if account is None or not is_right:
            accounts.note_failure(session, keys=keys, now=now)
            return 0
        # One right password says nothing about the other names tried from the same address.
        own = keys[:1]
        return accounts.start_session(session, person_id=account.person_id, keys=own, now=now)


def _word(field: object) -> str:
    """Return a short field of a form, without the null bytes that PostgreSQL does not hold."""
    return str(field or "").replace("\x00", "")


def _choose_language(token: str | None, chosen: str) -> None:
    now = clock.now()
    with db.transaction() as session:
        actor = accounts.actor_of(session, token=token, now=now)
        if actor and actor.person_id:
            service.choose_language(
                session, actor=actor, person_id=actor.person_id, language=chosen, now=now
            )


def _person_of_link(token: str) -> tuple[str, CxgameError | None]:
    try:
        with db.reading() as session:
            return accounts.person_of_link(session, token=token, now=clock.now()).name, None
    except CxgameError as error:
        return "", error


def _use_link(token: str, name: str, password: str, again: str) -> str | CxgameError:
    now = clock.now()
    try:
        passwords.validate(password, name=name)
        passwords.validate_repeated(password, again)
        secret = passwords.hashed(password)
        with db.transaction() as session:
            person_id = accounts.use_password_link(
                session, token=token, password_hash=secret, now=now
            )
            return accounts.start_session(session, person_id=person_id, keys=[], now=now)
    except CxgameError as error:
        return error


def _password_answer(
    request: Request, *, name: str, error: CxgameError | None, is_open: bool
) -> Response:
    locale = language_of(request)
    with db.reading() as session:
        company = queries.company(session).name
    html = markup.render(
        "people/choose_password.html",
        locale,
        name=name,
        company=company,
        css=styles.css_for_page("lay", "text", "brand", "button", "field", "flash", "public"),
        error=i18n.say(locale, error) if error else "",
        is_open=is_open,
        shortest=passwords.SHORTEST,
    )
    status = 200 if error is None else 422 if is_open else 404
    headers = {"content-security-policy": PUBLIC_CSP, "cache-control": "no-store"}
    return HTMLResponse(html, status, headers=headers)


def _back(onward: str, problem: str, wait: int) -> Response:
    parts = urlsplit(onward)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] not in ("problem", "wait")]
    query += [("problem", problem)] + ([("wait", str(wait))] if wait else [])
    return RedirectResponse(f"{parts.path}?{urlencode(query)}", 303)


def _set_cookie(answer: Response, name: str, value: str, max_age: int) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=get_settings().https,
    )
