from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from cxgame import clock, db
from cxgame.feedback.customers.models import Customer
from cxgame.jobs.posting import send_mail
from cxgame.notices import queries as notices
from cxgame.notices.mail import outbox, retries, sending, smtp
from cxgame.notices.mail.models import Mail, MailServerState, MailState
from cxgame.notices.mail.outbox import Letter
from tests.conftest import NOON, Town
from tests.notices.mail.conftest import SetMail
from tests.notices.mail.server import PASSWORD, USER, Handler, certified, serving, signing_in

ANA = "ana@example.com"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def posted(key: str = "one", to: str = ANA, **told: str) -> None:
    words = {"subject": "Olá, é a Lumina", "body": "Tudo bem?", "language": "pt-BR", **told}
    with db.transaction() as session:
        outbox.post(session, Letter(key=key, kind="case", to_address=to, **words), now=NOON)  # type: ignore[arg-type]


def mails() -> dict[str, Mail]:
    with db.reading() as session:
        rows = session.exec(select(Mail).order_by(Mail.id)).all()  # type: ignore[arg-type]
        session.expunge_all()
        return {row.key: row for row in rows}


def server_state() -> MailServerState:
    with db.reading() as session:
        state = session.get_one(MailServerState, 1)
        session.expunge(state)
        return state


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> int:
    monkeypatch.setattr(clock, "now", lambda: moment)
    return send_mail(now=moment)


def test_a_letter_is_sent_once_with_the_headers_of_a_good_citizen(post_office: Handler) -> None:
    url = f"https://cx.example.com/o/{'a' * 90}?x=1&y=2"  # longer than a line
    posted(to_name='Ana "Bia" Müller\n', opt_out_url=url)
    assert send_mail(now=NOON) == 1
    assert send_mail(now=NOON) == 0
    [taken] = post_office.taken
    assert taken["From"] == "Lumina Pet & Saúde <voz@lumina.example>"
    assert taken["To"].addresses[0].display_name == 'Ana "Bia" Müller'
    assert taken["Subject"] == "Olá, é a Lumina"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in post_office.raw[0]
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert taken["Date"].datetime == NOON
    plain, page = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain and "Tudo bem?" in plain.get_content() and url in plain.get_content()
    assert page and 'lang="pt-BR"' in page.get_content() and "<img" not in page.get_content()
    assert (mails()["one"].state, mails()["one"].sent_at) == (MailState.SENT, NOON)
    assert server_state().reached_at == NOON


def test_a_letter_sent_again_has_the_same_message_id(post_office: Handler) -> None:
    posted()
    send_mail(now=NOON)
    with db.transaction() as session:  # as if we had died before noting that it went
        mail = session.exec(select(Mail)).one()
        mail.state, mail.due_at = MailState.WAITING, NOON
    send_mail(now=NOON)
    first, second = (each["Message-ID"] for each in post_office.taken)
    assert first == second and first.endswith("@lumina.example>")


