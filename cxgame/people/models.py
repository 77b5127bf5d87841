"""Tables of the people room."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from cxgame.db import UtcDateTime


class Role(StrEnum):
    """What somebody is here for; the last three are not persons."""

    FRONTLINE = "frontline"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMIN = "admin"
    SYSTEM = "system"
    INTEGRATION = "integration"
    NOBODY = "nobody"


PERSON_ROLES = (Role.FRONTLINE, Role.MANAGER, Role.DIRECTOR, Role.ADMIN)


class Company(SQLModel, table=True):
    """The one company that this installation serves."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    name: str
    is_demo: bool = False


class Unit(SQLModel, table=True):
    """A place of the company: a store, a hotel, a clinic."""

    __tablename__ = "unit"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    is_active: bool = True
    version: int = 1


class Team(SQLModel, table=True):
    """A group that serves, learns and is compared together."""

    __tablename__ = "team"

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str = Field(unique=True)
    is_active: bool = True
    version: int = 1


class Person(SQLModel, table=True):
    """Somebody who signs in; `sign_in_name` is folded to lower case without accents."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    name: str
    sign_in_name: str = Field(unique=True)
    email: str | None = Field(default=None, unique=True)
    role: str
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    password_hash: str | None = None
    language: str | None = None
    is_ombudsman: bool = False  # holds the office besides the role
    is_active: bool = True
    version: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)


class PersonScope(SQLModel, table=True):
    """A unit or a team that a manager answers for, besides the home team."""

    __tablename__ = "person_scope"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "team_id"),
        CheckConstraint("(unit_id IS NULL) <> (team_id IS NULL)", name="unit_or_team"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")


class PasswordLink(SQLModel, table=True):
    """A link of one use to choose a password; only its hash is kept."""

    __tablename__ = "password_link"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInSession(SQLModel, table=True):
    """A browser that is signed in; only the hash of its cookie is kept."""

    __tablename__ = "sign_in_session"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInFailure(SQLModel, table=True):
    """How often a sign-in name or an address failed lately."""

    __tablename__ = "sign_in_failure"

    key: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_type=UtcDateTime)


class ApiKey(SQLModel, table=True):
    """A key of another system; only its hash is kept, `scope` is one permission word."""

    __tablename__ = "api_key"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    key_hash: str = Field(unique=True)
    scope: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AuditEntry(SQLModel, table=True):
    """One command that somebody ran: ids only, each row sealed by the hash of the one before."""

    __tablename__ = "audit_entry"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    action: str = Field(index=True)
    entity: str = Field(index=True)
    payload: str
    previous_hash: str = Field(unique=True)
    hash: str = Field(unique=True)
