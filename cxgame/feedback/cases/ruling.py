"""The company's own lists: rules that open cases, and reasons; read and changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases.models import CaseReason, CaseRule
from cxgame.feedback.cases.rules import LONGEST, Rule
from cxgame.feedback.cases.words import OwnerRule, Priority, Purpose, SlaUnit
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.i18n import LOCALES
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import clean, fold

MOST_WORDS = 40


@dataclass(frozen=True)
class RuleForm:
    """A rule as somebody fills it in; `name` holds both languages, words are separate phrases."""

    name: Mapping[str, str]
    purpose: Purpose
    priority: Priority
    length: int
    unit: SlaUnit
    owner: OwnerRule
    kind: Kind | None = None
    band: Band | None = None
    survey_kind: SurveyKind | None = None
    channel: Channel | None = None
    survey_id: int | None = None
    touchpoint_id: int | None = None
    words: Sequence[str] = ()
    needs_words: bool = False
    needs_contact: bool = False
    is_on: bool = True


@dataclass(frozen=True)
class RuleView:
    """A rule as the screen lists it, with its id, place and version."""

    id: int
    position: int
    version: int
    form: RuleForm


@dataclass(frozen=True)
class ReasonView:
    """A reason in both languages."""

    id: int
    name: dict[str, str]
    is_active: bool
    version: int


def in_force(session: Session) -> tuple[Rule, ...]:
    """Return the rules that are on, in their order."""
    query = select(CaseRule).where(CaseRule.is_on)
    return tuple(_rule(row) for row in session.exec(query.order_by(col(CaseRule.position))))


def case_rules(session: Session) -> list[RuleView]:
    """Return every rule in order, for those who may change them."""
    rows = session.exec(select(CaseRule).order_by(col(CaseRule.position), col(CaseRule.id)))
    return [RuleView(row.id, row.position, row.version, _form(row)) for row in rows]


def case_reasons(session: Session, *, with_inactive: bool = False) -> list[ReasonView]:
    """Return the reasons in order."""
    query = select(CaseReason)
    if not with_inactive:
        query = query.where(CaseReason.is_active)
    rows = session.exec(query.order_by(col(CaseReason.position), col(CaseReason.id)))
    return [ReasonView(row.id, row.name, row.is_active, row.version) for row in rows]


def add_case_rule(session: Session, *, actor: Actor, form: RuleForm, now: datetime) -> int:
    """Add a rule behind the others and return its id; raise InvalidInput for what can't work."""
    permissions.require(actor, "feedback.add_case_rule")
    last = session.exec(select(func.max(col(CaseRule.position)))).one() or 0
    row = CaseRule(name={}, position=last + 1, purpose="", priority="", length=1, unit="", owner="")
    _fill(row, form)
    session.add(row)
    session.flush()
    audit.note(session, actor, "feedback.add_case_rule", "case_rule", row.id, now=now)
    return row.id


