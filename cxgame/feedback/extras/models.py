"""Tables of the extra questions."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel, UniqueConstraint


class SurveyQuestion(SQLModel, table=True):
    """One extra question of a survey; a retired one stays for the answers it got."""

    __tablename__ = "survey_question"

    id: int = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    place: int  # from 1, the order in which they are asked
    kind: str
    words: dict[str, str] = Field(sa_type=JSON)  # by language
    options: list[dict[str, Any]] = Field(sa_type=JSON)  # {"key", "words"} of each
    low: int = 0  # of a scale
    high: int = 0
    is_required: bool = False
    is_active: bool = True


class AnswerPart(SQLModel, table=True):
    """One answer to one extra question: an option's key, a number, or words.

    Several options chosen are several rows.
    """

    __tablename__ = "answer_part"
    __table_args__ = (
        UniqueConstraint("record_id", "question_id", "value"),
        Index("ix__answer_part__question_value", "question_id", "value"),
    )

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="feedback_record.id")
    question_id: int = Field(foreign_key="survey_question.id")
    value: str
