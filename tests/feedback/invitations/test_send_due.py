from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.feedback import surveys
from cxgame.feedback.answers import Sent
from cxgame.feedback.invitations import answering, sending
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter
from tests.feedback.invitations.conftest import Invite

NOBODY = Actor.nobody()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "mail_is_set", lambda: True)


def mails(session: Session) -> list[Mail]:
    session.expire_all()
    return list(session.exec(select(Mail).order_by(Mail.id)))  # type: ignore[arg-type]  # a column


def test_each_due_invitation_becomes_one_mail(
    session: Session, invite: Invite, row: Callable[[int], Invitation]
) -> None:
    made = invite(way=Way.EMAIL, origin="https://cx.example.com")
    assert [sending.send_due(session, now=NOON) for _ in range(2)] == [1, 0]

    (mail,) = mails(session)
    assert (mail.kind, mail.to_address, mail.to_name) == (
        "invitation",
        "ana@example.com",
        "Ana Lima",
    )
    assert f"https://cx.example.com/i/{made.token}\n" in mail.body
    assert mail.opt_out_url == f"https://cx.example.com/i/{made.token}/stop"
    assert "Olá, Ana!" in mail.body and mail.language == "pt-BR"
    assert (row(made.id).state, row(made.id).sent_at) == ("sent", NOON)


def test_one_reminder_goes_to_whoever_did_not_answer(
    session: Session, town: Town, counter: Counter, invite: Invite
) -> None:
    view = surveys.survey(session, actor=town.diana, survey_id=counter.survey_id)
    surveys.change_survey(
        session,
        actor=town.diana,
        survey_id=view.id,
        name=view.name,
        question=view.question,
        follow_up=view.follow_up,
        is_open=True,
        terms=surveys.Terms(reminder_days=3),
        version=1,
        now=NOON,
    )
    silent = invite(way=Way.EMAIL)
    sending.send_due(session, now=NOON)
    sent = [sending.send_due(session, now=NOON + days * DAY) for days in (2, 3, 6, 40)]

    assert sent == [0, 1, 0, 0]
    assert [mail.key for mail in mails(session)] == [
        f"invitation:{silent.id}",
        f"reminder:{silent.id}",
    ]


def test_whoever_answered_or_opted_out_gets_nothing_more(session: Session, invite: Invite) -> None:
    made = invite(way=Way.EMAIL)
    sending.send_due(session, now=NOON)
    answering.opt_out(session, actor=NOBODY, token=made.token, now=NOON)
    assert [mail.state for mail in mails(session)] == ["cancelled"]
    assert sending.send_due(session, now=NOON + DAY) == 0
    # The page still takes the answer of one who was asked.
    answering.answer_invitation(
        session, actor=NOBODY, token=made.token, sent=Sent(score=9), now=NOON
    )


def test_without_a_mail_server_they_wait_and_expire(
    session: Session, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "mail_is_set", lambda: False)
    invite(way=Way.EMAIL)
    assert sending.send_due(session, now=NOON) == 0
    monkeypatch.setattr(sending, "mail_is_set", lambda: True)
    assert sending.send_due(session, now=NOON + 31 * DAY) == 0
    assert sending.send_due(session, now=NOON + DAY) == 1
