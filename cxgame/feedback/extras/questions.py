"""The extra questions of a survey: what may be asked, and how they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from cxgame import db
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import wording
from cxgame.feedback.extras.models import SurveyQuestion
from cxgame.feedback.models import Survey
from cxgame.i18n import LOCALES

MOST_QUESTIONS = 5
MOST_OPTIONS = 12
LONGEST_OPTION = 80  # characters
HIGHEST = 10  # of a scale
USUAL_SCALE = (1, 5)
MOST_CROSSED = 40  # questions to choose from in a cross-tab


class QuestionKind(StrEnum):
    """How an extra question is answered."""

    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    TEXT = "text"


# Each answer reads them, so the statement is built once and no models are made.
_ASKED = (
    select(*db.table_of(SurveyQuestion).columns)
    .where(col(SurveyQuestion.survey_id) == bindparam("of_survey"), col(SurveyQuestion.is_active))
    .order_by(col(SurveyQuestion.place), col(SurveyQuestion.id))
)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `key` is what an answer keeps, so that words may change."""

    key: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """An extra question, `id` 0 while it is new; a scale has no options, the others no scale."""

    kind: QuestionKind
    words: Mapping[str, str]
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 0
    is_required: bool = False
    id: int = 0


def to_cross(session: Session, *, kind: str, locale: str) -> list[tuple[int, str]]:
    """Return the questions with options or a scale in surveys of a kind: ids, with their words.

    Retired ones too: they keep their answers. The newest survey's come first.
    """
    query = (
        select(SurveyQuestion)
        .join(Survey, col(Survey.id) == col(SurveyQuestion.survey_id))
        .where(Survey.kind == kind, SurveyQuestion.kind != QuestionKind.TEXT)
        .order_by(col(SurveyQuestion.survey_id).desc(), col(SurveyQuestion.place))
    )
    return [(row.id, row.words.get(locale, "")) for row in session.exec(query.limit(MOST_CROSSED))]


def title(session: Session, *, question_id: int, locale: str) -> str:
    """Return the words of a question, "" for an unknown one."""
    row = session.get(SurveyQuestion, question_id)
    return row.words.get(locale, "") if row else ""


def option_names(session: Session, *, question_id: int, locale: str) -> dict[str, str]:
    """Return the words of a question's options by what an answer keeps of them."""
    row = session.get(SurveyQuestion, question_id)
    return {one["key"]: one["words"].get(locale, "") for one in row.options} if row else {}


def checked(question: Question) -> Question:
    """Return a question tidied; raise InvalidInput for one that nobody could answer."""
    words = wording.in_both_languages(question.words)
    low, high = question.low, question.high
    options: tuple[Option, ...] = ()
    if question.kind is QuestionKind.SCALE:
        low, high = (low, high) if (low, high) != (0, 0) else USUAL_SCALE
        if not 0 <= low < high <= HIGHEST:
            raise InvalidInput("A scale goes from a lower to a higher number, up to 10.")
    else:
        low = high = 0
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        options = tuple(_option(option) for option in question.options)
        if not 2 <= len(options) <= MOST_OPTIONS:
            raise InvalidInput("A choice has from 2 to {most} options.", most=MOST_OPTIONS)
        if len({option.key for option in options}) < len(options):
            raise InvalidInput("An option stands there twice.")
    return Question(question.kind, words, options, low, high, question.is_required, question.id)


def with_keys(
    texts: Sequence[Mapping[str, str]], known: Sequence[Option] = ()
) -> tuple[Option, ...]:
    """Return texts as options that keep the keys of those they are or reword.

    The same words are the same option wherever they stand now; new words in the place of an
    option that is gone reword it; whatever else is new gets a new key.
    """
    same = {tuple(option.words.get(key, "") for key in LOCALES): option.key for option in known}
    keys = [same.get(tuple(text.get(key, "") for key in LOCALES)) for text in texts]
    for place, option in enumerate(known[: len(keys)]):
        if keys[place] is None and option.key not in keys:
            keys[place] = option.key
    last = max((int(o.key) for o in known if o.key.isdigit()), default=0)
    options = []
    for key, text in zip(keys, texts, strict=True):
        last += key is None
        options.append(Option(key or str(last), dict(text)))
    return tuple(options)


def questions(session: Session, *, survey_id: int) -> tuple[Question, ...]:
    """Return the questions that a survey asks now, in their order."""
    rows = session.connection().execute(_ASKED, {"of_survey": survey_id})
    return tuple(as_question(row) for row in rows)


def as_question(row: Any) -> Question:  # a model's or a plain row, which has no type of its own
    """Return a stored question as plain values."""
    options = tuple(Option(each["key"], each["words"]) for each in row.options)
    kind = QuestionKind(row.kind)
    return Question(kind, row.words, options, row.low, row.high, row.is_required, row.id)


def replace(session: Session, *, survey_id: int, wanted: Sequence[Question]) -> None:
    """Make the questions of a survey those wanted; one that is left out retires.

    Raise InvalidInput for more than five, or one that nobody could answer, NotFound for one of
    another survey. Called by the commands on surveys, which have asked whether their actor may.
    """
    if len(wanted) > MOST_QUESTIONS:
        raise InvalidInput("A survey has at most {n} extra questions.", n=MOST_QUESTIONS)
    query = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id)
    known = {row.id: row for row in session.exec(query)}
    for row in known.values():
        row.is_active = False
    for place, given in enumerate(wanted, 1):
        question = checked(given)
        row = _row(known, survey_id, question)
        row.place, row.words, row.is_active = place, dict(question.words), True
        row.options = [{"key": o.key, "words": dict(o.words)} for o in question.options]
        row.low, row.high, row.is_required = question.low, question.high, question.is_required
        session.add(row)
    session.flush()


def _row(known: Mapping[int, SurveyQuestion], survey_id: int, wanted: Question) -> SurveyQuestion:
    """Return the row of a question; another kind of answer makes another question of it."""
    row = known.get(wanted.id)
    if wanted.id and row is None:
        raise NotFound("There is no such question.")
    if row is not None and row.kind == wanted.kind:
        return row
    return SurveyQuestion(
        survey_id=survey_id, place=0, kind=wanted.kind, words=dict(wanted.words), options=[]
    )


def _option(option: Option) -> Option:
    words = {key: " ".join(option.words.get(key, "").split()) for key in LOCALES}
    if not all(words.values()):
        raise InvalidInput("Write each option in both languages, one a line, in the same order.")
    if max(map(len, words.values())) > LONGEST_OPTION:
        raise InvalidInput("An option has at most {n} characters.", n=LONGEST_OPTION)
    return Option(option.key, words)
