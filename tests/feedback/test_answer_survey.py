from collections.abc import Callable

import pytest
from sqlmodel import Session, func, select

from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.feedback import answers, inbox, review, scores, surveys
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord, SenderMinute
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from cxgame.settings import Settings
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold

NOBODY = Actor.nobody()


def answer(session: Session, counter: Counter, form: str, **values: object) -> answers.Answer:
    return answers.answer_survey(  # type: ignore[arg-type]
        session, actor=NOBODY, token=counter.token, form_token=form, now=NOON, **values
    )


def test_it_stores_the_answer_where_the_survey_belongs(
    session: Session, town: Town, counter: Counter, stored: Callable[[int], FeedbackRecord]
) -> None:
    made = answer(session, counter, "a", score="9", text=" Ótimo! ", contact="ana@example.com")

    record = stored(made.record_id)
    assert (made.is_new, made.band, made.is_held) == (True, Band.PROMOTER, False)
    assert (record.team_id, record.touchpoint_id) == (town.desk, counter.till)
    assert (record.score, record.text, record.folded) == (9, "Ótimo!", "otimo")
    assert (record.contact, record.channel, record.kind) == ("ana@example.com", "public", "survey")
    assert_rollups_hold(session)


def test_the_same_form_sent_twice_is_one_answer(
    session: Session, town: Town, counter: Counter
) -> None:
    first = answer(session, counter, "a", score=9)
    second = answer(session, counter, "a", score=2)

    assert (second.is_new, second.record_id, second.band) == (False, first.record_id, first.band)
    assert scores.score(session, actor=town.edu, kind=SurveyKind.NPS).n == 1


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "choose a number"),
        ({"score": ""}, "choose a number"),
        ({"score": 11}, "goes from 0 to 10"),
        ({"score": "x"}, "whole number"),
        ({"score": 9, "text": "a" * 2_001}, "at most 2000"),
        ({"kind": Kind.COMPLAINT}, "few words"),
        ({"kind": Kind.OBSERVATION, "text": "x"}, "Customers send"),
        ({"score": 9, "contact": "a" * 201}, "at most 200"),
    ],
)
def test_it_refuses_what_is_missing_or_too_much(
    session: Session, counter: Counter, values: dict[str, object], why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        answer(session, counter, "a", **values)


def test_it_refuses_a_form_without_its_token(session: Session, counter: Counter) -> None:
    with pytest.raises(InvalidInput, match="incomplete"):
        answer(session, counter, " ", score=9)


def test_a_closed_survey_takes_nothing(session: Session, town: Town, counter: Counter) -> None:
    (view,) = surveys.surveys(session, actor=town.diana)
    surveys.change_survey(
        session,
        actor=town.diana,
        survey_id=view.id,
        name=view.name,
        question=view.question,
        follow_up=view.follow_up,
        is_open=False,
        version=view.version,
        now=NOON,
    )
    with pytest.raises(NotFound):
        answer(session, counter, "a", score=9)


def test_a_complaint_is_told_to_the_manager_once(
    session: Session, town: Town, counter: Counter
) -> None:
    for _ in range(2):
        answer(session, counter, "a", kind=Kind.COMPLAINT, text="Waited an hour.")

    (notice,) = notices.inbox(session, actor=town.diana)
    assert notice.values == {"team": "Front desk"}
    assert notices.unread_count(session, actor=town.edu) == 0
    record_id = int(notice.link.removeprefix("records?record="))
    assert inbox.record(session, actor=town.diana, record_id=record_id).text == "Waited an hour."
    assert_rollups_hold(session)


def test_a_flood_from_one_sender_is_held_out_of_the_figures(
    session: Session, town: Town, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cxgame.feedback.bursts.get_settings", lambda: Settings(survey_posts_per_minute=2)
    )
    made = [answer(session, counter, f"f{n}", score=0, sender="10.0.0.1") for n in range(4)]
    other = answer(session, counter, "other", score=10, sender="10.0.0.2")

    assert [one.is_held for one in made] == [False, False, True, True]
    assert not other.is_held
    assert scores.score(session, actor=town.edu, kind=SurveyKind.NPS).n == 3
    held = inbox.records(session, actor=town.diana, wanted=inbox.Filter(is_held=True))
    assert len(held.records) == 2
    assert_rollups_hold(session)

    review.release_held(session, actor=town.diana, record_id=made[2].record_id, now=NOON)
    review.release_held(session, actor=town.diana, record_id=made[2].record_id, now=NOON)
    assert scores.score(session, actor=town.edu, kind=SurveyKind.NPS).n == 4
    assert_rollups_hold(session)


def test_no_address_is_kept(session: Session, counter: Counter) -> None:
    answer(session, counter, "a", score=9, sender="10.0.0.1")
    assert "10.0.0.1" not in session.exec(select(SenderMinute.sender)).one()


def test_a_limit_of_zero_holds_nothing(
    session: Session, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cxgame.feedback.bursts.get_settings", lambda: Settings(survey_posts_per_minute=0)
    )
    for n in range(5):
        answer(session, counter, f"f{n}", score=9, sender="10.0.0.1")
    assert session.exec(select(func.count()).where(FeedbackRecord.is_held)).one() == 0
    assert session.exec(select(func.count()).select_from(SenderMinute)).one() == 0


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "root", "integration"])
def test_it_is_for_customers_only(session: Session, town: Town, counter: Counter, who: str) -> None:
    with pytest.raises(NotAllowed):
        answers.answer_survey(
            session,
            actor=town.everybody[who],
            token=counter.token,
            form_token="a",
            score=9,
            now=NOON,
        )
