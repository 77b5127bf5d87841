from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import scores, surveys
from cxgame.feedback.answers import Answer, Sent
from cxgame.feedback.bursts import Sender
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import answering, inviting, personal
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry
from cxgame.settings import Settings
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold
from tests.feedback.invitations.conftest import Invite

NOBODY = Actor.nobody()
MINUTE = timedelta(minutes=1)
Row = Callable[[int], Invitation]


def answer(session: Session, token: str, score: int, minutes: int = 0, **more: object) -> Answer:
    return answering.answer_invitation(
        session,
        actor=NOBODY,
        token=token,
        sent=Sent(score=score, **more),  # type: ignore[arg-type]
        now=NOON + minutes * MINUTE,
    )


def test_the_answer_belongs_to_customer_team_and_touchpoint(
    session: Session, town: Town, counter: Counter, invite: Invite, row: Row
) -> None:
    made = invite()
    stored = answer(session, made.token, 9, text="Ótimo")

    record = session.get_one(FeedbackRecord, stored.record_id)
    kept = row(made.id)
    assert (record.customer, record.team_id, record.touchpoint_id) == (
        kept.customer,
        town.desk,
        counter.till,
    )
    assert (record.survey_version, record.legal_basis) == (1, "legitimate_interest")
    assert (kept.state, kept.record_id, kept.answered_at) == ("answered", record.id, NOON)
    assert kept.sent_at is not None and kept.opened_at is not None
    assert_rollups_hold(session)


def test_within_an_hour_it_is_corrected_and_the_totals_follow(
    session: Session, town: Town, invite: Invite, row: Row
) -> None:
    made = invite()
    first = answer(session, made.token, 3, text="Demorou")
    second = answer(session, made.token, 10, 60, text="Resolveram")

    assert (second.record_id, second.is_new) == (first.record_id, False)
    session.expire_all()
    record = session.exec(select(FeedbackRecord)).one()
    assert (record.score, record.band, record.folded, record.version) == (
        10,
        "promoter",
        "resolveram",
        2,
    )
    found = scores.score(session, actor=town.edu, kind=SurveyKind.NPS)
    assert (found.n, found.score) == (1, 100)
    assert_rollups_hold(session)
    noted = session.exec(select(AuditEntry.action).where(AuditEntry.actor == "nobody:public"))
    assert list(noted) == ["feedback.answer_invitation"]
    assert row(made.id).answered_at == NOON

    with pytest.raises(Conflict, match="already answered"):
        answer(session, made.token, 0, 61)
    session.expire_all()
    assert session.exec(select(FeedbackRecord.score)).one() == 10


def test_a_correction_to_a_low_score_opens_its_case_once(session: Session, invite: Invite) -> None:
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)
    made = invite()
    answer(session, made.token, 8)
    assert session.exec(select(Case)).all() == []

    for minute, score in ((10, 2), (20, 1)):
        answer(session, made.token, score, minute)
    case = session.exec(select(Case)).one()
    assert case.record_id == session.exec(select(FeedbackRecord.id)).one()


def test_a_correction_of_a_held_answer_stays_out_of_the_figures(
    session: Session, town: Town, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cxgame.feedback.bursts.get_settings", lambda: Settings(survey_posts_per_minute=3)
    )
    held = []
    for n in range(4):  # four customers, but one phone: somebody answers for them
        token = invite(Known(phone=f"11 98765-000{n}")).token
        sender = Sender("203.0.113.7", "one phone")
        stored = answering.answer_invitation(
            session, actor=NOBODY, token=token, sent=Sent(score=10), sender=sender, now=NOON
        )
        held.append(stored.is_held)
    answer(session, token, 0, 1)

    assert held == [False, False, True, True]
    assert scores.score(session, actor=town.edu, kind=SurveyKind.NPS).n == 2
    assert_rollups_hold(session)


@pytest.mark.parametrize("what", ["unknown", "expired", "taken back", "closed", "ended"])
def test_it_takes_nothing_that_is_past(
    session: Session, town: Town, counter: Counter, invite: Invite, what: str
) -> None:
    made = invite()
    token, minutes = made.token, 0
    if what == "unknown":
        token = "x"
    elif what == "expired":
        minutes = 31 * 24 * 60
    elif what == "taken back":
        inviting.take_back_invitation(session, actor=town.bob, invitation_id=made.id, now=NOON)
    else:
        view = surveys.survey(session, actor=town.diana, survey_id=counter.survey_id)
        terms = surveys.Terms(closes_on=NOON.date() - timedelta(days=1))
        surveys.change_survey(
            session,
            actor=town.diana,
            survey_id=view.id,
            name=view.name,
            question=view.question,
            follow_up=view.follow_up,
            is_open=what == "ended",
            terms=terms if what == "ended" else None,
            version=1,
            now=NOON,
        )
    with pytest.raises(NotFound):
        answer(session, token, 9, minutes)
    assert session.exec(select(FeedbackRecord.id)).all() == []


def test_a_bad_answer_uses_up_nothing(session: Session, invite: Invite, row: Row) -> None:
    made = invite()
    with pytest.raises(InvalidInput):
        answer(session, made.token, 11)
    assert row(made.id).answered_at is None
    answer(session, made.token, 9)


def test_opening_is_noted_once(session: Session, invite: Invite, row: Row) -> None:
    made = invite(way=Way.LINK)
    for minutes in (1, 9):
        answering.note_opened(session, actor=NOBODY, token=made.token, now=NOON + minutes * MINUTE)
    assert (row(made.id).state, row(made.id).opened_at) == ("opened", NOON + MINUTE)
    answering.note_opened(session, actor=NOBODY, token="x", now=NOON)
    read = personal.invitation(session, token=made.token)
    assert (read.state, read.answered_at, read.survey.team) == ("opened", None, "Front desk")


def test_whoever_opts_out_is_never_asked_again(session: Session, invite: Invite, row: Row) -> None:
    made = invite()
    answering.opt_out(session, actor=NOBODY, token=made.token, now=NOON)

    assert (row(made.id).state, row(made.id).why_not) == ("cancelled", "opted_out")
    assert session.exec(select(Customer.opted_out_at)).one() == NOON
    again = invite(now=NOON + timedelta(days=400))
    assert (again.state, again.why_not) == ("not_asked", "opted_out")
    with pytest.raises(NotFound):
        answering.opt_out(session, actor=NOBODY, token="x", now=NOON)


def test_no_search_finds_the_contact_in_a_corrected_answer(
    session: Session, invite: Invite
) -> None:
    made = invite()
    answer(session, made.token, 9, text="Ótimo")
    stored = answer(session, made.token, 8, minutes=5, text="Escrevam: ana@example.com")
    assert session.get_one(FeedbackRecord, stored.record_id).folded == "escrevam"
