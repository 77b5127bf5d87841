"""Make the invented company, day by day, through the services that people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection
from sqlmodel import Session, select

from cxgame import clock
from cxgame.demo import (
    aiming,
    closing,
    confiding,
    listening,
    people,
    plans,
    playing,
    practising,
    repeating,
    signing,
    story,
    studying,
    training,
    turning_points,
    visiting,
    words,
    writing,
)
from cxgame.demo.aiming import Aiming
from cxgame.demo.closing import Closing
from cxgame.demo.listening import Listening
from cxgame.demo.people import Cast
from cxgame.demo.plans import Plans
from cxgame.demo.repeating import Repeating
from cxgame.demo.training import Training
from cxgame.demo.visiting import Visiting
from cxgame.demo.voices import Speaker
from cxgame.people.models import Person

INBOX_EVERY = 7  # days; what came in the last ones is still unread
EVENING = timedelta(hours=22)

Tell = Callable[[int, int], None]  # days done, of how many


def make(
    connection: Connection,
    *,
    now: datetime,
    language: str,
    days: int = story.DAYS,
    tell: Tell = lambda _done, _days: None,
) -> None:
    """Fill an empty database with the company's last days, yesterday being the last one.

    The connection is in a transaction, within which each day is one of its own: all is there in
    the end, or nothing. The same day, language and number of days make the same company.
    """
    today = clock.local_day(now)
    with nested(connection) as session, session.begin():
        company = _open(session, today - timedelta(days=days), today, language)
    for ago in range(days, 0, -1):
        with nested(connection) as session, session.begin():
            _everybody = session.exec(select(Person)).all()  # a session forgets what nobody holds
            _spend_day(session, company, today - timedelta(days=ago), ago)
        tell(days - ago + 1, days)


def nested(connection: Connection) -> Session:
    """Return a session whose transaction is a part of the connection's."""
    return Session(connection, join_transaction_mode="create_savepoint")


@dataclass(frozen=True)
class _Company:
    """What each part of the story remembers from day to day."""

    cast: Cast
    heard: Listening
    learning: Training
    plans: Plans
    closing: Closing
    visiting: Visiting
    repeating: Repeating
    aiming: Aiming


def _open(session: Session, first: date, today: date, language: str) -> _Company:
    opening = clock.start_of(first)
    cast = people.found(session, language=language, now=opening)
    speaker = Speaker(language, words.read("people")["men"])
    heard = listening.begin(session, cast, speaker, now=opening)
    playing.begin(session, cast, now=opening)
    closing_loops = closing.begin(session, heard, now=opening)
    return _Company(
        cast,
        heard,
        Training(cast),
        Plans(cast, heard, today),
        closing_loops,
        Visiting(cast),
        Repeating(cast),
        Aiming(cast, today),
    )


def _spend_day(session: Session, company: _Company, day: date, ago: int) -> None:
    heard, learning, cards = company.heard, company.learning, company.plans
    closing.morning(session, company.closing, day=day, ago=ago)
    listening.spend_day(session, heard, day=day, ago=ago)
    closing.spend_day(session, company.closing, day=day, ago=ago)
    plans.spend_day(session, cards, day=day, ago=ago)
    studying.spend_day(session, cards, day=day, ago=ago)
    turning_points.spend_day(session, heard, learning, cards, day=day, ago=ago)
    training.spend_day(session, learning, day=day, ago=ago)
    practising.spend_day(session, learning, day=day, ago=ago)
    playing.spend_day(session, company.cast, day=day, ago=ago)
    signing.spend_day(session, company.cast, day=day, ago=ago)
    visiting.spend_day(session, company.visiting, day=day, ago=ago)
    repeating.spend_day(session, company.repeating, day=day, ago=ago)
    aiming.spend_day(session, company.aiming, cards.cards, day=day, ago=ago)
    writing.spend_day(session, company.cast, day=day, ago=ago)
    confiding.spend_day(session, company.cast, day=day, ago=ago)
    if ago % INBOX_EVERY == 0:
        people.read_notices(session, company.cast, now=clock.start_of(day) + EVENING)
