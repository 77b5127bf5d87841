"""What people say on a card; whoever sees it may, and whom they name is told."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.boards import form as forms
from cxgame.boards import history, mentions, news, scope
from cxgame.boards.history import Happened
from cxgame.boards.models import Card, CardComment
from cxgame.errors import InvalidInput, NotFound
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

LONGEST = 16_384


@dataclass(frozen=True)
class Comment:
    """A comment; its text is empty once it was removed. `is_own` is the actor's to change."""

    id: int
    who: str
    text: str
    at: datetime
    is_changed: bool
    is_removed: bool
    is_own: bool


def add_comment(session: Session, *, actor: Actor, card_id: int, text: str, now: datetime) -> int:
    """Say something on a card and return the comment's id; people after an @ are told.

    Raise NotFound for a card out of sight, InvalidInput for no words or too many.
    """
    command = "boards.add_comment"
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    comment = CardComment(
        card_id=card.id,
        person_id=actor.person_id,
        author="" if actor.person_id else actor.name,
        text=_words(text),
        created_at=now,
    )
    session.add(comment)
    session.flush()
    _tell(session, card, comment, actor, now)
    audit.note(session, actor, command, "card", card.id, now=now, comment_id=comment.id)
    return comment.id


def change_comment(
    session: Session, *, actor: Actor, comment_id: int, text: str, now: datetime
) -> None:
    """Say one's own comment otherwise; who is named only now is told."""
    comment, card = _own(session, "boards.change_comment", actor, comment_id)
    comment.text, comment.changed_at = _words(text), now
    session.flush()
    _tell(session, card, comment, actor, now)
    audit.note(session, actor, "boards.change_comment", "card", card.id, now=now)


def remove_comment(session: Session, *, actor: Actor, comment_id: int, now: datetime) -> None:
    """Take a comment's words away: one's own, or as an administrator anybody's."""
    comment, card = _own(session, "boards.remove_comment", actor, comment_id)
    comment.text, comment.removed_at = "", now
    history.write(session, card, Happened.UNSAID, person_id=actor.person_id, now=now)
    session.flush()
    audit.note(session, actor, "boards.remove_comment", "card", card.id, now=now)


def comments(session: Session, *, actor: Actor, card_id: int) -> tuple[Comment, ...]:
    """Return a card's comments, oldest first; the caller has let the actor see the card."""
    names = people.person_names(session)
    query = select(CardComment).where(CardComment.card_id == card_id)
    rows = session.exec(query.order_by(col(CardComment.created_at), col(CardComment.id)))
    return tuple(
        Comment(
            id=row.id,
            who=names.get(row.person_id or 0, "") or row.author,
            text=row.text,
            at=row.created_at,
            is_changed=row.changed_at is not None,
            is_removed=row.removed_at is not None,
            is_own=row.person_id is not None and row.person_id == actor.person_id,
        )
        for row in rows
    )


def counted(session: Session, *, card_ids: list[int]) -> dict[int, int]:
    """Return by card how many comments stand on it; the caller has let the actor see the cards."""
    table = CardComment
    query = select(table.card_id, func.count()).where(
        col(table.card_id).in_(card_ids), col(table.removed_at).is_(None)
    )
    return dict(session.exec(query.group_by(col(table.card_id))).all())


def _words(text: str) -> str:
    words = forms.text(text, longest=LONGEST)
    if not words:
        raise InvalidInput("Write something first.")
    return words


def _own(session: Session, command: str, actor: Actor, comment_id: int) -> tuple[CardComment, Card]:
    """Return a comment that the actor may change, and its card, locked."""
    found = session.get(CardComment, comment_id)
    permissions.require(actor, command, person_id=found.person_id if found else None)
    if found is None or found.removed_at is not None:
        raise NotFound("There is no such comment.")
    return found, scope.locked_card(session, actor=actor, card_id=found.card_id)


def _tell(session: Session, card: Card, comment: CardComment, actor: Actor, now: datetime) -> None:
    """Tell those who are named and see the card, once a comment."""
    if "@" not in comment.text:
        return
    seeing = [(person.id, person.name) for person in scope.who_sees(session, card)]
    news.tell(
        session,
        card,
        mentions.meant(comment.text, seeing),
        event=f"mention:{comment.id}",
        message=news.MENTIONED,
        is_personal=True,
        by=actor.person_id,
        now=now,
        who=actor.name,
    )
