"""Routes of the ombudsman: file a report, follow it, replace a lost key."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import anyio.to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError, InvalidInput, NotFound
from cxgame.feedback.bursts import Sender
from cxgame.feedback.ombudsman import filing, following, keys, lost_keys
from cxgame.feedback.ombudsman.filing import Filed, Wish
from cxgame.feedback.ombudsman.following import Followed, Pass
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.i18n import N_
from cxgame.people import accounts
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.web import ombudsman_pages as pages
from cxgame.web.account import address_of
from cxgame.web.headers import PUBLIC_CSP
from cxgame.web.survey import language_of

T = TypeVar("T")
Fields = dict[str, str]
_HEADERS = {"content-security-policy": PUBLIC_CSP, "cache-control": "no-store"}
_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]  # a bare route, or Streamlit would answer


async def front(request: Request) -> Response:
    """Show the form, or file what was sent with it and show its protocol number and key."""
    if request.method not in ("GET", "HEAD", "POST"):
        return PlainTextResponse("Method Not Allowed", 405, headers={"allow": "GET, POST"})
    fields = await _fields(request)
    sender = Sender(f"{address_of(request)} ombudsman")
    return await anyio.to_thread.run_sync(
        _front, request.method == "POST", fields, sender, language_of(request)
    )


async def follow(request: Request) -> Response:
    """Ask for protocol and key; with them show the report, and take what is sent to it."""
    fields, locale = await _fields(request), language_of(request)
    if request.method != "POST":
        return await anyio.to_thread.run_sync(_door, pages.FOLLOW, locale, fields)
    return await anyio.to_thread.run_sync(_follow, fields, locale)


async def lost(request: Request) -> Response:
    """Ask for the address left with a report, and send a code to it."""
    fields, locale = await _fields(request), language_of(request)
    if request.method != "POST":
        return await anyio.to_thread.run_sync(_door, pages.LOST, locale, fields)
    return await anyio.to_thread.run_sync(_lost, fields, locale)


async def key(request: Request) -> Response:
    """Give a new key for the code."""
    fields, locale = await _fields(request), language_of(request)
    return await anyio.to_thread.run_sync(_key, fields, locale)


async def in_portuguese(_request: Request) -> Response:
    """Lead from the Portuguese name to the page."""
    return RedirectResponse("/ombudsman?lang=pt-BR", 307)


routes = [
    Route("/ombudsman", front, methods=_ANY_METHOD),
    Route("/ouvidoria", in_portuguese, methods=_ANY_METHOD),
    Mount(
        "/ombudsman",
        routes=[
            Route("/follow", follow, methods=["GET", "POST"]),
            Route("/lost", lost, methods=["GET", "POST"]),
            Route("/key", key, methods=["POST"]),
        ],
    ),
]


def _front(is_filing: bool, fields: Fields, sender: Sender, locale: str) -> Response:
    typed = pages.Typed(**{name: fields.get(name, "") for name in pages.Typed.__slots__})
    with db.reading() as session:
        company, places = people.company(session).name, _places(session)
    if not is_filing:
        typed, problem, status = pages.Typed(), "", 200
    else:
        filed = _done(partial(_filed, typed, places, fields.get("submission", ""), sender, locale))
        if isinstance(filed, Filed):
            shown = pages.key_shown(
                company,
                locale,
                protocol=filed.protocol,
                key=filed.key,
                can_recover=bool(filed.email),
                is_new=True,
            )
            return _page(shown)
        problem, status = i18n.say(locale, filed), 422
    submission = fields.get("submission", "") if is_filing else ""
    return _page(
        pages.form(
            company,
            locale,
            places=[(value, words) for value, (words, _unit, _team) in places.items()],
            typed=typed,
            submission=submission or secrets.token_urlsafe(16),
            problem=problem,
        ),
        status,
    )


def _filed(
    typed: pages.Typed,
    places: dict[str, tuple[str, int | None, int | None]],
    form_token: str,
    sender: Sender,
    locale: str,
    session: Session,
) -> Filed:
    kind = next((kind for kind in ReportKind if kind == typed.kind), None)
    privacy = next((each for each in Privacy if each == typed.privacy), None)
    if kind is None or privacy is None:
        raise InvalidInput("Please choose what it is about, and who may know who you are.")
    _words, unit_id, team_id = places.get(typed.place, ("", None, None))
    wish = Wish(
        kind=kind,
        privacy=privacy,
        text=typed.text,
        name=typed.name,
        email=typed.email,
        phone=typed.phone,
        unit_id=unit_id,
        team_id=team_id,
        language=locale,
    )
    return filing.file_report(
        session,
        actor=Actor.nobody(locale),
        wish=wish,
        form_token=form_token,
        sender=sender,
        now=clock.now(),
    )


def _follow(fields: Fields, locale: str) -> Response:
    by = Pass(fields.get("protocol", ""), fields.get("key", ""))
    shown = _opened(by)
    if isinstance(shown, CxgameError):
        problem = i18n.say(locale, shown)
        return _door(pages.FOLLOW, locale, fields, problem=problem)
    outcome = _done(partial(_said, by, fields, locale))
    failed = isinstance(outcome, CxgameError)
    found = _opened(by)
    with db.reading() as session:
        company = people.company(session).name
    return _page(
        pages.report(
            found if isinstance(found, Followed) else shown,
            by.key,
            company,
            locale,
            submission=fields.get("submission", "") if failed else secrets.token_urlsafe(16),
            typed=fields.get("text", "") if failed else "",
            problem=i18n.say(locale, outcome) if isinstance(outcome, CxgameError) else "",
            done=i18n.translate(locale, outcome) if isinstance(outcome, str) else "",
        ),
        422 if failed else 200,
    )


def _opened(by: Pass) -> Followed | CxgameError:
    """Return the report, or why it stays shut: a wrong key is counted, five make a pause."""
    guess, now = [f"ombudsman:{keys.sealed('protocol', by.protocol)[:32]}"], clock.now()
    with db.reading() as session:
        wait = accounts.seconds_to_wait(session, keys=guess, now=now)
    if wait:
        return InvalidInput("Too many wrong keys. Wait {n} minutes.", n=max(1, round(wait / 60)))
    try:
        with db.reading() as session:
            return following.followed(session, by=by)
    except NotFound as error:
        with db.transaction() as session:
            accounts.note_failure(session, keys=guess, now=now)
        return error


def _said(by: Pass, fields: Fields, locale: str, session: Session) -> str:
    """Do what the report's forms ask for, and return what to say of it."""
    nobody, now = Actor.nobody(locale), clock.now()
    match fields.get("do"):
        case "write":
            token, text = fields.get("submission", ""), fields.get("text", "")
            following.add_words(session, actor=nobody, by=by, text=text, form_token=token, now=now)
            return N_("The ombudsman has it.")
        case "rate":
            said = fields.get("rating", "")
            rating = int(said) if said in ("1", "2", "3", "4", "5") else 0
            remark = fields.get("remark", "")
            following.rate_answer(session, actor=nobody, by=by, rating=rating, text=remark, now=now)
    return ""


