"""The HTTP interface for other systems, mounted at /api/v1."""

from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from cxgame import clock, db
from cxgame.feedback import intake
from cxgame.people import keys
from cxgame.people.actor import Actor
from cxgame.web import api_cards, api_invitations
from cxgame.web.api_reading import as_list, fitting, integration, refusals, sent_json, worded
from cxgame.web.api_shapes import Outcome, Problem, Record, Refused, body_of, item_of

SCOPE = "feedback:write"

# The documentation's own pages load scripts from another host; ours must not.
api = FastAPI(
    title="CXGame",
    version="1",
    description="Send what customers say, ask them, read and write cards.",
    openapi_url="/openapi.json",
    docs_url=None,
    redoc_url=None,
)


@api.post(
    "/feedback",
    summary="Send one record, or a list of up to 1,000",
    response_model=Outcome,
    openapi_extra={"requestBody": body_of(Record, intake.MOST_ITEMS)},
    responses={
        400: {"model": Problem, "description": "The body is not JSON."},
        401: {"model": Problem, "description": "No live key."},
        413: {"model": Problem, "description": "Too many records, or too large a body."},
        422: {"model": Refused, "description": "One record alone, and it is bad."},
    },
)
async def send_feedback(
    request: Request, actor: Annotated[Actor, Depends(integration(SCOPE))]
) -> JSONResponse:
    """Store the good records, each `submission_id` once, and say what is wrong with the others.

    Of a list the good records are stored and the answer is 200, whatever was refused.
    """
    sent = await sent_json(request)
    records = as_list(sent, intake.MOST_ITEMS)
    outcome = await anyio.to_thread.run_sync(_store, actor, records)
    is_bad = not isinstance(sent, list) and bool(outcome["rejected"])
    return JSONResponse(outcome, 422 if is_bad else 200)


api.include_router(api_invitations.router)
api.include_router(api_cards.router)


def _store(actor: Actor, records: list[Any]) -> dict[str, Any]:
    """Store what fits the shape; a refusal bears the position in the list that was sent."""
    found = fitting(records, item_of)
    now = clock.now()
    with db.transaction() as session:
        made = intake.record_feedback(session, actor=actor, items=found.items, now=now)
        keys.note_use(session, name=actor.name, now=now)
    rejected = [(found.places[one.index], worded(one.reason)) for one in made.rejected]
    return {
        "created": made.created,
        "duplicates": made.duplicates,
        "rejected": refusals([*found.rejected, *rejected]),
    }
