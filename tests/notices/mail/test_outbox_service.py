from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.notices.mail import outbox, queries, service
from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter
from cxgame.people.models import AuditEntry, Person
from tests.conftest import NOON, Town

ANA = "ana.souza@example.com"


@pytest.fixture
def dead(session: Session) -> Mail:
    outbox.post(session, Letter("one", "case", ANA, "Olá", "Texto", "pt-BR"), now=NOON)
    mail = session.exec(select(Mail)).one()
    mail.state, mail.attempts, mail.last_error = MailState.DEAD, 10, "550 no such mailbox"
    session.flush()
    return mail


def audited(session: Session) -> list[str]:
    rows = session.exec(select(AuditEntry).where(AuditEntry.entity != "person")).all()
    assert not any(ANA in row.payload + row.entity for row in rows)
    return [row.action for row in rows if row.action.startswith("notices.")]


def test_a_dead_letter_gets_another_ten_attempts(session: Session, town: Town, dead: Mail) -> None:
    assert service.try_again(session, actor=town.root, now=NOON) == 1
    assert service.try_again(session, actor=town.root, mail_id=dead.id, now=NOON) == 0
    session.refresh(dead)
    assert (dead.state, dead.attempts, dead.due_at) == (MailState.WAITING, 0, NOON)
    assert audited(session) == ["notices.try_again"]


def test_a_letter_is_cancelled_once_and_never_when_it_went(
    session: Session, town: Town, dead: Mail
) -> None:
    service.cancel_mail(session, actor=town.root, mail_id=dead.id, now=NOON)
    with pytest.raises(NotFound):
        service.cancel_mail(session, actor=town.root, mail_id=dead.id, now=NOON)
    assert queries.counts(session, actor=town.root)[MailState.CANCELLED] == 1


def test_an_address_is_masked_until_somebody_looks_and_is_noted(
    session: Session, town: Town, dead: Mail
) -> None:
    [shown] = queries.letters(session, actor=town.root, state=MailState.DEAD).letters
    assert shown.to == "a…@example.com"
    assert service.show_address(session, actor=town.root, mail_id=dead.id, now=NOON) == ANA
    assert audited(session) == ["notices.show_address"]


def test_a_test_goes_to_oneself(session: Session, town: Town) -> None:
    root = town.root.person_id or 0
    service.send_test(session, actor=town.root, person_id=root, now=NOON)
    mail = session.exec(select(Mail)).one()
    assert (mail.to_address, mail.subject) == ("root@example.com", "A test from CXGame")
    session.get_one(Person, root).email = None
    with pytest.raises(InvalidInput, match="no e-mail address"):
        service.send_test(session, actor=town.root, person_id=root, now=NOON)


def test_old_letters_lose_their_words_and_keep_their_key(
    session: Session, town: Town, dead: Mail
) -> None:
    later = NOON + timedelta(days=91)
    assert service.forget_words(session, now=later) == 0
    service.cancel_mail(session, actor=town.root, mail_id=dead.id, now=NOON)
    assert service.forget_words(session, now=later) == 1
    session.refresh(dead)
    assert (dead.key, dead.to_address, dead.body) == ("one", "", "")
    assert not outbox.post(session, Letter("one", "case", ANA, "x", "x", "en"), now=later)
