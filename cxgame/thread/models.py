"""Tables of the thread room."""

from datetime import datetime

from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class RecordLink(SQLModel, table=True):
    """What a customer's voice led to: a card, or a module given to a team.

    Taking back the record (an import undone) takes its links away, never the card or the training.
    """

    __tablename__ = "record_link"
    __table_args__ = (
        UniqueConstraint("record_id", "card_id"),
        UniqueConstraint("record_id", "assignment_id"),
        CheckConstraint("(card_id IS NULL) <> (assignment_id IS NULL)", name="one_end"),
    )

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="feedback_record.id", ondelete="CASCADE")
    card_id: int | None = Field(default=None, foreign_key="card.id", index=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class StudyLink(SQLModel, table=True):
    """A card that follows from a study of causes; without the study the card goes on alone."""

    __tablename__ = "study_link"
    __table_args__ = (UniqueConstraint("study_id", "card_id"),)

    id: int = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="cause_study.id", ondelete="CASCADE")
    card_id: int = Field(foreign_key="card.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class VisitLink(SQLModel, table=True):
    """What a question of a visit led to: a card, or a module given to the team."""

    __tablename__ = "visit_link"
    __table_args__ = (
        CheckConstraint("(card_id IS NULL) <> (assignment_id IS NULL)", name="one_end"),
    )

    id: int = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", ondelete="CASCADE", index=True)
    item_key: str
    card_id: int | None = Field(default=None, foreign_key="card.id", index=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class DeedLink(SQLModel, table=True):
    """A card or a training that did what “you said, we did” tells of."""

    __tablename__ = "deed_link"
    __table_args__ = (
        CheckConstraint("(card_id IS NULL) <> (assignment_id IS NULL)", name="one_end"),
    )

    id: int = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", ondelete="CASCADE", index=True)
    card_id: int | None = Field(default=None, foreign_key="card.id", index=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class CardLink(SQLModel, table=True):
    """A case or a module that a card is about, besides the records it came from."""

    __tablename__ = "card_link"
    __table_args__ = (
        UniqueConstraint("card_id", "case_id"),
        UniqueConstraint("card_id", "module_slug"),
        CheckConstraint("(case_id IS NULL) <> (module_slug IS NULL)", name="one_end"),
    )

    id: int = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id")
    case_id: int | None = Field(
        default=None, foreign_key="feedback_case.id", ondelete="CASCADE", index=True
    )
    module_slug: str | None = None
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class CardObjective(SQLModel, table=True):
    """The objective that a plan serves: one at most."""

    __tablename__ = "card_objective"

    card_id: int = Field(foreign_key="card.id", primary_key=True)
    objective_id: int = Field(foreign_key="objective.id", index=True)
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
