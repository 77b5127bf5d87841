"""Routes of a personal invitation: answer it, change the answer, ask for no more."""

from functools import partial

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from cxgame import clock, db, i18n
from cxgame.errors import Conflict, CxgameError, NotFound
from cxgame.feedback.bursts import Sender
from cxgame.feedback.invitations import answering, personal
from cxgame.feedback.invitations.answering import EDIT_FOR
from cxgame.feedback.invitations.models import InvitationState
from cxgame.feedback.invitations.personal import Personal
from cxgame.i18n import N_
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.web import survey_form
from cxgame.web import survey_pages as pages
from cxgame.web.survey import HEADERS, fresh, page, takes_answers
from cxgame.web.survey_form import Form

ALREADY = (
    N_("Thank you, you have already answered"),
    N_("Your answer is with the team. If something new happens, please tell anyone of us."),
)
STOP = (
    N_("No more questions from us?"),
    N_("One tap, and we will not ask you for an opinion again."),
)
STOPPED = (
    N_("We will not ask you again"),
    N_("Thank you for the time that you gave us. You can always tell us something at the counter."),
)
STOP_BUTTON = N_("Don't ask me again")


async def ask(request: Request) -> Response:
    """Show the question, or the answer to be changed, or that it is too late for either."""
    found, company = await _invitation(request)
    if found is None:
        return page(pages.closed(None, company, _language(request, None)), 404)
    locale = _language(request, found)
    if _is_answered_for_good(found):
        return page(pages.notice(found.survey, company, locale, *ALREADY))
    if not _is_good(found):
        return page(pages.closed(found.survey, company, locale), 410)
    if found.opened_at is None and survey_form.is_person(request):
        await anyio.to_thread.run_sync(_note_opened, request.path_params["token"])
    typed = Form(
        submission=fresh(),
        score="" if found.score is None else str(found.score),
        text=found.text,
        contact=found.contact,
        parts=found.parts or {},
        agrees=found.answered_at is not None,
    )
    return page(_form(request, found, company, locale, typed))


async def answer(request: Request) -> Response:
    """Store or change the answer and lead to the thanks; give the words back when it can't be."""
    form = survey_form.read(await request.body())
    token = request.path_params["token"]
    found, company = await _invitation(request)
    locale = _language(request, found)
    sender = survey_form.sender_of(request)
    outcome = await anyio.to_thread.run_sync(partial(_answered, token, form, sender, locale))
    if isinstance(outcome, str):
        query = f"?lang={locale}" if "lang" in request.query_params else ""
        return RedirectResponse(f"/i/{token}/thanks/{outcome}{query}", 303, headers=HEADERS)
    if found is None or isinstance(outcome, NotFound):
        survey = found.survey if found else None
        return page(pages.closed(survey, company, locale, text=form.text), 410 if found else 404)
    if isinstance(outcome, Conflict):
        return page(pages.notice(found.survey, company, locale, *ALREADY, text=form.text), 409)
    problem = i18n.say(locale, outcome)
    return page(_form(request, found, company, locale, form, problem), 422)


async def thanks(request: Request) -> Response:
    """Thank in the words that fit, and lead back for an hour."""
    found, company = await _invitation(request)
    locale, said = _language(request, found), request.path_params["word"]
    word = next((word for word in pages.THANKS if word == said), None)
    if found is None or word is None:
        return page(pages.closed(None, company, locale), 404)
    back = f"/i/{request.path_params['token']}"
    made = pages.thanks(found.survey, company, locale, word, back=back, is_personal=True)
    return page(made)


async def stop(request: Request) -> Response:
    """Ask once whether to stop asking, or with a POST stop, as mail programs do by themselves."""
    found, company = await _invitation(request)
    locale = _language(request, found)
    if found is None:
        return page(pages.closed(None, company, locale), 404)
    if request.method != "POST":
        return page(pages.notice(found.survey, company, locale, *STOP, button=STOP_BUTTON))
    await anyio.to_thread.run_sync(_stop, request.path_params["token"])
    return page(pages.notice(found.survey, company, locale, *STOPPED))


routes = Mount(
    "/i",
    routes=[
        Route("/{token}", ask, methods=["GET"]),
        Route("/{token}", answer, methods=["POST"]),
        Route("/{token}/thanks/{word}", thanks, methods=["GET"]),
        Route("/{token}/stop", stop, methods=["GET", "POST"]),
    ],
)


def _form(
    request: Request, found: Personal, company: str, locale: str, typed: Form, problem: str = ""
) -> str:
    until = found.answered_at + EDIT_FOR if found.answered_at else None
    own = pages.Personal(
        stop_href=f"/i/{request.path_params['token']}/stop?lang={locale}",
        change_until=until.astimezone(clock.zone()) if until else None,
        is_again=found.is_again,
    )
    return pages.form(found.survey, company, locale, typed=typed, personal=own, problem=problem)


def _language(request: Request, found: Personal | None) -> str:
    """Return the language asked for by ?lang=, else the customer's own, else the browser's."""
    asked = request.query_params.get("lang")
    if asked in i18n.LOCALES:
        return asked
    return found.language if found else i18n.negotiate(request.headers.get("accept-language"))


def _is_answered_for_good(found: Personal) -> bool:
    return found.answered_at is not None and clock.now() - found.answered_at > EDIT_FOR


def _is_good(found: Personal) -> bool:
    """Tell whether the invitation still takes an answer."""
    if found.state in (InvitationState.NOT_ASKED, InvitationState.CANCELLED):
        return False
    in_time = found.answered_at is not None or clock.now() < found.expires_at
    return in_time and takes_answers(found.survey)


async def _invitation(request: Request) -> tuple[Personal | None, str]:
    return await anyio.to_thread.run_sync(_found, request.path_params["token"])


def _found(token: str) -> tuple[Personal | None, str]:
    with db.reading() as session:
        company = people.company(session).name
        try:
            return personal.invitation(session, token=token), company
        except NotFound:
            return None, company


def _note_opened(token: str) -> None:
    with db.transaction() as session:
        answering.note_opened(session, actor=Actor.nobody(), token=token, now=clock.now())


def _answered(token: str, form: Form, sender: Sender, locale: str) -> str | CxgameError:
    """Return the word to thank with, or why nothing was stored."""
    try:
        with db.transaction() as session:
            stored = answering.answer_invitation(
                session,
                actor=Actor.nobody(locale),
                token=token,
                sent=form.sent(locale),
                sender=sender,
                now=clock.now(),
            )
    except CxgameError as error:
        return error
    return str(stored.band)


def _stop(token: str) -> None:
    with db.transaction() as session:
        answering.opt_out(session, actor=Actor.nobody(), token=token, now=clock.now())
