from datetime import timedelta

import pytest
from sqlmodel import Session, func, select

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import rollup_check
from cxgame.feedback.bursts import Sender
from cxgame.feedback.models import FeedbackRecord, VoiceDay
from cxgame.feedback.ombudsman import filing
from cxgame.feedback.ombudsman.filing import Wish
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind, is_secret
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.notices import queries as notices
from cxgame.notices.mail.models import Mail
from cxgame.people import offices
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import NOBODY, TOKEN, file, stored


def record(session: Session) -> FeedbackRecord:
    return session.exec(select(FeedbackRecord)).one()


def test_an_open_complaint_is_a_record_of_its_team_that_customers_sent(
    session: Session, town: Town
) -> None:
    filed = file(session, team_id=town.desk)
    report, row = stored(session, filed), record(session)
    assert (row.kind, row.channel, row.team_id) == ("complaint", "ombudsman", town.desk)
    assert (row.text, row.contact) == ("Cobraram duas vezes", "ana@example.com")
    assert report.record_id == row.id
    assert report.due_on == clock.local_day(NOON) + timedelta(days=30)
    assert session.exec(select(VoiceDay.source, VoiceDay.team_id)).all() == [("sent", town.desk)]
    assert [each.link for each in notices.inbox(session, actor=town.diana)] == [
        f"records?record={row.id}"
    ]


@pytest.mark.parametrize(
    ("kind", "privacy"),
    [
        (ReportKind.COMPLAINT, Privacy.SECRET),
        (ReportKind.SUGGESTION, Privacy.ANONYMOUS),
        (ReportKind.ACCUSATION, Privacy.IDENTIFIED),
    ],
)
def test_a_secret_one_counts_for_the_company_and_tells_nothing(
    session: Session, town: Town, kind: ReportKind, privacy: Privacy
) -> None:
    assert is_secret(kind, privacy)
    file(session, kind=kind, privacy=privacy, team_id=town.desk)
    row = record(session)
    assert row.is_secret
    assert (row.text, row.folded, row.contact, row.customer, row.team_id) == (
        "",
        "",
        None,
        None,
        None,
    )
    assert session.exec(select(VoiceDay.team_id)).all() == [0]
    assert not rollup_check.check(session).differences
    assert not notices.inbox(session, actor=town.diana)


def test_of_an_anonymous_report_neither_name_nor_phone_is_kept(
    session: Session, town: Town
) -> None:
    report = stored(session, file(session, privacy=Privacy.ANONYMOUS))
    assert (report.name, report.phone, report.email) == ("", "", "ana@example.com")


def test_the_same_form_twice_is_one_report_with_one_key(session: Session, town: Town) -> None:
    first, again = file(session), file(session)
    assert first == again
    assert session.exec(select(func.count()).select_from(OmbudsmanReport)).one() == 1
    assert session.exec(select(func.count()).select_from(FeedbackRecord)).one() == 1


def test_neither_key_nor_token_is_kept(session: Session, town: Town) -> None:
    filed = file(session)
    kept = repr(stored(session, filed).model_dump()) + repr(record(session).model_dump())
    assert filed.key not in kept and filed.key.replace("-", "") not in kept
    assert TOKEN not in kept


def test_whoever_holds_the_office_is_told_else_the_admins(session: Session, town: Town) -> None:
    file(session)
    assert len(notices.inbox(session, actor=town.root)) == 1
    edu = session.get_one(Person, town.edu.person_id)
    offices.set_ombudsman(
        session,
        actor=town.root,
        person_id=edu.id,
        is_ombudsman=True,
        version=edu.version,
        now=NOON,
    )
    file(session, TOKEN + "2", privacy=Privacy.SECRET)
    assert len(notices.inbox(session, actor=town.root)) == 1
    told = notices.inbox(session, actor=town.edu)
    assert told[0].message == "New with the ombudsman: {protocol}."


def test_a_letter_says_that_it_came_without_the_key(session: Session, town: Town) -> None:
    filed = file(session)
    mail = session.exec(select(Mail)).one()
    assert filed.protocol in mail.subject and mail.language == "pt-BR"
    assert filed.key not in mail.body and "Cobraram" not in mail.body
    file(session, TOKEN + "2", email="", privacy=Privacy.ANONYMOUS)
    assert len(session.exec(select(Mail)).all()) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": "  "}, "a few words"),
        ({"name": ""}, "leave your name"),
        ({"email": "", "phone": ""}, "leave your name"),
        ({"email": "nowhere", "privacy": Privacy.SECRET}, "no e-mail address"),
        ({"text": "x" * 5_001}, "at most"),
    ],
)
def test_it_refuses_what_it_cannot_work_with(
    session: Session, town: Town, said: dict[str, object], why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        file(session, **said)
    assert not session.exec(select(OmbudsmanReport)).all()


def test_a_flood_from_one_network_is_refused(session: Session, town: Town) -> None:
    wish = Wish(ReportKind.COMPLIMENT, Privacy.ANONYMOUS, "Obrigada")
    with pytest.raises(InvalidInput, match="in a minute"):
        for n in range(40):
            filing.file_report(
                session,
                actor=NOBODY,
                wish=wish,
                form_token=f"{TOKEN}{n}",
                sender=Sender("a"),
                now=NOON,
            )
    assert len(session.exec(select(OmbudsmanReport)).all()) == 30
