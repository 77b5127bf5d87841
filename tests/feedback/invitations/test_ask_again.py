"""A customer is asked again after a case, and the answer is the case's alone."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback import rollup_check, store
from cxgame.feedback.answers import Sent
from cxgame.feedback.cases import opening, queries, taking_back
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations import answering, asking_again, personal, reading, sending
from cxgame.feedback.invitations.asking_again import Asking
from cxgame.feedback.invitations.models import Invitation, InvitationState, Way
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import answer
from tests.feedback.conftest import Counter
from tests.feedback.invitations.conftest import Invite

NOBODY = Actor.nobody()
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def case(session: Session, town: Town, counter: Counter, invite: Invite) -> Case:
    """A solved case of Ana, who gave a 3 and was asked only today."""
    made = invite()
    sent = Sent(score=3, text="Long queue")
    stored = answering.answer_invitation(
        session, actor=NOBODY, token=made.token, sent=sent, now=NOON
    )
    case_id = opening.open_case(session, actor=town.diana, record_id=stored.record_id, now=NOON)
    found = session.get_one(Case, case_id)
    found.status, found.owner_id = "solved", town.alice.person_id
    session.flush()
    return found


def ask(session: Session, town: Town, case: Case, way: Way = Way.WHATSAPP) -> str:
    return asking_again.ask_again(
        session,
        actor=town.diana,
        case_id=case.id,
        way=way,
        origin="https://cx.example.com",
        now=NOON,
    )


def asked(session: Session, case: Case) -> Invitation:
    return session.exec(select(Invitation).where(Invitation.case_id == case.id)).one()


def reply(session: Session, case: Case, score: int, text: str = "") -> None:
    answering.answer_invitation(
        session,
        actor=NOBODY,
        token=asked(session, case).token,
        sent=Sent(score=score, text=text),
        now=LATER,
    )


def test_the_answer_stands_beside_the_first_and_counts_nowhere_else(
    session: Session, town: Town, counter: Counter, case: Case
) -> None:
    link = ask(session, town, case)
    assert link.startswith("https://wa.me/5511987654321?text=") and "Como%20est" in link
    assert ask(session, town, case) == link  # a second tap asks nobody twice
    waiting = asking_again.newest(session, case_id=case.id)
    assert waiting == Asking(Way.WHATSAPP, InvitationState.SENT, NOON)
    rates = reading.rates(session, actor=town.diana, survey_id=counter.survey_id)
    totals = [one.model_dump() for one in session.exec(select(ScoreDay))]

    reply(session, case, 8)
    reply(session, case, 9, "Solved at once")
    reply(session, case, 9, "Solved at once")  # sent twice

    session.expire_all()
    view = queries.case_view(session, actor=town.diana, case_id=case.id)
    assert (view.line.score, view.score_after) == (3, 9)
    kinds = [event.kind for event in view.events]
    assert kinds.count(EventKind.RESCORED) == 2 and kinds.count(EventKind.ASKED_AGAIN) == 1
    shown = personal.invitation(session, token=asked(session, case).token)
    assert (shown.score, shown.text, shown.is_again) == (9, "Solved at once", True)
    assert shown.survey.extras == ()
    assert len(session.exec(select(FeedbackRecord)).all()) == 1
    assert [one.model_dump() for one in session.exec(select(ScoreDay))] == totals
    assert not rollup_check.check(session).differences
    assert reading.rates(session, actor=town.diana, survey_id=counter.survey_id) == rates


def test_an_answer_is_kept_by_a_case_that_was_taken_up_again(
    session: Session, town: Town, case: Case
) -> None:
    ask(session, town, case)
    case.status = "in_contact"
    reply(session, case, 2, "Still the same")
    assert case.score_after == 2


def test_a_mail_goes_by_the_job_once_and_without_reminder(
    session: Session, town: Town, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "mail_is_set", lambda: True)
    assert ask(session, town, case, Way.EMAIL) == ""
    with pytest.raises(Conflict, match="asked already"):
        ask(session, town, case, Way.EMAIL)
    assert [sending.send_due(session, now=LATER) for _ in range(2)] == [1, 0]
    mail = session.exec(select(Mail)).one()
    assert "nós cuidamos disso" in mail.body and mail.subject.startswith("Resolvemos")
    assert asked(session, case).token in mail.body

    taking_back.cancel_letters(session, [])
    session.refresh(mail)
    assert mail.state == "cancelled"


def test_who_wants_no_more_is_not_asked_and_nothing_is_asked_too_early(
    session: Session, town: Town, case: Case
) -> None:
    customer = session.exec(select(Customer)).one()
    customer.opted_out_at = NOON
    with pytest.raises(InvalidInput, match="no more messages"):
        ask(session, town, case)
    customer.opted_out_at, customer.phone = None, None
    with pytest.raises(InvalidInput, match="phone number"):
        ask(session, town, case)
    case.status = "new"
    with pytest.raises(Conflict, match="when the case is solved"):
        ask(session, town, case, Way.EMAIL)


def test_a_score_from_elsewhere_is_asked_on_a_survey_of_its_scale(
    session: Session, town: Town, counter: Counter
) -> None:
    entry = answer(town.clinic, contact="(11) 98765-4321")
    record_id = store.write(session, [entry], now=NOON)[entry.submission_id]
    case_id = opening.open_case(session, actor=town.root, record_id=record_id, now=NOON)
    case = session.get_one(Case, case_id)
    case.status = "solved"
    with pytest.raises(InvalidInput, match="no open survey"):  # the desk's is not the clinic's
        asking_again.ask_again(
            session, actor=town.root, case_id=case_id, way=Way.WHATSAPP, now=NOON
        )
