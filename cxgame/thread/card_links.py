"""Cases and modules that a card is about: tied by hand, read as far as the reader may see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards import history
from cxgame.boards import scope as boards
from cxgame.boards.history import Happened
from cxgame.boards.models import Card
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases import listing
from cxgame.feedback.cases import queries as cases
from cxgame.feedback.veiling import veiled
from cxgame.learning import tracks
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import CardLink

MOST_LINKS = 20  # of one card
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Linked:
    """A case or a module beside a card; one that the actor may not open has no address."""

    id: int
    is_case: bool
    title: str
    address: str


def link_case(session: Session, *, actor: Actor, card_id: int, case_id: int, now: datetime) -> int:
    """Tie a case to a card and return the link's id; raise NotFound where either is out of sight.

    Raise Conflict when they are tied already, InvalidInput for too many.
    """
    boards.touchable_card(session, "thread.link_case", actor=actor, card_id=card_id)
    cases.case_view(session, actor=actor, case_id=case_id)
    return _tie(session, actor, "thread.link_case", card_id, now, case_id=case_id)


def link_module(
    session: Session, *, actor: Actor, card_id: int, module_slug: str, now: datetime
) -> int:
    """Tie a training module to a card and return the link's id; raise as `link_case` does."""
    boards.touchable_card(session, "thread.link_module", actor=actor, card_id=card_id)
    if module_slug not in {one.slug for one in tracks.modules(session, actor=actor)}:
        raise NotFound("There is no such module.")
    return _tie(session, actor, "thread.link_module", card_id, now, module_slug=module_slug)


def unlink(session: Session, *, actor: Actor, link_id: int, now: datetime) -> None:
    """Take a tie away; the case and the module stay."""
    if not permissions.may(actor, "thread.unlink"):
        permissions.require(actor, "thread.unlink")
    row = session.get(CardLink, link_id)
    if row is None:
        raise NotFound("There is no such link.")
    boards.touchable_card(session, "thread.unlink", actor=actor, card_id=row.card_id)
    session.delete(row)
    _note(session, actor, Happened.UNLINKED, row, now)
    audit.note(session, actor, "thread.unlink", "card", row.card_id, now=now)


def _note(session: Session, actor: Actor, kind: Happened, row: CardLink, now: datetime) -> None:
    """Write a tie into the card's history: the number of a case, never a customer's words."""
    card, slug = session.get_one(Card, row.card_id), row.module_slug
    what = tracks.title_of(session, slug) if slug else f"#{row.case_id}"
    history.write(session, card, kind, person_id=actor.person_id, now=now, what=what)
    session.flush()


def links_of(session: Session, *, actor: Actor, card_id: int) -> tuple[Linked, ...]:
    """Return what is tied to a card, oldest first; raise NotFound for a card out of sight."""
    boards.card(session, actor=actor, card_id=card_id)
    query = select(CardLink).where(CardLink.card_id == card_id)
    rows = list(session.exec(query.order_by(col(CardLink.id))))
    titles = {one.slug: one.title for one in tracks.modules(session, actor=actor)} if rows else {}
    return tuple(
        _case(session, actor, row) if row.case_id is not None else _module(row, titles)
        for row in rows
    )


def _case(session: Session, actor: Actor, row: CardLink) -> Linked:
    case_id = row.case_id or 0
    try:
        cases.case_view(session, actor=actor, case_id=case_id)
    except NotFound:
        return Linked(row.id, True, "", "")
    (line,) = listing.lines(session, [case_id])
    words = " ".join(veiled(line.text, actor.locale).split())[:LONGEST_TITLE]
    return Linked(row.id, True, f"#{case_id} {words}".strip(), f"case?id={case_id}")


def _module(row: CardLink, titles: dict[str, str]) -> Linked:
    slug = row.module_slug or ""
    return Linked(row.id, False, titles.get(slug, slug), f"module?m={slug}")


def _tie(
    session: Session,
    actor: Actor,
    command: str,
    card_id: int,
    now: datetime,
    *,
    case_id: int | None = None,
    module_slug: str | None = None,
) -> int:
    rows = session.exec(select(CardLink).where(CardLink.card_id == card_id)).all()
    if any((row.case_id, row.module_slug) == (case_id, module_slug) for row in rows):
        raise Conflict("These are linked already.")
    if len(rows) >= MOST_LINKS:
        raise InvalidInput("A card has at most {n} links.", n=MOST_LINKS)
    row = CardLink(
        card_id=card_id,
        case_id=case_id,
        module_slug=module_slug,
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(row)
    _note(session, actor, Happened.LINKED, row, now)
    audit.note(session, actor, command, "card", card_id, now=now, link_id=row.id)
    return row.id
