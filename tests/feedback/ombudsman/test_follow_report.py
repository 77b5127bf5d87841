from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.ombudsman import desk, following, lost_keys
from cxgame.feedback.ombudsman.following import Pass
from cxgame.feedback.ombudsman.kinds import Status
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.notices import queries as notices
from cxgame.notices.mail.models import Mail
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import NOBODY, TOKEN, file, opens, stored

MINUTE = timedelta(minutes=1)


def answer(session: Session, town: Town, report_id: int, text: str = "Devolvemos o valor") -> None:
    version = session.get_one(OmbudsmanReport, report_id).version
    desk.answer_report(
        session, actor=town.root, report_id=report_id, text=text, version=version, now=NOON
    )


def test_protocol_and_key_open_it_however_they_are_typed(session: Session, town: Town) -> None:
    filed = file(session)
    typed = Pass(f" {filed.protocol} ", filed.key.lower().replace("-", " "))
    found = following.followed(session, by=typed)
    assert (found.text, found.status) == ("Cobraram duas vezes", Status.RECEIVED)


@pytest.mark.parametrize("which", ["protocol", "key"])
def test_a_wrong_half_opens_nothing_and_says_not_which(
    session: Session, town: Town, which: str
) -> None:
    filed = file(session)
    wrong = Pass("20260302-000000", filed.key) if which == "protocol" else Pass(filed.protocol, "A")
    with pytest.raises(NotFound, match="don't belong together"):
        following.followed(session, by=wrong)


def test_answers_are_read_and_notes_are_not(session: Session, town: Town) -> None:
    filed = file(session)
    report = stored(session, filed)
    desk.note_report(session, actor=town.root, report_id=report.id, text="Ver caixa 2", now=NOON)
    answer(session, town, report.id)
    found = following.followed(session, by=opens(filed))
    assert [(said.is_answer, said.text) for said in found.said] == [(True, "Devolvemos o valor")]
    assert found.status is Status.ANSWERED
    mails = session.exec(select(Mail).order_by(Mail.id)).all()  # type: ignore[arg-type]
    assert filed.protocol in mails[-1].subject and "Devolvemos" not in mails[-1].body


def test_more_can_be_written_once_a_form_and_takes_it_up_again(
    session: Session, town: Town
) -> None:
    filed = file(session)
    answer(session, town, stored(session, filed).id)
    for _ in range(2):
        following.add_words(
            session, actor=NOBODY, by=opens(filed), text="Não chegou", form_token=TOKEN, now=NOON
        )
    found = following.followed(session, by=opens(filed))
    assert [said.text for said in found.said] == ["Devolvemos o valor", "Não chegou"]
    assert found.status is Status.IN_REVIEW
    assert any("More was written" in n.message for n in notices.inbox(session, actor=town.root))


def test_a_closed_one_takes_no_more(session: Session, town: Town) -> None:
    filed = file(session)
    report = stored(session, filed)
    answer(session, town, report.id)
    desk.close_report(
        session, actor=town.root, report_id=report.id, version=report.version, now=NOON
    )
    with pytest.raises(Conflict, match="closed"):
        following.add_words(
            session, actor=NOBODY, by=opens(filed), text="x", form_token=TOKEN, now=NOON
        )


def test_an_answer_is_rated_once(session: Session, town: Town) -> None:
    filed = file(session)

    def rate(rating: int) -> None:
        following.rate_answer(session, actor=NOBODY, by=opens(filed), rating=rating, now=NOON)

    with pytest.raises(Conflict, match="no answer"):
        rate(4)
    answer(session, town, stored(session, filed).id)
    with pytest.raises(InvalidInput):
        rate(6)
    rate(4)
    rate(1)
    assert following.followed(session, by=opens(filed)).rating == 4


def asked(session: Session, protocol: str, email: str, minutes: int = 0) -> bool:
    return lost_keys.ask_code(
        session, actor=NOBODY, protocol=protocol, email=email, now=NOON + minutes * MINUTE
    )


def code_of(session: Session) -> str:
    mails = session.exec(select(Mail).order_by(Mail.id)).all()  # type: ignore[arg-type]
    return next(word.strip(".") for word in mails[-1].body.split() if word.strip(".").isdigit())


def replace(session: Session, protocol: str, code: str, minutes: int = 0) -> str | None:
    return lost_keys.replace_key(
        session, actor=NOBODY, protocol=protocol, code=code, now=NOON + minutes * MINUTE
    )


def test_a_code_from_the_mailbox_replaces_a_lost_key(session: Session, town: Town) -> None:
    filed = file(session)
    assert asked(session, filed.protocol, " ANA@example.com ")
    code = code_of(session)
    key = replace(session, filed.protocol, code)
    assert key
    assert following.followed(session, by=Pass(filed.protocol, key)).text
    with pytest.raises(NotFound):
        following.followed(session, by=opens(filed))
    with pytest.raises(NotFound):
        replace(session, filed.protocol, code)
    assert code not in repr([row.payload for row in session.exec(select(AuditEntry))])


def test_no_code_for_another_address_nor_a_fourth_in_an_hour(session: Session, town: Town) -> None:
    filed = file(session)
    assert not asked(session, filed.protocol, "eva@example.com")
    assert not asked(session, "20260302-000000", "ana@example.com")
    sent = [asked(session, filed.protocol, "ana@example.com", n) for n in (0, 1, 2, 3, 62)]
    assert sent == [True, True, True, False, True]


def test_a_code_ends_after_half_an_hour_or_five_wrong_ones(session: Session, town: Town) -> None:
    filed = file(session)
    asked(session, filed.protocol, "ana@example.com")
    code = code_of(session)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [replace(session, filed.protocol, wrong) for _ in range(5)] == [None] * 5
    with pytest.raises(InvalidInput, match="Too many"):
        replace(session, filed.protocol, code)
    asked(session, filed.protocol, "ana@example.com", 1)
    with pytest.raises(NotFound, match="too old"):
        replace(session, filed.protocol, code_of(session), 32)
