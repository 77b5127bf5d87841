"""The postman: send what the outbox holds, letter by letter, never inside a transaction."""

from datetime import datetime, timedelta
from email.errors import MessageError

from cxgame import clock, db
from cxgame.feedback.customers import register
from cxgame.notices.mail import message, sending, smtp
from cxgame.notices.mail.message import Outgoing, Sender
from cxgame.notices.mail.server import mail_is_set, server
from cxgame.notices.mail.smtp import Outcome, Result
from cxgame.people import queries as people
from cxgame.settings import get_settings

BATCH = 50  # letters over one connection
ENOUGH = timedelta(seconds=50)  # a run is over before the next one is due


def send_mail(*, now: datetime) -> int:
    """Send the letters that are due and return how many the server took.

    A letter is claimed, handed over and noted in turn, so that a process that dies leaves one
    letter at most of which nobody knows whether it went. A server that can't be reached, or that
    broke off, ends the run.
    """
    sent = 0
    until = now + ENOUGH
    while mail_is_set() and clock.now() < until:
        with db.reading() as session:
            ids = list(sending.due(session, now=clock.now(), limit=BATCH))
            name = get_settings().mail_name or people.company(session).name
        if not ids:
            break
        count, is_over = _batch(ids, Sender(get_settings().mail_from, name), until)
        sent += count
        if is_over:
            break
    return sent


def _batch(ids: list[int], sender: Sender, until: datetime) -> tuple[int, bool]:
    """Send some letters over one connection; return how many, and whether to stop."""
    sent = 0
    try:
        greeting = message.ascii_address(sender.address).rpartition("@")[2]
        with smtp.connected(server(), greeting=greeting, patience=smtp.PATIENCE) as connection:
            for mail_id in ids:
                if clock.now() >= until:
                    return sent, True
                letter = _claimed(mail_id)
                if letter is None:
                    continue
                outcome = _handed_over(connection, letter, sender)
                _note(letter, outcome)
                sent += outcome.result is Result.SENT
                if outcome.is_over:
                    return sent, True
    except smtp.Unreachable as error:
        _note_server(error.reason)
        return sent, True
    return sent, False


def _claimed(mail_id: int) -> Outgoing | None:
    with db.transaction() as session:
        return sending.claim(
            session,
            mail_id=mail_id,
            opted_out=lambda key: register.has_opted_out(session, key=key),
            now=clock.now(),
        )


def _handed_over(connection: smtp.Connection, letter: Outgoing, sender: Sender) -> Outcome:
    try:
        written = message.written(letter, sender, now=clock.now())
        to = message.ascii_address(letter.to_address)
    except (ValueError, LookupError, MessageError):
        return Outcome(Result.NEVER, smtp.UNWRITABLE)
    return smtp.handed_over(connection, written, sender=sender.address, to=to)


def _note(letter: Outgoing, outcome: Outcome) -> None:
    with db.transaction() as session:
        sending.note(session, letter=letter, outcome=outcome, now=clock.now())
        failure = outcome.reason if outcome.is_over else ""
        sending.note_server(session, failure=failure, now=clock.now())


def _note_server(failure: str) -> None:
    with db.transaction() as session:
        sending.note_server(session, failure=failure, now=clock.now())