def test_a_letter_for_later_waits(
    post_office: Handler, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = Letter(key="a", kind="k", to_address=ANA, subject="s", body="b", language="en")
    outbox.post(session, letter, now=NOON, due_at=NOON + MINUTE)
    session.commit()
    assert send_mail(now=NOON) == 0
    assert at(monkeypatch, NOON + MINUTE) == 1


def test_a_temporary_refusal_is_tried_again_later(
    post_office: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_office.answers[ANA] = [f"450 4.2.0 <{ANA}> is greylisted"]
    posted()
    posted("two", "bia@example.com")
    assert send_mail(now=NOON) == 1
    mail = mails()["one"]
    assert (mail.state, mail.attempts) == (MailState.WAITING, 1)
    assert mail.last_error == "450 4.2.0 <…> is greylisted"
    assert NOON + 0.9 * MINUTE <= mail.due_at <= NOON + 1.1 * MINUTE
    assert at(monkeypatch, NOON + 2 * MINUTE) == 1


@pytest.mark.parametrize("where", ["address", "text"])
def test_a_permanent_refusal_is_dead_at_once_and_told_once_a_day(
    post_office: Handler, town: Town, where: str
) -> None:
    if where == "address":
        post_office.answers[ANA] = ["550 5.1.1 no such mailbox"]
    else:
        post_office.at_the_end = ["554 5.7.1 looks like spam"]
    posted()
    posted("two", "not\u00e9@example.com")  # the server takes no such names
    assert send_mail(now=NOON) == 0
    assert {mail.state for mail in mails().values()} == {MailState.DEAD}
    with db.reading() as session:
        [told] = notices.inbox(session, actor=town.root)
        assert told.link == "outbox"
        assert not notices.inbox(session, actor=town.edu)


def test_the_last_attempt_ends_it(post_office: Handler, town: Town) -> None:
    post_office.answers[ANA] = ["451 try later"]
    posted()
    with db.transaction() as session:
        session.exec(select(Mail)).one().attempts = retries.MOST_ATTEMPTS - 1
    send_mail(now=NOON)
    assert mails()["one"].state == MailState.DEAD


def test_a_server_that_refuses_us_kills_no_letter(
    post_office: Handler, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_office.refuses_senders = True
    posted()
    posted("two")
    assert send_mail(now=NOON) == 0
    assert {(mail.state, mail.attempts) for mail in mails().values()} == {(MailState.WAITING, 0)}
    assert server_state().failure == "550 5.7.1 … may not send"
    at(monkeypatch, NOON + timedelta(hours=1))
    assert server_state().failing_since == NOON
    with db.reading() as session:
        assert len(notices.inbox(session, actor=town.root)) == 1


def test_a_server_that_hangs_ends_the_run(
    post_office: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", 0.1)
    post_office.hangs = 0.3
    posted()
    posted("two")
    assert send_mail(now=NOON) == 0
    first, second = mails().values()
    assert (first.attempts, first.last_error) == (1, smtp.HUNG)
    assert server_state().failure == smtp.HUNG
    assert (second.attempts, second.state) == (0, MailState.WAITING)


def test_a_server_that_is_down_is_noted_and_told_after_an_hour(
    set_mail: SetMail, port: int, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mail(f"smtp://127.0.0.1:{port}")
    posted()
    assert send_mail(now=NOON) == 0
    assert mails()["one"].attempts == 0
    assert "refused" in (server_state().failure or "")
    for minutes in (59, 61, 62):
        at(monkeypatch, NOON + minutes * MINUTE)
    assert server_state().failing_since == NOON
    with db.reading() as session:
        assert len(notices.inbox(session, actor=town.root)) == 1
    with serving(port) as handler:
        assert at(monkeypatch, NOON + 63 * MINUTE) == 1
    assert handler.taken and server_state().failing_since is None


def test_nothing_is_sent_over_a_line_that_is_not_what_it_says(
    set_mail: SetMail, port: int, tmp_path: Path
) -> None:
    context, _certificate = certified(tmp_path)
    set_mail(f"smtps://127.0.0.1:{port}")
    posted()
    with serving(port, ssl_context=context) as handler:
        assert send_mail(now=NOON) == 0
    assert "certificate verify failed" in (server_state().failure or "")
    assert not handler.taken and mails()["one"].attempts == 0


def test_a_server_without_tls_gets_no_letter_where_tls_is_asked_for(
    set_mail: SetMail, port: int
) -> None:
    set_mail(f"smtp+starttls://127.0.0.1:{port}")
    posted()
    with serving(port) as handler:
        assert send_mail(now=NOON) == 0
    assert "STARTTLS" in (server_state().failure or "") and not handler.taken


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_we_sign_in_over_a_closed_line(
    set_mail: SetMail,
    port: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
) -> None:
    context, certificate = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    set_mail(f"smtp+starttls://{USER}:{password.replace(' ', '%20')}@127.0.0.1:{port}")
    posted()
    with serving(port, tls_context=context, require_starttls=True, **signing_in()):
        assert send_mail(now=NOON) == (1 if password == PASSWORD else 0)
    if password == "wrong":
        assert (server_state().failure or "").startswith("535")


@pytest.mark.parametrize(("url", "sent"), [("https://cx.example.com/o/1", 0), ("", 1)])
def test_who_opted_out_gets_no_invitation_but_their_answer(
    post_office: Handler, session: Session, url: str, sent: int
) -> None:
    session.add(Customer(key="c1", opted_out_at=NOON, created_at=NOON))
    session.commit()
    posted(customer="c1", opt_out_url=url)
    assert send_mail(now=NOON) == sent
    assert (mails()["one"].state == MailState.CANCELLED) is (sent == 0)


def test_what_another_process_is_sending_is_left_to_it(
    post_office: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted()
    with db.transaction() as session:
        [mail_id] = sending.due(session, now=NOON, limit=5)
        taken = sending.claim(session, mail_id=mail_id, opted_out=lambda _key: False, now=NOON)
        again = sending.claim(session, mail_id=mail_id, opted_out=lambda _key: False, now=NOON)
    assert taken and not again
    assert send_mail(now=NOON) == 0
    assert at(monkeypatch, NOON + sending.CLAIM_LASTS) == 1  # it died in the middle


def test_a_letter_that_kills_whoever_sends_it_is_given_up(post_office: Handler) -> None:
    posted()
    with db.transaction() as session:
        session.exec(select(Mail)).one().attempts = retries.MOST_ATTEMPTS
    assert send_mail(now=NOON) == 0
    assert (mails()["one"].state, post_office.taken) == (MailState.DEAD, [])


def test_without_a_server_letters_wait(set_mail: SetMail) -> None:
    posted()
    assert send_mail(now=NOON) == 0
    assert mails()["one"].state == MailState.WAITING
