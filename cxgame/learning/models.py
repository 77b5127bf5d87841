"""Tables of the learning room; texts in both languages are JSON like {"pt-BR": …, "en": …}."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Module(SQLModel, table=True):
    """A lesson, its questions and a conversation, whatever their revision."""

    __tablename__ = "module"

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    sop_id: int = Field(foreign_key="sop.id", index=True)
    title: dict[str, str] = Field(sa_type=JSON)
    objective: dict[str, str] = Field(sa_type=JSON)
    minutes: int
    current_revision: str
    is_active: bool = True


class ModuleVersion(SQLModel, table=True):
    """What a module said in one revision; never changed, so that a run can hold on to it."""

    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "revision"),)

    id: int = Field(default=None, primary_key=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    revision: str  # sha256 of the content: files and screen are one thing
    origin: str  # shipped with the product, or the company's own
    body: dict[str, Any] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Question(SQLModel, table=True):
    """One question on one SOP step, as it stands now; its key is never given to another."""

    __tablename__ = "question"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    kind: str
    position: int
    revision: str
    body: dict[str, Any] = Field(sa_type=JSON)
    is_active: bool = True


class Track(SQLModel, table=True):
    """Modules for some roles, in the order in which they are best learned."""

    __tablename__ = "track"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    position: int
    symbol: str
    name: dict[str, str] = Field(sa_type=JSON)
    purpose: dict[str, str] = Field(sa_type=JSON)
    roles: list[str] = Field(sa_type=JSON)
    modules: list[str] = Field(sa_type=JSON)
    revision: str
    origin: str
    is_active: bool = True


class ModuleRun(SQLModel, table=True):
    """One person's way through one revision of a module, and where the person stands in it.

    `turn` counts the questions put so far, the missed ones that come back at the end included.
    """

    __tablename__ = "module_run"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "number"),
        Index(
            "uq__module_run__open",
            "person_id",
            "module_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        CheckConstraint("turn >= 0", name="turn"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    version_id: int = Field(foreign_key="module_version.id")
    number: int
    stage: str
    questions: list[str] = Field(sa_type=JSON)  # keys, in the order of this run
    turn: int = 0
    round: int = 1  # how often the conversation began
    right: int = 0  # questions answered right on the first turn
    points: int = 0  # what this run brought; the ledger is what counts
    is_passed: bool = False
    started_at: datetime = Field(sa_type=UtcDateTime)
    moved_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class QuestionAnswer(SQLModel, table=True):
    """What somebody answered on one turn; the first one stays."""

    __tablename__ = "question_answer"
    __table_args__ = (
        UniqueConstraint("run_id", "turn"),
        Index("ix__question_answer__tries", "person_id", "question_id", "revision"),
    )

    id: int = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="module_run.id")
    turn: int
    person_id: int = Field(foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    revision: str
    tried: int  # 1 for the first time that this person met this revision of the question
    given: Any = Field(sa_type=JSON)  # an id, a list, a mapping, a text, a number or a truth
    outcome: str
    is_guess: bool
    points: int
    milliseconds: int | None = None
    answered_at: datetime = Field(sa_type=UtcDateTime)


class ScenarioChoice(SQLModel, table=True):
    """What somebody said at one moment of a conversation; it can't be taken back."""

    __tablename__ = "scenario_choice"
    __table_args__ = (
        UniqueConstraint("run_id", "round", "position"),
        Index("ix__scenario_choice__tries", "person_id", "scenario", "revision"),
    )

    id: int = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="module_run.id")
    round: int
    position: int
    person_id: int = Field(foreign_key="person.id")
    scenario: str
    revision: str
    step_id: int = Field(foreign_key="sop_step.id", index=True)
    node: str
    choice: str
    points: int
    chosen_at: datetime = Field(sa_type=UtcDateTime)


class Assignment(SQLModel, table=True):
    """A module given to some people by somebody; `record_id` is the feedback that asked for it.

    `step_id` is the SOP step for whose sake it was given, by which its effect is measured.

    One that `is_open` stands for a team, a role in it, a role or everybody, and reaches those who
    come later too, until it is withdrawn. `rule_id` is the rule that gave it again.
    """

    __tablename__ = "assignment"

    id: int = Field(default=None, primary_key=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    role: str | None = None
    is_open: bool = False
    rule_id: int | None = Field(default=None, foreign_key="recertification.id", index=True)
    given_by: int | None = Field(default=None, foreign_key="person.id")
    record_id: int | None = Field(default=None, index=True)
    step_id: int | None = Field(default=None, foreign_key="sop_step.id")
    due_on: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AssignedPerson(SQLModel, table=True):
    """One person of an assignment, and when the module was passed after it was given.

    `due_on` is the person's own day, where it is not the assignment's.
    """

    __tablename__ = "assigned_person"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    due_on: date | None = None
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Recertification(SQLModel, table=True):
    """A rule that gives a module again to those who passed it: after some months, or a change.

    It is for a team, a role in it, a role, or everybody.
    """

    __tablename__ = "recertification"
    __table_args__ = (
        CheckConstraint("every_months IS NOT NULL OR on_major_change", name="has_a_reason"),
    )

    id: int = Field(default=None, primary_key=True)
    module_id: int = Field(foreign_key="module.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    role: str | None = None
    every_months: int | None = None
    on_major_change: bool = False
    made_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ComingChange(SQLModel, table=True):
    """A major change of an SOP that was announced; `before` and `after` are revisions.

    Nobody's cards change before its day; `followed_at` is when they did, once.
    """

    __tablename__ = "coming_change"

    id: int = Field(default=None, primary_key=True)
    sop_id: int = Field(foreign_key="sop.id", index=True)
    before: str
    after: str
    effective_on: date
    followed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
