"""The ways answers can be parted, and how each is read from the roll-ups or from the records."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.extras import questions
from cxgame.feedback.models import FeedbackRecord, ScoreDay, Survey
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Team
from cxgame.standards import sops
from cxgame.standards.touchpoints import touchpoint_names

FIELD = "field:"  # what the name of a metadata field follows
QUESTION = "question:"  # what the id of an extra question follows
LONGEST_VALUE = 80  # characters of a metadata value that tell it from others

Value = int | str | None  # an id, a word, or None for none of them


class Dimension(StrEnum):
    """What answers can be parted by, besides fields of their metadata and extra questions."""

    TEAM = "team"
    UNIT = "unit"
    TOUCHPOINT = "touchpoint"
    CHANNEL = "channel"
    SURVEY = "survey"
    SEGMENT_VALUE = "value"
    SEGMENT_NEED = "need"
    MONTH = "month"
    WEEKDAY = "weekday"
    LANGUAGE = "language"
    STEP = "step"
    TAG = "tag"


ROLLED_UP = frozenset(
    (Dimension.TEAM, Dimension.UNIT, Dimension.TOUCHPOINT, Dimension.MONTH, Dimension.WEEKDAY)
)
# What an index over the answers holds; the rest looks into the records or at the customers.
INDEXED = ROLLED_UP | {Dimension.CHANNEL, Dimension.SURVEY, Dimension.LANGUAGE, Dimension.STEP}
OF_CUSTOMERS = frozenset((Dimension.SEGMENT_VALUE, Dimension.SEGMENT_NEED))


def parse(text: str) -> str | None:
    """Return a dimension as an address writes it, None for what is none."""
    if text in set(Dimension) or question_of(text):
        return text
    return text if text.startswith(FIELD) and text != FIELD else None


def question_of(by: str) -> int | None:
    """Return the id of the extra question that a dimension is, None for any other."""
    number = by.removeprefix(QUESTION)
    is_one = by.startswith(QUESTION) and number.isascii() and number.isdigit()
    return int(number) if is_one else None


def is_slow(*by: str) -> bool:
    """Tell whether parting by these looks at every record of the time."""
    return any(one not in INDEXED for one in by)


def overlaps(by: str) -> bool:
    """Tell whether a record may stand in several parts at once."""
    return by == Dimension.TAG or question_of(by) is not None


def rolled_up(by: str) -> Any:
    """Return the roll-up's column that holds a dimension, whose values `settle` finishes."""
    match by:
        case Dimension.TEAM | Dimension.UNIT:
            return ScoreDay.team_id
        case Dimension.TOUCHPOINT:
            return ScoreDay.touchpoint_id
    return ScoreDay.on_day


def recorded(session: Session, by: str) -> Any:
    """Return the records' expression of any dimension but a tag and an extra question."""
    record = FeedbackRecord
    if by.startswith(FIELD):
        return of_field(by.removeprefix(FIELD))
    match Dimension(by):
        case Dimension.MONTH:
            return func.substr(cast(col(record.on_day), String), 1, 7)
        case Dimension.WEEKDAY:
            return _sunday_based(session)
        case Dimension.SEGMENT_VALUE:
            return col(Customer.segment_value)
        case Dimension.SEGMENT_NEED:
            return col(Customer.segment_need)
        case Dimension.UNIT | Dimension.TEAM:
            return col(record.team_id)
        case Dimension.STEP:
            return col(record.sop_step_id)
        case Dimension.TOUCHPOINT | Dimension.SURVEY:
            return col(getattr(record, f"{by}_id"))
    return col(getattr(record, by))


def of_field(name: str) -> Any:
    """Return the expression of a metadata field's value, cut where it grows long."""
    return func.substr(col(FeedbackRecord.details)[name].as_string(), 1, LONGEST_VALUE)


def settle(by: str, value: Any, *, unit_of: Mapping[int, int]) -> Value:
    """Return a value as readings name it: a unit for a team, a month for a day, None for zero."""
    match by:
        case Dimension.UNIT:
            return unit_of.get(value or 0)
        case Dimension.MONTH:
            return value if isinstance(value, str) else f"{value:%Y-%m}"
        case Dimension.WEEKDAY:
            return (int(value) + 6) % 7 if isinstance(value, str) else int(value.weekday())
        case Dimension.TEAM | Dimension.TOUCHPOINT:
            return value or None
    kept: Value = value if value != "" else None
    return kept


def unit_of_team(session: Session) -> dict[int, int]:
    """Return the unit of each team, closed ones too."""
    return dict(session.execute(select(col(Team.id), col(Team.unit_id))).all())


def names(session: Session, by: str, *, actor: Actor, today: date) -> dict[Value, str]:
    """Return the names of the values that are ids; other values speak for themselves."""
    asked = question_of(by)
    if asked is not None:
        return dict(questions.option_names(session, question_id=asked, locale=actor.locale).items())
    found: dict[int, str] = {}
    match by:
        case Dimension.TEAM:
            found = people.team_names(session)
        case Dimension.UNIT:
            found = {unit.id: unit.name for unit in people.units(session)}
        case Dimension.TOUCHPOINT:
            found = touchpoint_names(session, locale=actor.locale)
        case Dimension.STEP:
            steps = sops.steps(session, actor=actor, today=today)
            found = {step.id: step.label for step in steps}
        case Dimension.SURVEY:
            found = dict(session.execute(select(col(Survey.id), col(Survey.name))).all())
    return dict(found.items())


def _sunday_based(session: Session) -> Any:
    """Return the weekday as "0" for Sunday to "6", which both databases can say."""
    day = col(FeedbackRecord.on_day)
    if db.is_sqlite(session):
        return func.strftime("%w", day)
    return cast(func.date_part("dow", day), String)
