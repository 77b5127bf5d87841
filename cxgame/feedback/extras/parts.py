"""What a customer answers to the extra questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame import db
from cxgame.errors import InvalidInput
from cxgame.feedback.entries import tidy_text
from cxgame.feedback.extras.models import AnswerPart, SurveyQuestion
from cxgame.feedback.extras.questions import Question, QuestionKind, as_question
from cxgame.feedback.models import Survey

LONGEST_WORDS = 1_000  # characters of an answer in words
AT_ONCE = 5_000  # records

Given = Mapping[int, Sequence[str]]  # by question


@dataclass(frozen=True, slots=True)
class Part:
    """An extra question with what was answered, both in words of one language."""

    question: str
    answer: str


def checked(questions: Sequence[Question], given: Given) -> dict[int, list[str]]:
    """Return what is to be stored of the answers given, by question.

    Raise InvalidInput for a required question without one, and for an answer that the question
    does not offer. What belongs to no question of the survey is dropped: the page may be old.
    """
    kept: dict[int, list[str]] = {}
    for question in questions:
        values = [value for value in dict.fromkeys(given.get(question.id, ())) if value.strip()]
        if not values and question.is_required:
            raise InvalidInput("Please answer every question that is marked as required.")
        if values:
            kept[question.id] = _values(question, values)
    return kept


def store(session: Session, record_id: int, kept: Mapping[int, Sequence[str]]) -> None:
    """Store the checked answers of a record."""
    rows = [
        {"record_id": record_id, "question_id": question_id, "value": value}
        for question_id, values in kept.items()
        for value in values
    ]
    if rows:
        session.connection().execute(db.insert(session, AnswerPart), rows)


def replace(session: Session, record_id: int, kept: Mapping[int, Sequence[str]]) -> None:
    """Store the checked answers of a record in the place of those it had."""
    session.execute(delete(AnswerPart).where(col(AnswerPart.record_id) == record_id))
    store(session, record_id, kept)


def given_to(session: Session, *, record_id: int) -> dict[int, list[str]]:
    """Return a record's answers as they are stored, by question."""
    query = select(AnswerPart.question_id, AnswerPart.value).where(
        AnswerPart.record_id == record_id
    )
    found: dict[int, list[str]] = {}
    for question_id, value in session.exec(query.order_by(col(AnswerPart.id))):
        found.setdefault(question_id, []).append(value)
    return found


def answer_parts(session: Session, *, record_id: int, locale: str) -> list[Part]:
    """Return a record's extra questions and answers in words, in the order they were asked.

    Called with the id of a record that was read by an actor who may.
    """
    given = given_to(session, record_id=record_id)
    query = select(SurveyQuestion).where(col(SurveyQuestion.id).in_(given))
    rows = session.exec(query.order_by(col(SurveyQuestion.place), col(SurveyQuestion.id)))
    found = [as_question(row) for row in rows]
    return [Part(q.words[locale], in_words(q, given[q.id], locale)) for q in found]


def answers_of(
    session: Session, *, record_ids: Sequence[int], locale: str
) -> tuple[dict[int, str], dict[int, dict[int, str]]]:
    """Return the questions that records answered, and the answers in words, by record and question.

    A question is called by its survey and its words, in the order of surveys and places. Called
    with the ids of records that were read by an actor who may.
    """
    given: dict[int, dict[int, list[str]]] = {}
    for start in range(0, len(record_ids), AT_ONCE):
        some = record_ids[start : start + AT_ONCE]
        query = select(AnswerPart.record_id, AnswerPart.question_id, AnswerPart.value)
        query = query.where(col(AnswerPart.record_id).in_(some)).order_by(col(AnswerPart.id))
        for record_id, question_id, value in session.exec(query):
            given.setdefault(record_id, {}).setdefault(question_id, []).append(value)
    answered = {question_id for each in given.values() for question_id in each}
    named = select(SurveyQuestion, Survey.name).join(
        Survey, col(Survey.id) == col(SurveyQuestion.survey_id)
    )
    rows = session.exec(
        named.where(col(SurveyQuestion.id).in_(answered)).order_by(
            col(SurveyQuestion.survey_id), col(SurveyQuestion.place), col(SurveyQuestion.id)
        )
    ).all()
    asked = {row.id: as_question(row) for row, _survey in rows}
    titles = {row.id: f"{survey}: {asked[row.id].words[locale]}" for row, survey in rows}
    found = {
        record_id: {key: in_words(asked[key], values, locale) for key, values in each.items()}
        for record_id, each in given.items()
    }
    return titles, found


def in_words(question: Question, values: Sequence[str], locale: str) -> str:
    """Return stored values as a customer saw them."""
    named = {option.key: option.words[locale] for option in question.options}
    return ", ".join(named.get(value, value) for value in values)


def _values(question: Question, values: list[str]) -> list[str]:
    match question.kind:
        case QuestionKind.TEXT:
            return [tidy_text(values[0], LONGEST_WORDS)]
        case QuestionKind.SCALE:
            offered = {str(n) for n in range(question.low, question.high + 1)}
        case _:
            offered = {option.key for option in question.options}
    if question.kind is not QuestionKind.CHOICES:
        values = values[:1]
    if not offered.issuperset(values):
        raise InvalidInput("Please choose one of the answers that the question offers.")
    return values
