from sqlmodel import Session, select

from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter, post
from tests.conftest import NOON

LETTER = Letter(
    key="invitation:1",
    kind="invitation",
    to_address="ana@example.com",
    subject="How was it?\nBcc: all@example.com",
    body="Tell us.",
    language="en",
)


def test_a_letter_posted_twice_is_one_mail(session: Session) -> None:
    assert post(session, LETTER, now=NOON)
    assert not post(session, LETTER, now=NOON)
    mail = session.exec(select(Mail)).one()
    assert (mail.state, mail.due_at) == (MailState.WAITING, NOON)


def test_a_subject_cannot_begin_another_header(session: Session) -> None:
    post(session, LETTER, now=NOON)
    assert session.exec(select(Mail.subject)).one() == "How was it? Bcc: all@example.com"
