from collections.abc import Callable

import pytest
from sqlmodel import Session, func, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import answers, dictated, surveys, versions
from cxgame.feedback.extras import parts
from cxgame.feedback.extras.models import AnswerPart
from cxgame.feedback.extras.questions import Option, Question, QuestionKind, with_keys
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.terms import LegalBasis, Terms
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold

NOBODY = Actor.nobody()
WORDS = {"pt-BR": "O que você usou?", "en": "What did you use?"}


def texts(*words: str) -> list[dict[str, str]]:
    return [{"pt-BR": f"{word} (pt)", "en": word} for word in words]


CHOICE = Question(QuestionKind.CHOICE, WORDS, with_keys(texts("Bath", "Shop")), is_required=True)
CHOICES = Question(QuestionKind.CHOICES, WORDS, with_keys(texts("Price", "Time", "Care")))
SCALE = Question(QuestionKind.SCALE, WORDS, low=1, high=5)
TEXT = Question(QuestionKind.TEXT, WORDS)


def change(
    session: Session, town: Town, survey_id: int, *extras: Question, **more: object
) -> surveys.SurveyView:
    view = surveys.survey(session, actor=town.diana, survey_id=survey_id)
    surveys.change_survey(
        session,
        actor=town.diana,
        survey_id=view.id,
        name=view.name,
        question=view.question,
        follow_up=view.follow_up,
        is_open=True,
        extras=extras,
        version=view.version,
        now=NOON,
        **more,  # type: ignore[arg-type]
    )
    return surveys.survey(session, actor=town.diana, survey_id=survey_id)


def test_options_keep_their_keys_when_they_move_or_are_reworded() -> None:
    first = with_keys(texts("Price", "Time", "Care"))
    assert [option.key for option in first] == ["1", "2", "3"]
    moved = with_keys(texts("Care", "Price", "Waiting time", "Place"), first)
    assert [option.key for option in moved] == ["3", "1", "4", "5"]
    reworded = with_keys(texts("Price", "Waiting time", "Care"), first)
    assert [option.key for option in reworded] == ["1", "2", "3"]


