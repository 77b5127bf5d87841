"""What the day holds for a person's practice, and when cards come back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.learning.practice import deck, portion, runs
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Outlook:
    """The next practice: so many of the `due` cards in so many minutes.

    Where one is under way, `cards` and `minutes` are what is left of it. `next_on` is the next day
    after today on which cards come back, with `next_cards` of them.
    """

    due: int
    cards: int
    minutes: int
    is_under_way: bool
    next_on: date | None
    next_cards: int

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to practise now."""
        return self.cards > 0


def outlook(session: Session, *, actor: Actor, now: datetime) -> Outlook:
    """Return what the actor can practise at this moment."""
    person_id, day = actor.person_id or 0, clock.local_day(now)
    due = deck.due(session, person_id=person_id, day=day)
    pace = deck.pace(session, person_id=person_id)
    run = runs.current(session, person_id, now)
    is_under_way = run is not None and run.finished_at is None
    if run is not None and is_under_way:
        left = runs.queue(session, run)[run.turn :]
        chosen: list[portion.Asked] = [runs.question_of(session, put) for put in left]
    else:
        chosen = [*portion.portion(due, pace)]
    comes = deck.next_return(session, person_id=person_id, day=day)
    return Outlook(
        due=len(due),
        cards=len(chosen),
        minutes=portion.minutes(chosen, pace),
        is_under_way=is_under_way,
        next_on=comes.day if comes else None,
        next_cards=comes.cards if comes else 0,
    )
