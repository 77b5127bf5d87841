"""Which cards of an import somebody has worked on since."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from cxgame.boards.models import Card, CardComment, CardEvent, CardFile, Consultation
from cxgame.boards.plans.models import Plan


def touched_cards(session: Session, card_ids: Collection[int]) -> set[int]:
    """Return which of these cards bear a change, a comment, a file, a plan, or serve a purpose."""
    ids = list(card_ids)
    queries = (
        select(Card.id).where(col(Card.id).in_(ids), Card.version > 1),
        select(CardEvent.card_id).where(
            col(CardEvent.card_id).in_(ids), CardEvent.kind != "imported"
        ),
        select(CardComment.card_id).where(
            col(CardComment.card_id).in_(ids), col(CardComment.person_id).is_not(None)
        ),
        select(CardFile.card_id).where(col(CardFile.card_id).in_(ids)),
        select(Consultation.card_id).where(col(Consultation.card_id).in_(ids)),
        select(Plan.card_id).where(col(Plan.card_id).in_(ids)),
        select(Plan.previous_card_id).where(col(Plan.previous_card_id).in_(ids)),
        select(Card.serves_card_id).where(col(Card.serves_card_id).in_(ids)),
    )
    found: set[int] = set()
    for query in queries:
        found |= {one for one in session.exec(query) if one is not None}
    return found
