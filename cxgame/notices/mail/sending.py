"""Steps of sending: what is due, one letter claimed, what became of it; each in a transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, update
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.notices.mail import retries
from cxgame.notices.mail.message import Outgoing
from cxgame.notices.mail.models import Mail, MailServerState, MailState
from cxgame.notices.mail.smtp import Outcome, Result
from cxgame.people import queries as people

# While a letter is being sent it is due again only after this time: nobody else sends it meanwhile,
# and what a killed process left behind is sent then. Longer than the slowest server may take.
CLAIM_LASTS = timedelta(minutes=10)
SAY_REACHED_EVERY = timedelta(minutes=5)
WARN_AFTER = timedelta(hours=1)  # of a server that can't be reached

UNDELIVERED = N_("E-mails could not be delivered. Look at why, and try again or cancel.")
NO_SERVER = N_("E-mail has been waiting for over an hour: the mail server can't be reached.")
INTERRUPTED = N_("Sending it was interrupted again and again.")
OPTED_OUT = N_("This customer does not want e-mails.")
PAGE = "outbox"

OptedOut = Callable[[str], bool]  # a customer's key -> do they want no more mail


def due(session: Session, *, now: datetime, limit: int) -> Sequence[int]:
    """Return the ids of letters to be sent by now, the longest waiting first."""
    query = select(Mail.id).where(Mail.state == MailState.WAITING, Mail.due_at <= now)
    return session.exec(query.order_by(col(Mail.due_at), col(Mail.id)).limit(limit)).all()


def claim(session: Session, *, mail_id: int, opted_out: OptedOut, now: datetime) -> Outgoing | None:
    """Take a due letter for sending; None when another took it, or its reader wants none.

    The caller commits before it sends. A letter that can be opted out of is cancelled when its
    customer has done so, however long it waited.
    """
    mine = _waiting(mail_id).where(col(Mail.due_at) <= now)
    if not _changed(session, mine, attempts=Mail.attempts + 1, due_at=now + CLAIM_LASTS):
        return None
    mail = session.exec(select(Mail).where(Mail.id == mail_id)).one()
    session.refresh(mail)
    if mail.attempts > retries.MOST_ATTEMPTS:  # each time we died before we could note it
        _give_up(session, mail_id, INTERRUPTED, now)
        return None
    if mail.opt_out_url and mail.customer and opted_out(mail.customer):
        _changed(session, _waiting(mail_id), state=MailState.CANCELLED, last_error=OPTED_OUT)
        return None
    return Outgoing(
        id=mail.id,
        key=mail.key,
        to_address=mail.to_address,
        to_name=mail.to_name,
        language=mail.language,
        subject=mail.subject,
        body=mail.body,
        opt_out_url=mail.opt_out_url,
        attempts=mail.attempts,
    )


def note(session: Session, *, letter: Outgoing, outcome: Outcome, now: datetime) -> None:
    """Note what became of a claimed letter: sent, due again later, or dead.

    The administrators are told of dead letters, once a day. Trouble of the server counts as no
    attempt, so that an outage kills no letter.
    """
    this = update(Mail).where(col(Mail.id) == letter.id)
    if outcome.result is Result.SENT:
        _changed(session, this, state=MailState.SENT, sent_at=now, last_error=None)
        return
    if outcome.result is Result.TROUBLE:
        _changed(session, _waiting(letter.id), attempts=letter.attempts - 1, due_at=now)
        return
    wait = retries.delay(letter.attempts, letter.id)
    if outcome.result is Result.LATER and wait is not None:
        again: dict[str, Any] = {"due_at": now + wait, "last_error": outcome.reason}
        _changed(session, _waiting(letter.id), **again)
        return
    _give_up(session, letter.id, outcome.reason, now)


def note_server(session: Session, *, failure: str, now: datetime) -> None:
    """Note that the server was reached (no failure) or was not, and since when."""
    state = session.get(MailServerState, 1)
    if state is None:
        state = MailServerState()
        session.add(state)
    if failure:
        state.failing_since = state.failing_since or now
        state.failure = failure
        if now - state.failing_since >= WARN_AFTER:
            _tell_admins(session, "mail-server", NO_SERVER, now)
    elif state.failing_since or not _is_fresh(state.reached_at, now):
        state.reached_at, state.failing_since, state.failure = now, None, None
    session.flush()


def _give_up(session: Session, mail_id: int, why: str, now: datetime) -> None:
    if _changed(session, _waiting(mail_id), state=MailState.DEAD, last_error=why):
        _tell_admins(session, "mail-dead", UNDELIVERED, now)


def _is_fresh(reached_at: datetime | None, now: datetime) -> bool:
    return reached_at is not None and now - reached_at < SAY_REACHED_EVERY


def _tell_admins(session: Session, key: str, message: str, now: datetime) -> None:
    notices.tell(
        session,
        people=people.admins(session),
        key=f"{key}:{clock.local_day(now)}",
        message=message,
        link=PAGE,
        now=now,
    )


def _waiting(mail_id: int) -> Update:
    return update(Mail).where(col(Mail.id) == mail_id, col(Mail.state) == MailState.WAITING)


def _changed(session: Session, statement: Update, **values: Any) -> bool:  # columns of mail
    done = session.execute(statement.values(**values))
    assert isinstance(done, CursorResult)  # noqa: S101  # no RETURNING
    return done.rowcount == 1
