"""The rules in force: what the product ships, as the company's administrator changed it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.game import rules
from cxgame.game.models import PointRule
from cxgame.game.rules import Rule
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST_POINTS, HIGHEST_CAP = 1_000, 10_000
# Each award asks for its rule, so the statement is built once.
_NEWEST = (
    select(PointRule)
    .where(PointRule.key == bindparam("key"))
    .order_by(col(PointRule.version).desc())
    .limit(1)
)


@dataclass(frozen=True)
class RuleView:
    """A rule as it stands, and which version of it that is (0: as shipped)."""

    rule: Rule
    version: int
    changed_at: datetime | None


def in_force(session: Session, key: str) -> Rule:
    """Return a rule as it stands now; raise KeyError for an unknown one."""
    return _changed(rules.RULES[key], _newest(session, key))


def rulebook(session: Session) -> list[RuleView]:
    """Return every rule as it stands, in the order in which they are told."""
    latest: dict[str, PointRule] = {}
    for row in session.exec(select(PointRule).order_by(col(PointRule.version))):
        latest[row.key] = row
    views = []
    for key, rule in rules.RULES.items():
        newest = latest.get(key)
        version, changed_at = (newest.version, newest.changed_at) if newest else (0, None)
        views.append(RuleView(_changed(rule, newest), version, changed_at))
    return views


def history(session: Session) -> dict[str, list[tuple[datetime, Rule]]]:
    """Return what each rule was and since when, oldest first; what ships comes before them all."""
    found: dict[str, list[tuple[datetime, Rule]]] = {key: [] for key in rules.RULES}
    for row in session.exec(select(PointRule).order_by(col(PointRule.version))):
        if row.key in found:
            found[row.key].append((row.changed_at, _changed(rules.RULES[row.key], row)))
    return found


def change_rule(
    session: Session,
    *,
    actor: Actor,
    key: str,
    points: int,
    daily_cap: int,
    is_on: bool,
    version: int,
    now: datetime,
) -> None:
    """Change what a rule brings from now on; what is written stays.

    Raise NotFound for an unknown rule, InvalidInput for figures that make no sense, Conflict where
    somebody changed it after `version` was seen.
    """
    permissions.require(actor, "game.change_rule")
    if key not in rules.RULES:
        raise NotFound("There is no such rule.")
    if not 0 <= points <= MOST_POINTS:
        raise InvalidInput("A rule brings 0 to {most} points.", most=MOST_POINTS)
    if not points <= daily_cap <= HIGHEST_CAP:
        raise InvalidInput("The day's limit lies between the points and {most}.", most=HIGHEST_CAP)
    if version != (seen := _version(session, key)):
        raise Conflict("Somebody changed this rule meanwhile. Look at it and try again.")
    session.add(
        PointRule(
            key=key,
            version=seen + 1,
            points=points,
            daily_cap=daily_cap,
            is_on=is_on,
            changed_by=actor.person_id,
            changed_at=now,
        )
    )
    session.flush()
    figures = {"points": points, "daily_cap": daily_cap, "is_on": is_on}
    audit.note(session, actor, "game.change_rule", "point_rule", key, now=now, **figures)


def _version(session: Session, key: str) -> int:
    newest = _newest(session, key)
    return newest.version if newest else 0


def _newest(session: Session, key: str) -> PointRule | None:
    return session.exec(_NEWEST, params={"key": key}).first()


def _changed(rule: Rule, row: PointRule | None) -> Rule:
    if row is None:
        return rule
    return replace(rule, points=row.points, daily_cap=row.daily_cap, is_on=row.is_on)