def _lost(fields: Fields, locale: str) -> Response:
    """Send a code where the address is the one; the page says the same where it is not."""
    protocol, email = fields.get("protocol", ""), fields.get("email", "")
    with db.transaction() as session:
        lost_keys.ask_code(
            session, actor=Actor.nobody(locale), protocol=protocol, email=email, now=clock.now()
        )
    return _door(pages.CODE, locale, fields)


def _key(fields: Fields, locale: str) -> Response:
    protocol, code = fields.get("protocol", ""), fields.get("code", "")
    outcome = _done(
        partial(
            lost_keys.replace_key,
            actor=Actor.nobody(locale),
            protocol=protocol,
            code=code,
            now=clock.now(),
        )
    )
    if outcome is None:
        outcome = InvalidInput("This code is wrong. Check it.")
    if isinstance(outcome, CxgameError):
        return _door(pages.CODE, locale, fields, problem=i18n.say(locale, outcome))
    with db.reading() as session:
        company = people.company(session).name
    return _page(
        pages.key_shown(
            company, locale, protocol=protocol, key=outcome, can_recover=True, is_new=False
        )
    )


def _done(work: Callable[..., T]) -> T | CxgameError:
    try:
        with db.transaction() as session:
            return work(session)
    except CxgameError as error:
        return error


def _door(
    way: tuple[str, str, str, str], locale: str, fields: Fields, *, problem: str = ""
) -> Response:
    with db.reading() as session:
        company = people.company(session).name
    protocol = fields.get("protocol", "")
    page = pages.door(way, company, locale, protocol=protocol, problem=problem)
    return _page(page, 422 if problem else 200)


def _places(session: Session) -> dict[str, tuple[str, int | None, int | None]]:
    """Return what the form's list offers: value -> (words, unit, team)."""
    found: dict[str, tuple[str, int | None, int | None]] = {}
    teams = people.teams(session, actor=Actor.system())
    for unit in people.units(session):
        if unit.is_active:
            found[f"unit-{unit.id}"] = (unit.name, unit.id, None)
            for team in teams:
                if team.unit_id == unit.id:
                    found[f"team-{team.id}"] = (f"{unit.name} · {team.name}", unit.id, team.id)
    return found


async def _fields(request: Request) -> Fields:
    """Return a form's fields, without the null bytes that PostgreSQL does not hold."""
    if request.method != "POST":
        return {}
    form = await request.form()
    return {
        name: value.replace("\x00", "").replace("\r\n", "\n")
        for name, value in form.items()
        if isinstance(value, str)
    }


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers=_HEADERS)