def change_case_rule(
    session: Session,
    *,
    actor: Actor,
    rule_id: int,
    form: RuleForm,
    position: int | None = None,
    version: int,
    now: datetime,
) -> None:
    """Change a rule; cases that it opened keep what they were promised.

    `position` (from 1) moves it among the others. Raise NotFound, Conflict on a stale version,
    InvalidInput for what can't work.
    """
    permissions.require(actor, "feedback.change_case_rule")
    row = session.get(CaseRule, rule_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such rule.")
    _check_version(row.version, version)
    _fill(row, form)
    row.version += 1
    if position is not None:
        _move(session, row, position)
    session.flush()
    audit.note(session, actor, "feedback.change_case_rule", "case_rule", rule_id, now=now)


def add_case_reason(
    session: Session, *, actor: Actor, name: Mapping[str, str], now: datetime
) -> int:
    """Add a reason to the list and return its id."""
    permissions.require(actor, "feedback.add_case_reason")
    last = session.exec(select(func.max(col(CaseReason.position)))).one() or 0
    row = CaseReason(name=both(name), position=last + 1)
    session.add(row)
    session.flush()
    audit.note(session, actor, "feedback.add_case_reason", "case_reason", row.id, now=now)
    return row.id


def change_case_reason(
    session: Session,
    *,
    actor: Actor,
    reason_id: int,
    name: Mapping[str, str],
    is_active: bool,
    version: int,
    now: datetime,
) -> None:
    """Word a reason anew, or take it off the list; cases that have it keep it."""
    permissions.require(actor, "feedback.change_case_reason")
    row = session.get(CaseReason, reason_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such reason.")
    _check_version(row.version, version)
    row.name, row.is_active, row.version = both(name), is_active, version + 1
    session.flush()
    audit.note(session, actor, "feedback.change_case_reason", "case_reason", reason_id, now=now)


def both(words: Mapping[str, str]) -> dict[str, str]:
    """Return a text of the company in both languages; one given serves both.

    Raise InvalidInput when neither is.
    """
    given = {locale: words.get(locale, "") for locale in LOCALES if words.get(locale, "").strip()}
    some = clean(next(iter(given.values()), ""))
    return {locale: clean(given.get(locale, some)) for locale in LOCALES}


def _check_version(held: int, seen: int) -> None:
    if held != seen:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")


def _fill(row: CaseRule, form: RuleForm) -> None:
    most = LONGEST[form.unit]
    if not 1 <= form.length <= most:
        raise InvalidInput("Write a time from {low} to {high}.", low=1, high=most)
    words = list(dict.fromkeys(filter(None, map(fold, form.words))))
    if len(words) > MOST_WORDS:
        raise InvalidInput("At most {n} words.", n=MOST_WORDS)
    row.name, row.words, row.is_on = both(form.name), words, form.is_on
    row.kind, row.band, row.survey_kind = form.kind, form.band, form.survey_kind
    row.channel, row.survey_id = form.channel, form.survey_id
    row.touchpoint_id = form.touchpoint_id
    row.needs_words, row.needs_contact = form.needs_words, form.needs_contact
    row.purpose, row.priority, row.owner = form.purpose, form.priority, form.owner
    row.length, row.unit = form.length, form.unit


def _move(session: Session, row: CaseRule, position: int) -> None:
    """Put a rule at a place and count the others anew."""
    query = select(CaseRule).where(CaseRule.id != row.id)
    others = list(session.exec(query.order_by(col(CaseRule.position), col(CaseRule.id))))
    others.insert(max(0, position - 1), row)
    for number, one in enumerate(others, 1):
        one.position = number


def _rule(row: CaseRule) -> Rule:
    return Rule(
        id=row.id,
        kind=row.kind,
        band=row.band,
        survey_kind=row.survey_kind,
        channel=row.channel,
        survey_id=row.survey_id,
        touchpoint_id=row.touchpoint_id,
        words=tuple(row.words),
        needs_words=row.needs_words,
        needs_contact=row.needs_contact,
        purpose=Purpose(row.purpose),
        priority=Priority(row.priority),
        length=row.length,
        unit=SlaUnit(row.unit),
        owner=OwnerRule(row.owner),
    )


def _form(row: CaseRule) -> RuleForm:
    return RuleForm(
        name=row.name,
        purpose=Purpose(row.purpose),
        priority=Priority(row.priority),
        length=row.length,
        unit=SlaUnit(row.unit),
        owner=OwnerRule(row.owner),
        kind=Kind(row.kind) if row.kind else None,
        band=Band(row.band) if row.band else None,
        survey_kind=SurveyKind(row.survey_kind) if row.survey_kind else None,
        channel=Channel(row.channel) if row.channel else None,
        survey_id=row.survey_id,
        touchpoint_id=row.touchpoint_id,
        words=tuple(row.words),
        needs_words=row.needs_words,
        needs_contact=row.needs_contact,
        is_on=row.is_on,
    )
