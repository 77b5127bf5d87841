from cxgame import clock, db
from cxgame.notices.mail import outbox
from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter
from cxgame.notices.mail.smtp import HUNG
from tests.conftest import Town
from tests.notices.mail.conftest import SetMail, set_mail
from tests.pages.conftest import OpenAs

__all__ = ["set_mail"]


def dead_letter() -> int:
    with db.transaction() as session:
        letter = Letter("one", "case", "ana@example.com", "Olá", "Texto secreto", "pt-BR")
        outbox.post(session, letter, now=clock.now())
        mail = session.get_one(Mail, 1)
        mail.state, mail.last_error = MailState.DEAD, HUNG
        return mail.id


def test_without_a_server_the_page_says_what_to_set(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.root, "outbox").text
    assert "CXGAME_SMTP_URL" in text and "No letter here" in text


def test_a_dead_letter_is_looked_at_and_tried_again(
    town: Town, open_as: OpenAs, set_mail: SetMail
) -> None:
    set_mail("smtp://user:topsecret@mail.example.com")
    mail_id = dead_letter()
    screen = open_as(town.root, "outbox")
    assert "a…@example.com" in screen.text and HUNG in screen.text
    for hidden in ("ana@example.com", "Texto secreto", "topsecret"):
        assert hidden not in screen.text
    screen.tap("outbox", "address", str(mail_id))
    assert "ana@example.com" in screen.sheet("outbox-address")
    screen.tap("outbox", "again", str(mail_id))
    assert "No letter here" in screen.text and "Waiting (1)" in screen.text
    screen.tap("outbox", "state", "waiting")
    screen.tap("outbox", "cancel", str(mail_id))
    screen.tap("outbox", "test")
    assert "Waiting (1)" in screen.text and "Cancelled (1)" in screen.text
