"""The part of the HTTP interface that invites customers to answer."""

from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from cxgame import clock, db, i18n
from cxgame.feedback.invitations import addresses, intake
from cxgame.feedback.invitations.intake import InvitationsMade, Skip
from cxgame.feedback.invitations.models import WhyNot
from cxgame.i18n import N_
from cxgame.people import keys
from cxgame.people.actor import Actor
from cxgame.web.api_reading import (
    LANGUAGE,
    Fitting,
    as_list,
    fitting,
    integration,
    refusals,
    sent_json,
    worded,
)
from cxgame.web.api_shapes import Invited, InvitedNobody, Invitee, Problem, body_of, invitee_of
from cxgame.web.survey import origin

SCOPE = "invitations:write"
SKIPPED = {
    WhyNot.ASKED_BEFORE: N_("not asked: asked on {day}"),
    WhyNot.OPTED_OUT: N_("not asked: wants no more questions"),
}

router = APIRouter()


@router.post(
    "/invitations",
    summary="Invite one customer, or a list of up to 1,000",
    response_model=Invited,
    openapi_extra={"requestBody": body_of(Invitee, intake.MOST_ITEMS)},
    responses={
        400: {"model": Problem, "description": "The body is not JSON."},
        401: {"model": Problem, "description": "No live key."},
        413: {"model": Problem, "description": "Too many customers, or too large a body."},
        422: {"model": InvitedNobody, "description": "One customer alone, and it is bad."},
    },
)
async def send_invitations(
    request: Request, actor: Annotated[Actor, Depends(integration(SCOPE))]
) -> JSONResponse:
    """Invite each `submission_id` once; who was asked lately, or wants no more, is skipped.

    Of a list the good ones are invited and the answer is 200, whatever was refused.
    """
    sent = await sent_json(request)
    records = as_list(sent, intake.MOST_ITEMS)
    outcome = await anyio.to_thread.run_sync(_store, actor, records, origin(request))
    is_bad = not isinstance(sent, list) and bool(outcome["rejected"])
    return JSONResponse(outcome, 422 if is_bad else 200)


def _store(actor: Actor, records: list[Any], start: str) -> dict[str, Any]:
    found = fitting(records, invitee_of)
    now = clock.now()
    with db.transaction() as session:
        made = intake.record_invitations(
            session, actor=actor, items=found.items, origin=start, now=now
        )
        keys.note_use(session, name=actor.name, now=now)
    return _outcome(found, made, start)


def _outcome(found: Fitting[intake.Item], made: InvitationsMade, start: str) -> dict[str, Any]:
    """Return what became of them; positions are those of the list that was sent."""
    rejected = [(found.places[one.index], worded(one.reason)) for one in made.rejected]
    skipped = [(found.places[one.index], _why(one)) for one in made.skipped]
    outcome = {
        "created": made.created,
        "duplicates": made.duplicates,
        "skipped": refusals(skipped),
        "rejected": refusals([*found.rejected, *rejected]),
    }
    if made.links:
        outcome["links"] = [
            {"index": found.places[one.index], "link": addresses.personal(start, one.token)}
            for one in made.links
        ]
    return outcome


def _why(skip: Skip) -> str:
    return i18n.translate(LANGUAGE, SKIPPED[skip.why_not], day=skip.asked_on)
