"""The part of the HTTP interface that reads and writes cards; every gate holds here, too."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlmodel import Session

from cxgame import clock, db, i18n
from cxgame.boards import comments, service
from cxgame.errors import Conflict, CxgameError, InvalidInput, NotAllowed, NotFound, Refused
from cxgame.people import keys
from cxgame.people.actor import Actor
from cxgame.web import api_card_reading as cards
from cxgame.web.api_card_shapes import (
    Against,
    BoardGiven,
    CardPage,
    CardsMade,
    Changed,
    ChangedCard,
    MovedTo,
    NewCard,
    NoCardMade,
    Said,
    Wish,
    Words,
)
from cxgame.web.api_reading import (
    LANGUAGE,
    as_list,
    fitting,
    integration,
    refusals,
    sent_json,
    worded,
)
from cxgame.web.api_shapes import Problem, body_of, read

WRITE, READ = "cards:write", "cards:read"
MOST_CARDS = 100  # added at a time
HIGHEST = 2**31 - 1

T = TypeVar("T")
Reader = Annotated[Actor, Depends(integration(READ, WRITE))]
Writer = Annotated[Actor, Depends(integration(WRITE))]
Number = Annotated[int, Query(ge=1, le=HIGHEST)]

REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "No live key."},
    404: {"model": Problem, "description": "No such card, column or board."},
    422: {"description": "It does not fit."},
}
WRITING: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    400: {"model": Problem, "description": "The body is not JSON."},
    403: {"model": Problem, "description": "Not for an integration."},
    409: {"model": Against, "description": "A gate is shut, or somebody was first."},
    413: {"model": Problem, "description": "Too large a body."},
    422: {"model": Problem, "description": "It does not fit."},
}
STATUS = {InvalidInput: 422, NotAllowed: 403, NotFound: 404, Conflict: 409}

router = APIRouter()


@router.get("/boards", summary="Every open board with its columns", responses={401: REFUSALS[401]})
async def boards(actor: Reader) -> list[BoardGiven]:
    """Return the boards, the company's first."""
    return await anyio.to_thread.run_sync(_with, actor, cards.boards)


