"""The HTTP interface for other systems, mounted at /api/v1."""

import json
from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from cxgame import clock, db, i18n
from cxgame.feedback import intake
from cxgame.feedback.intake import Item
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.web.api_shapes import Outcome, Problem, Record, Refused, item_of
from cxgame.web.guard import TooLarge

SCOPE = "feedback:write"
_LANGUAGE = "en"  # other systems, and those who read their logs

_bearer = HTTPBearer(auto_error=False, description="A key with the scope feedback:write.")

# The documentation's own pages load scripts from another host; ours must not.
api = FastAPI(
    title="CXGame",
    version="1",
    description="Send what customers say.",
    openapi_url="/openapi.json",
    docs_url=None,
    redoc_url=None,
)


async def _integration(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Actor:
    """Return the integration behind the key; raise 401 without a live one."""
    token = credentials.credentials if credentials else ""
    actor = await anyio.to_thread.run_sync(_holder, token) if token else None
    if actor is None:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "Send a live API key as a Bearer token.", headers=challenge)
    return actor


_RECORD = Record.model_json_schema()
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "anyOf": [
                    _RECORD,
                    {"type": "array", "items": _RECORD, "maxItems": intake.MOST_ITEMS},
                ]
            }
        }
    },
}


@api.post(
    "/feedback",
    summary="Send one record, or a list of up to 1,000",
    response_model=Outcome,
    openapi_extra={"requestBody": _BODY},
    responses={
        400: {"model": Problem, "description": "The body is not JSON."},
        401: {"model": Problem, "description": "No live key."},
        413: {"model": Problem, "description": "Too many records, or too large a body."},
        422: {"model": Refused, "description": "One record alone, and it is bad."},
    },
)
async def send_feedback(
    request: Request, actor: Annotated[Actor, Depends(_integration)]
) -> JSONResponse:
    """Store the good records, each `submission_id` once, and say what is wrong with the others.

    Of a list the good records are stored and the answer is 200, whatever was refused.
    """
    sent = _json(await _body(request))
    records = sent if isinstance(sent, list) else [sent]
    if len(records) > intake.MOST_ITEMS:
        raise HTTPException(413, f"Send at most {intake.MOST_ITEMS:,} records at a time.")
    outcome = await anyio.to_thread.run_sync(_store, actor, records)
    is_bad = not isinstance(sent, list) and bool(outcome["rejected"])
    return JSONResponse(outcome, 422 if is_bad else 200)


async def _body(request: Request) -> bytes:
    try:
        return await request.body()
    except TooLarge:
        raise HTTPException(413, "The request is too large.") from None


def _clean(reason: str) -> str:
    """Return a reason that can be sent: it may quote half a letter that was sent to us."""
    return reason.encode("utf-8", "replace").decode("utf-8")


def _json(body: bytes) -> Any:  # whatever JSON holds
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON.") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _holder(token: str) -> Actor | None:
    with db.reading() as session:
        return people.api_key(session, token=token, scope=SCOPE)


def _store(actor: Actor, records: list[Any]) -> dict[str, Any]:
    """Store what fits the shape; a refusal bears the position in the list that was sent."""
    items: list[Item] = []
    places: list[int] = []
    rejected: list[tuple[int, str]] = []
    for place, record in enumerate(records):
        item = item_of(record)
        if isinstance(item, str):
            rejected.append((place, item))
        else:
            items.append(item)
            places.append(place)
    with db.transaction() as session:
        made = intake.record_feedback(session, actor=actor, items=items, now=clock.now())
    for one in made.rejected:
        reason = i18n.translate(_LANGUAGE, one.reason.message, **one.reason.values)
        rejected.append((places[one.index], reason))
    refused = [{"index": place, "reason": _clean(why)} for place, why in sorted(rejected)]
    return {"created": made.created, "duplicates": made.duplicates, "rejected": refused}