def test_every_kind_is_asked_answered_and_read_back(
    session: Session, town: Town, counter: Counter
) -> None:
    view = change(session, town, counter.survey_id, CHOICE, CHOICES, SCALE, TEXT)
    choice, choices, scale, text = (question.id for question in view.extras)
    given = {
        choice: ["2"],
        choices: ["1", "3", "1"],
        scale: ["4"],
        text: [" Tudo certo "],
        99: [""],
    }
    made = answers.answer_survey(
        session,
        actor=NOBODY,
        token=counter.token,
        form_token="a",
        score=9,
        parts=given,
        now=NOON,
    )
    record = session.get_one(FeedbackRecord, made.record_id)
    assert record.survey_version == 2
    read = parts.answer_parts(session, record_id=record.id, locale="en")
    assert [part.answer for part in read] == ["Shop", "Price, Care", "4", "Tudo certo"]
    # A cross-tab is one join: how many chose each option.
    counts = select(AnswerPart.value, func.count()).where(AnswerPart.question_id == choices)
    assert dict(session.exec(counts.group_by(AnswerPart.value)).all()) == {"1": 1, "3": 1}  # type: ignore[arg-type]
    assert_rollups_hold(session)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "marked as required"),
        ({"choice": [" "]}, "marked as required"),
        ({"choice": ["9"]}, "that the question offers"),
        ({"choice": ["1"], "scale": ["6"]}, "that the question offers"),
        ({"choice": ["1"], "text": ["a" * 1_001]}, "at most 1000"),
    ],
)
def test_a_missing_or_foreign_answer_is_refused_and_stores_nothing(
    session: Session, town: Town, counter: Counter, given: dict[str, list[str]], why: str
) -> None:
    view = change(session, town, counter.survey_id, CHOICE, SCALE, TEXT)
    ids = dict(zip(("choice", "scale", "text"), (q.id for q in view.extras), strict=True))
    with pytest.raises(InvalidInput, match=why):
        answers.answer_survey(
            session,
            actor=NOBODY,
            token=counter.token,
            form_token="a",
            score=9,
            parts={ids[name]: values for name, values in given.items()},
            now=NOON,
        )
    assert session.exec(select(FeedbackRecord.id)).all() == []


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (Question(QuestionKind.CHOICE, WORDS, with_keys(texts("One"))), "from 2 to 12"),
        (Question(QuestionKind.TEXT, {"en": "Only English"}), "both languages"),
        (Question(QuestionKind.SCALE, WORDS, low=5, high=1), "lower to a higher"),
        (Question(QuestionKind.SCALE, WORDS, low=0, high=11), "lower to a higher"),
        (
            Question(QuestionKind.CHOICE, WORDS, (Option("1", {"en": "a"}), Option("2", {}))),
            "each option in both",
        ),
        (Question(QuestionKind.CHOICE, WORDS, with_keys(texts("a" * 81, "b"))), "at most 80"),
    ],
)
def test_what_nobody_could_answer_is_refused(
    session: Session, town: Town, counter: Counter, question: Question, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        change(session, town, counter.survey_id, question)


def test_five_are_enough_and_one_of_another_survey_is_not_found(
    session: Session, town: Town, counter: Counter
) -> None:
    with pytest.raises(InvalidInput, match="at most 5"):
        change(session, town, counter.survey_id, *[TEXT] * 6)
    with pytest.raises(NotFound):
        change(session, town, counter.survey_id, Question(QuestionKind.TEXT, WORDS, id=99))


def test_every_version_is_kept_with_who_changed_what(
    session: Session, town: Town, counter: Counter
) -> None:
    change(session, town, counter.survey_id, TEXT)
    consent = Terms(LegalBasis.CONSENT, {"pt-BR": "Concordo", "en": "I agree"}, throttle_days=180)
    view = change(session, town, counter.survey_id, terms=consent)
    kept = versions.versions(session, survey_id=counter.survey_id)

    assert [(one.version, one.by) for one in kept] == [(3, "Diana"), (2, "Diana"), (1, "Diana")]
    assert set(kept[0].changed) == {
        "questions",
        "legal_basis",
        "consent",
        "consent_version",
        "throttle_days",
    }
    assert len(kept[1].content["questions"]) == 1 and view.extras == ()


def test_consent_is_stored_with_its_version_or_nothing_is(
    session: Session,
    town: Town,
    counter: Counter,
    stored: Callable[[int], FeedbackRecord],
) -> None:
    agreed = Terms(LegalBasis.CONSENT, {"pt-BR": "Concordo", "en": "I agree"})
    with pytest.raises(InvalidInput, match="agree to in both"):
        change(session, town, counter.survey_id, terms=Terms(LegalBasis.CONSENT))
    change(session, town, counter.survey_id, terms=agreed)
    reworded = Terms(LegalBasis.CONSENT, {"pt-BR": "Concordo!", "en": "I do agree"})
    change(session, town, counter.survey_id, terms=reworded)
    change(session, town, counter.survey_id, terms=reworded)

    def answer(form: str, agrees: bool) -> answers.Answer:
        return answers.answer_survey(
            session,
            actor=NOBODY,
            token=counter.token,
            form_token=form,
            score=9,
            agrees=agrees,
            now=NOON,
        )

    with pytest.raises(InvalidInput, match="tick that you agree"):
        answer("a", False)
    record = stored(answer("b", True).record_id)
    assert (record.legal_basis, record.consent_version) == ("consent", 2)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (Terms(throttle_days=7), "30, 90, 180 or 365"),
        (Terms(invitation_days=0), "1 to 365"),
        (Terms(reminder_days=61), "within 60 days"),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    session: Session, town: Town, counter: Counter, terms: Terms, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        change(session, town, counter.survey_id, terms=terms)


def test_staff_types_an_answer_for_a_customer(
    session: Session, town: Town, counter: Counter, stored: Callable[[int], FeedbackRecord]
) -> None:
    made = [
        dictated.record_answer(
            session,
            actor=town.alice,
            survey_id=counter.survey_id,
            score="4",
            text="Esperou muito",
            form_token="one form",
            now=NOON,
        )
        for _ in range(2)
    ]
    record = stored(made[0].record_id)
    assert [one.is_new for one in made] == [True, False]
    assert (record.channel, record.author_id) == ("staff", town.alice.person_id)
    assert (record.team_id, record.band) == (town.desk, "detractor")
    assert_rollups_hold(session)
    with pytest.raises(NotFound):
        dictated.record_answer(session, actor=town.edu, survey_id=99, score=4, now=NOON)