@router.get("/cards", summary="Cards by their number", responses=REFUSALS)
async def list_cards(
    actor: Reader,
    board: Number | None = None,
    after: Annotated[int, Query(ge=0, le=HIGHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> CardPage:
    """Return cards whose number is above `after`, done and cancelled ones too."""

    def found(session: Session, *, actor: Actor) -> CardPage:
        return cards.page(session, actor=actor, board_id=board, after=after, limit=limit)

    return await anyio.to_thread.run_sync(_with, actor, found)


@router.get("/cards/{card_id:int}", summary="One card", responses=WRITING)
async def one_card(card_id: int, actor: Reader) -> Any:
    """Return a card as it stands."""
    return await _answered(actor, lambda session: cards.card(session, actor=actor, card_id=card_id))


@router.post(
    "/cards",
    summary="Add one card, or a list of up to 100",
    response_model=CardsMade,
    openapi_extra={"requestBody": body_of(NewCard, MOST_CARDS)},
    responses={**WRITING, 422: {"model": NoCardMade, "description": "One card, and it is bad."}},
)
async def add_cards(request: Request, actor: Writer) -> JSONResponse:
    """Add each `external_id` once. Of a list the good ones are added, whatever was refused."""
    sent = await sent_json(request)
    records = as_list(sent, MOST_CARDS)
    outcome = await anyio.to_thread.run_sync(_add, actor, records)
    is_bad = not isinstance(sent, list) and bool(outcome["rejected"])
    return JSONResponse(outcome, 422 if is_bad else 200)


@router.patch(
    "/cards/{card_id:int}",
    summary="Change a card",
    response_model=Changed,
    openapi_extra={"requestBody": body_of(ChangedCard, None)},
    responses=WRITING,
)
async def change_card(card_id: int, request: Request, actor: Writer) -> Any:
    """Change the fields that are sent; a material change asks A of a plan anew."""
    wish = _shaped(ChangedCard, await sent_json(request))
    if isinstance(wish, JSONResponse):
        return wish

    def change(session: Session) -> Changed:
        form = cards.changed(session, actor=actor, card_id=card_id, wish=wish)
        now, version = clock.now(), wish.version
        made = service.change_card(
            session, actor=actor, card_id=card_id, form=form, version=version, now=now
        )
        return Changed(version=made)

    return await _answered(actor, change)


@router.post(
    "/cards/{card_id:int}/move",
    summary="Move a card to a column",
    response_model=MovedTo,
    openapi_extra={"requestBody": body_of(Wish, None)},
    responses=WRITING,
)
async def move_card(card_id: int, request: Request, actor: Writer) -> Any:
    """Move a card through its gates; into the last column A of it is asked to confirm."""
    wish = _shaped(Wish, await sent_json(request))
    if isinstance(wish, JSONResponse):
        return wish

    def move(session: Session) -> MovedTo:
        to, version = wish.to, wish.version
        moved = service.move_card(
            session, actor=actor, card_id=card_id, to=to, version=version, now=clock.now()
        )
        return MovedTo(version=moved.version, column=moved.column, outcome=moved.outcome.value)

    return await _answered(actor, move)


@router.post(
    "/cards/{card_id:int}/comments",
    summary="Say something on a card",
    response_model=Said,
    openapi_extra={"requestBody": body_of(Words, None)},
    responses=WRITING,
)
async def comment(card_id: int, request: Request, actor: Writer) -> Any:
    """Write a comment under the name of the key."""
    words = _shaped(Words, await sent_json(request))
    if isinstance(words, JSONResponse):
        return words

    def say(session: Session) -> Said:
        said = comments.add_comment(
            session, actor=actor, card_id=card_id, text=words.text, now=clock.now()
        )
        return Said(id=said)

    return await _answered(actor, say)


def _with(actor: Actor, query: Callable[..., T]) -> T:
    with db.reading() as session:
        return query(session, actor=actor)


async def _answered(actor: Actor, run: Callable[[Session], BaseModel]) -> Any:
    """Return what a command makes, or the refusal as its status and sentence."""
    return await anyio.to_thread.run_sync(_run, actor, run)


def _run(actor: Actor, run: Callable[[Session], BaseModel]) -> Any:
    try:
        with db.transaction() as session:
            made = run(session)
            keys.note_use(session, name=actor.name, now=clock.now())
            return made
    except CxgameError as error:
        return _refused(error)


def _refused(error: CxgameError) -> JSONResponse:
    sentence = i18n.say(LANGUAGE, error)
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    if status != 409:
        return JSONResponse({"detail": sentence}, status)
    reasons = [worded(one) for one in error.reasons] if isinstance(error, Refused) else [sentence]
    return JSONResponse({"detail": sentence, "reasons": reasons}, 409)


Shape = TypeVar("Shape", bound=BaseModel)


def _shaped(shape: type[Shape], sent: Any) -> Shape | JSONResponse:  # whatever JSON holds
    found = read(shape, sent)
    return JSONResponse({"detail": found}, 422) if isinstance(found, str) else found


def _add(actor: Actor, records: list[Any]) -> dict[str, Any]:
    """Add what fits; a refusal bears the position in the list that was sent."""
    found = fitting(records, lambda record: read(NewCard, record))
    made: list[dict[str, Any]] = []
    rejected = list(found.rejected)
    with db.transaction() as session:
        for place, wish in zip(found.places, found.items, strict=True):
            try:
                with session.begin_nested():
                    card_id, is_new = cards.add(session, actor=actor, wish=wish, now=clock.now())
                made.append({"index": place, "id": card_id, "is_new": is_new})
            except CxgameError as error:
                rejected.append((place, i18n.say(LANGUAGE, error)))
        keys.note_use(session, name=actor.name, now=clock.now())
    return {"created": made, "rejected": refusals(rejected)}
