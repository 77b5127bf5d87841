"""What every route of the HTTP interface does first: know the key, read the JSON."""

import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import anyio.to_thread
from fastapi import Depends, Request
from fastapi.exceptions import HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from cxgame import db, i18n
from cxgame.errors import Reason
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.web.guard import TooLarge

LANGUAGE = "en"  # other systems, and those who read their logs

T = TypeVar("T")
_bearer = HTTPBearer(auto_error=False, description="A key with the scope of the route.")


def integration(*scopes: str) -> Callable[..., Coroutine[Any, Any, Actor]]:
    """Return what finds the integration behind a request's key; it raises 401 without a live one.

    A key is good for one scope, such as feedback:write; a route may take keys of several.
    """

    async def found(
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Actor:
        token = credentials.credentials if credentials else ""
        actor = await anyio.to_thread.run_sync(_holder, token, scopes) if token else None
        if actor is None:
            challenge = {"WWW-Authenticate": "Bearer"}
            raise HTTPException(401, "Send a live API key as a Bearer token.", headers=challenge)
        return actor

    return found


async def sent_json(request: Request) -> Any:  # whatever JSON holds
    """Return what a request sends; raise 400 when it is not JSON, 413 when it is too large."""
    try:
        return json.loads(await request.body(), parse_constant=_no_constant)
    except TooLarge:
        raise HTTPException(413, "The request is too large.") from None
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON.") from None


def as_list(sent: Any, most: int) -> list[Any]:  # whatever JSON holds
    """Return what was sent as a list; raise 413 for more than `most`."""
    records = sent if isinstance(sent, list) else [sent]
    if len(records) > most:
        raise HTTPException(413, f"Send at most {most:,} records at a time.")
    return records


@dataclass(frozen=True, slots=True)
class Fitting(Generic[T]):
    """What fits its shape, with its places in the list that was sent, and what does not."""

    items: list[T]
    places: list[int]
    rejected: list[tuple[int, str]]


def fitting(records: Sequence[Any], item_of: Callable[[Any], T | str]) -> Fitting[T]:
    """Sort what was sent by whether it fits: `item_of` returns an item, or what is wrong."""
    found: Fitting[T] = Fitting([], [], [])
    for place, record in enumerate(records):
        item = item_of(record)
        if isinstance(item, str):
            found.rejected.append((place, item))
        else:
            found.items.append(item)
            found.places.append(place)
    return found


def refusals(rejected: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Return refusals by their place; a reason may quote half a letter that was sent to us."""
    return [
        {"index": place, "reason": why.encode("utf-8", "replace").decode("utf-8")}
        for place, why in sorted(rejected)
    ]


def worded(reason: Reason) -> str:
    """Return a reason in the language of the interface."""
    return i18n.translate(LANGUAGE, reason.message, **reason.values)


def _holder(token: str, scopes: Sequence[str]) -> Actor | None:
    with db.reading() as session:
        found = (people.api_key(session, token=token, scope=scope) for scope in scopes)
        return next(filter(None, found), None)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
