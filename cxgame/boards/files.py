"""Files beside cards: put there, taken away, found by whoever sees the card."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.boards import history, scope
from cxgame.boards.history import Happened
from cxgame.boards.models import CardFile
from cxgame.content import papers
from cxgame.content.papers import Paper
from cxgame.errors import InvalidInput, NotFound
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.people.actor import Actor

MOST_FILES = 20  # of one card


@dataclass(frozen=True)
class FileLine:
    """A file beside a card, without its bytes; `size` in bytes."""

    id: int
    name: str
    mime: str
    size: int
    who: str
    at: datetime

    @property
    def address(self) -> str:
        """Return where it is served, to those who see the card."""
        return f"/card-files/{self.id}"


def add_file(
    session: Session, *, actor: Actor, card_id: int, data: bytes, name: str, now: datetime
) -> int:
    """Put a file beside a card and return its id.

    Raise InvalidInput for a kind that is not kept, for one too large, or one too many.
    """
    command = "boards.add_file"
    card = scope.living_card(session, command, actor=actor, card_id=card_id)
    count = select(func.count()).select_from(CardFile).where(CardFile.card_id == card.id)
    if session.exec(count).one() >= MOST_FILES:
        raise InvalidInput("At most {n} files. Remove one first.", n=MOST_FILES)
    kept = papers.paper(data, name)
    row = CardFile(
        card_id=card.id,
        name=kept.name,
        mime=kept.mime,
        size=len(kept.data),
        data=kept.data,
        added_by=actor.person_id,
        created_at=now,
    )
    session.add(row)
    by = actor.person_id
    history.write(session, card, Happened.FILED, person_id=by, now=now, what=kept.name)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now, file_id=row.id)
    return row.id


def remove_file(session: Session, *, actor: Actor, file_id: int, now: datetime) -> None:
    """Take a file away for good; raise NotFound where there is none."""
    command = "boards.remove_file"
    row = session.get(CardFile, file_id)
    card = scope.living_card(session, command, actor=actor, card_id=row.card_id if row else 0)
    if row is None:
        raise NotFound("There is no such file.")
    session.delete(row)
    by = actor.person_id
    history.write(session, card, Happened.UNFILED, person_id=by, now=now, what=row.name)
    session.flush()
    audit.note(session, actor, command, "card", card.id, now=now, file_id=file_id)


def find(session: Session, *, actor: Actor, file_id: int) -> Paper:
    """Return a file; raise NotFound where there is none, or its card is out of sight."""
    row = session.get(CardFile, file_id)
    if row is None:
        raise NotFound("There is no such file.")
    scope.card(session, actor=actor, card_id=row.card_id)
    return Paper(row.name, row.mime, row.data)


def beside(session: Session, *, card_id: int) -> tuple[FileLine, ...]:
    """Return a card's files, oldest first; the caller has let the actor see the card."""
    names = people.person_names(session)
    columns = (CardFile.id, CardFile.name, CardFile.mime, CardFile.size)
    rows = session.exec(
        select(*columns).where(CardFile.card_id == card_id).order_by(col(CardFile.id))
    ).all()
    added = select(CardFile.id, CardFile.added_by, CardFile.created_at)
    told = {row[0]: row[1:] for row in session.exec(added.where(CardFile.card_id == card_id))}
    return tuple(
        FileLine(*row, who=names.get(told[row[0]][0] or 0, ""), at=told[row[0]][1]) for row in rows
    )


def counted(session: Session, *, card_ids: list[int]) -> dict[int, int]:
    """Return by card how many files lie beside it; the caller has let the actor see the cards."""
    query = select(CardFile.card_id, func.count()).where(col(CardFile.card_id).in_(card_ids))
    return dict(session.exec(query.group_by(col(CardFile.card_id))).all())
