"""Who is told what about a card; nobody is told of what they did themselves."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards.models import Board, Card, CardRole
from cxgame.boards.raci import Letter
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people.stand_ins import queries as stand_ins

ASSIGNED = N_("You are responsible for “{title}”.")
APPROVAL_WAITS = N_("“{title}” waits for your approval.")
LOOK_OVER = N_("“{title}” was changed: look it over and ask for the approval.")
CONFIRMATION_WAITS = N_("Please confirm that “{title}” is done.")
QUESTION_WAITS = N_("You are consulted on “{title}”: please answer.")
APPROVED = N_("“{title}” was approved.")
REJECTED = N_("“{title}” was not approved: {why}")
SENT_BACK = N_("“{title}” is not finished yet: {why}")
DONE = N_("“{title}” is done.")
CANCELLED = N_("“{title}” was cancelled: {why}")
OBJECTED = N_("{who} objects to “{title}”.")
HELD = N_("“{title}” is on hold: {why}")
CHECKED = N_("The effect of “{title}” was checked.")
NEXT_CYCLE = N_("“{title}” did not work as hoped: a new cycle begins.")
CHECK_WAITS = N_("Please check whether “{title}” worked.")
MENTIONED = N_("{who} wants you to read a comment on “{title}”.")


def tell(
    session: Session,
    card: Card,
    people: Iterable[int],
    *,
    event: str,
    message: str,
    by: int | None,
    now: datetime,
    is_personal: bool = False,
    **values: object,
) -> None:
    """Tell these people, except `by`, once per card and event.

    So is whoever stands in for one of them today, unless it is for that very person.
    """
    named = list(people)
    covering: dict[int, int] = {}
    if not is_personal:
        covering = stand_ins.in_place_of(session, named, clock.local_day(now))
    notices.tell(
        session,
        people=[person for person in (*named, *covering.values()) if person != by],
        key=f"card:{card.id}:{event}",
        message=message,
        link=address(session, card),
        now=now,
        title=card.title,
        **values,
    )


def address(session: Session, card: Card) -> str:
    """Return where the card opens inside the app."""
    level = session.get_one(Board, card.board_id).level
    return f"board?level={level}&card={card.id}"


def holding(session: Session, card: Card, *letters: Letter) -> list[int]:
    """Return who holds one of these letters on the card."""
    query = select(CardRole.person_id, CardRole.letter).where(CardRole.card_id == card.id)
    wanted = {letter.value for letter in letters}
    return [person for person, letter in session.exec(query) if letter in wanted]
