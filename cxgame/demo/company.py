"""Make the invented company, day by day, through the services that people use."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlmodel import Session

from cxgame import clock
from cxgame.demo import listening, people, story, words
from cxgame.demo.voices import Speaker

Tell = Callable[[int, int], None]  # days done, of how many


def make(
    connection: Connection,
    *,
    now: datetime,
    language: str,
    days: int = story.DAYS,
    tell: Tell = lambda _done, _days: None,
) -> None:
    """Fill an empty database with the company's last days, the last one being today.

    The connection is in a transaction, within which each day is one of its own: all is there in
    the end, or nothing. The same moment, language and number of days make the same company.
    """
    today = clock.local_day(now)
    first = today - timedelta(days=days)
    with _day(connection) as session, session.begin():
        opening = clock.start_of(first)
        cast = people.found(session, language=language, now=opening)
        speaker = Speaker(language, words.read("people")["men"])
        heard = listening.begin(session, cast, speaker, now=opening)
    for ago in range(days, 0, -1):
        day = today - timedelta(days=ago)
        with _day(connection) as session, session.begin():
            listening.spend_day(session, heard, day=day, ago=ago)
        tell(days - ago + 1, days)


def _day(connection: Connection) -> Session:
    return Session(connection, join_transaction_mode="create_savepoint")
