"""What an administrator does with the outbox: try again, cancel, look at an address, test."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, update
from sqlmodel import Session, col

from cxgame.errors import InvalidInput, NotFound
from cxgame.look import letters
from cxgame.notices.mail import outbox
from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter
from cxgame.people import audit, permissions, queries
from cxgame.people.actor import Actor
from cxgame.people.models import Person

KEEP_WORDS = timedelta(days=90)  # of letters that need them no more


def try_again(session: Session, *, actor: Actor, mail_id: int | None = None, now: datetime) -> int:
    """Give a dead letter, or all of them, another ten attempts; return how many there were."""
    permissions.require(actor, "notices.try_again")
    dead = update(Mail).where(col(Mail.state) == MailState.DEAD)
    if mail_id is not None:
        dead = dead.where(col(Mail.id) == mail_id)
    count = _count(session, dead, state=MailState.WAITING, attempts=0, due_at=now)
    if count:
        audit.note(session, actor, "notices.try_again", "mail", mail_id, now=now, count=count)
    return count


def cancel_mail(session: Session, *, actor: Actor, mail_id: int, now: datetime) -> None:
    """Cancel a letter that was not sent; raise NotFound when there is none, or it went."""
    permissions.require(actor, "notices.cancel_mail")
    unsent = update(Mail).where(
        col(Mail.id) == mail_id, col(Mail.state).in_((MailState.WAITING, MailState.DEAD))
    )
    if not _count(session, unsent, state=MailState.CANCELLED):
        raise NotFound("This letter is not waiting any more.")
    audit.note(session, actor, "notices.cancel_mail", "mail", mail_id, now=now)


def show_address(session: Session, *, actor: Actor, mail_id: int, now: datetime) -> str:
    """Return whom a letter is for, and note who looked; raise NotFound when there is no letter."""
    permissions.require(actor, "notices.show_address")
    mail = session.get(Mail, mail_id)
    if mail is None:
        raise NotFound("There is no such letter.")
    audit.note(session, actor, "notices.show_address", "mail", mail_id, now=now)
    return mail.to_address


def send_test(session: Session, *, actor: Actor, person_id: int, now: datetime) -> None:
    """Post a letter to oneself; raise InvalidInput for a person without an address."""
    permissions.require(actor, "notices.send_test", person_id=person_id)
    person = session.get_one(Person, person_id)
    if not person.email:
        raise InvalidInput("You have no e-mail address here. Add it to your own entry in People.")
    words = letters.letter(
        "test", actor.locale or "en", company=queries.company(session).name, name=person.name
    )
    test = Letter(
        key=f"test:{person.id}:{now.isoformat()}",
        kind="test",
        to_address=person.email,
        to_name=person.name,
        subject=words.subject,
        body=words.body,
        language=actor.locale or "en",
    )
    outbox.post(session, test, now=now)
    audit.note(session, actor, "notices.send_test", "mail", None, now=now)


def forget_words(session: Session, *, now: datetime) -> int:
    """Empty letters that were sent or cancelled over 90 days ago; return how many.

    Their keys stay, so that none is ever posted a second time.
    """
    old = update(Mail).where(
        col(Mail.state).in_((MailState.SENT, MailState.CANCELLED)),
        col(Mail.created_at) < now - KEEP_WORDS,
        col(Mail.to_address) != "",
    )
    emptied = {"to_address": "", "to_name": "", "subject": "", "body": "", "opt_out_url": None}
    count = _count(session, old, **emptied)
    if count:
        actor = Actor.system("jobs")
        audit.note(session, actor, "notices.forget_words", "mail", None, now=now, count=count)
    return count


def _count(session: Session, statement: Update, **values: Any) -> int:  # columns of mail
    done = session.execute(statement.values(**values))
    assert isinstance(done, CursorResult)  # noqa: S101  # no RETURNING
    return done.rowcount
