"""What an update brought where the company wrote its own: to be taken, refused, or drafted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content import library as shapes
from cxgame.content import single
from cxgame.content.fields import Cursor
from cxgame.content.single import Body
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.learning.authoring import offering, opening, standing
from cxgame.learning.authoring.models import ContentOffer
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.importing import import_content
from cxgame.learning.models import Track
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.standards.sops import words_of


class Answer(StrEnum):
    """What to do with an offer."""

    THEIRS = "theirs"
    OURS = "ours"
    DRAFT = "draft"


@dataclass(frozen=True)
class OfferView:
    """An offer that waits for an answer: what stands, and what came with the product."""

    id: int
    kind: str
    key: str
    title: str
    found_at: datetime
    ours: Body
    theirs: Body


def answer_offer(
    session: Session, *, actor: Actor, offer_id: int, answer: Answer, now: datetime
) -> int | None:
    """Take what came, keep what stands, or open a draft of what came and return its id.

    The answer holds for this revision. Raise Conflict when it was answered already.
    """
    permissions.require(actor, "learning.answer_offer")
    query = select(ContentOffer).where(ContentOffer.id == offer_id)
    offer = session.exec(query.with_for_update()).first()
    if offer is None:
        raise NotFound("There is no such offer.")
    if offer.answer:
        raise Conflict("Somebody answered this already.")
    draft_id = None
    if answer is Answer.THEIRS:
        _take(session, offer, now)
    elif answer is Answer.DRAFT:
        draft_id = _as_draft(session, actor, offer, now)
    offer.answer, offer.answered_by, offer.answered_at = answer, actor.person_id, now
    session.add(offer)
    session.flush()
    audit.note(
        session, actor, "learning.answer_offer", "content_offer", offer_id, now=now, answer=answer
    )
    return draft_id


def offers(session: Session, *, actor: Actor) -> list[OfferView]:
    """Return what waits for an answer, the newest revision of each thing, by kind and key."""
    if not permissions.may(actor, "learning.answer_offer"):
        return []
    query = select(ContentOffer).order_by(col(ContentOffer.id))
    newest = {(row.kind, row.key): row for row in session.exec(query)}
    found = []
    for (kind, key), row in sorted(newest.items(), reverse=True):
        ours = None if row.answer else _standing(session, kind, key)
        if ours is None or ours[0] == row.revision:
            continue
        words = row.body.get("title") or row.body.get("name") or {}
        title = words_of(words, actor.locale)
        found.append(OfferView(row.id, kind, key, title, row.found_at, ours[1], row.body))
    return found


def offer(session: Session, *, actor: Actor, offer_id: int) -> OfferView:
    """Return one offer that waits; raise NotFound where there is none of this id."""
    for view in offers(session, actor=actor):
        if view.id == offer_id:
            return view
    raise NotFound("There is no such offer.")


def _standing(session: Session, kind: str, key: str) -> tuple[str, Body] | None:
    if kind == offering.TRACK:
        row = session.exec(select(Track).where(Track.key == key)).first()
        return (row.revision, _track_body(row)) if row else None
    text = standing.current(session, Kind(kind), key)
    return (text.revision, text.body) if text else None


def _track_body(row: Track) -> Body:
    return {
        "id": row.key,
        "symbol": row.symbol,
        "name": row.name,
        "purpose": row.purpose,
        "roles": row.roles,
        "modules": row.modules,
    }


def _take(session: Session, offer: ContentOffer, now: datetime) -> None:
    name = f"{offer.kind} {offer.key}"
    changes = import_content(
        session,
        actor=Actor.system("authoring"),
        library=_library(session, offer),
        replace=frozenset({name}),
        now=now,
    )
    if name in changes.kept:
        raise Conflict("Your own SOP lacks a step that this is about. Take the SOP first.")


def _library(session: Session, offer: ContentOffer) -> content.Library:
    match offer.kind:
        case offering.SOP:
            return content.Library(sops=(single.sop_of(offer.body, []),))
        case offering.MODULE:
            return content.Library(modules=(single.module_of(offer.body, []),))
    query = select(Track).order_by(col(Track.position), col(Track.id))
    theirs = shapes.read_track(Cursor(offer.body, offer.key, []))
    rows = (shapes.read_track(Cursor(_track_body(row), row.key, [])) for row in session.exec(query))
    return content.Library(tracks=tuple(theirs if row.id == offer.key else row for row in rows))


def _as_draft(session: Session, actor: Actor, offer: ContentOffer, now: datetime) -> int:
    if offer.kind == offering.TRACK:
        raise InvalidInput("A track has no draft: take it, or keep yours.")
    kind = Kind(offer.kind)
    base = standing.current(session, kind, offer.key)
    revision = base.revision if base else ""
    return opening.begin(session, actor, kind, offer.key, offer.body, revision, now)
