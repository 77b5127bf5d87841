"""When a badge is earned: pure counting of ledger rows, with the rows that prove it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cxgame.content import BadgeRule, Counted
from cxgame.game import levels, rules, streaks
from cxgame.people.rota.days import Rota

CUSTOMER = "customer"  # the revision of a kudos row that a customer's compliment brought
BEST = 100  # the share of a conversation played the best way, at the first try

# Which ledger rows each kind of rule counts; a level counts them all.
WATCHES: dict[Counted, tuple[str, ...]] = {
    Counted.MODULES: (rules.MODULE,),
    Counted.THESE_MODULES: (rules.MODULE,),
    Counted.TRACK: (rules.MODULE,),
    Counted.PRACTICES: (rules.PRACTICE,),
    Counted.REVIEWS: (rules.REVIEW,),
    Counted.CONVERSATIONS: (rules.SCENARIO,),
    Counted.STREAK: rules.UNITS,
    Counted.KUDOS: (rules.KUDOS,),
    Counted.KUDOS_FROM: (rules.KUDOS,),
    Counted.KUDOS_TO: (),
    Counted.COMPLIMENTS: (rules.KUDOS,),
    Counted.MISSIONS: (rules.MISSION,),
    Counted.SEASONS: rules.UNITS,
    Counted.LEVEL: (),
}


@dataclass(frozen=True)
class Row:
    """A line of the ledger, as much of it as badges ask for."""

    id: int
    person_id: int
    rule: str
    object: str
    revision: str
    share: int | None
    on_day: date


@dataclass(frozen=True)
class Facts:
    """What is known of one person, oldest first.

    `rows` are the person's own; `given` those that the person's kudos brought to others; `total`
    is the sum of points up to the ledger's row `until`; `seasons` are (first, last) days.
    """

    rows: Sequence[Row]
    given: Sequence[Row] = ()
    total: int = 0
    until: int = 0
    rota: Rota = field(default_factory=lambda: Rota(frozenset()))
    today: date = date.min
    seasons: Sequence[tuple[date, date]] = ()


@dataclass(frozen=True)
class Standing:
    """How far somebody is with a badge, and, once reached, what proves it."""

    done: int
    goal: int
    evidence: dict[str, Any]  # {"rows": [ids of ledger rows]} or {"until": id, "total": points}

    @property
    def is_reached(self) -> bool:
        """Tell whether the badge is earned."""
        return self.done >= self.goal

    @property
    def share(self) -> float:
        """Return the part of the way that is gone, 0 to 1."""
        return min(1.0, max(0, self.done) / self.goal) if self.goal else 0.0


def standing(rule: BadgeRule, facts: Facts) -> Standing:
    """Return how far somebody is by a rule; a track's modules stand in `rule.modules`."""
    if rule.kind is Counted.LEVEL:
        goal = levels.THRESHOLDS[rule.n - 1]
        return Standing(facts.total, goal, {"until": facts.until, "total": facts.total})
    found = _counted(rule, facts)
    goal = rule.n or len(rule.modules) or 1  # a track without modules is never done
    return Standing(len(found), goal, {"rows": [row.id for row in found[:goal]]})


def upholds(rule: BadgeRule, rows: Sequence[Row], *, seasons: Sequence[tuple[date, date]]) -> bool:
    """Tell whether these rows by themselves prove what a rule asks for; not for levels.

    Of a streak the rows are the shifts that were kept: as many days as it asks for.
    """
    if rule.kind is Counted.STREAK:
        units = {row.on_day for row in rows if row.rule in rules.UNITS}
        return len(units) >= rule.n
    return standing(rule, Facts(rows=rows, given=rows, seasons=seasons)).is_reached


def _counted(rule: BadgeRule, facts: Facts) -> list[Row]:
    """Return the rows that count, oldest first, one for each thing that counts once."""
    watched = [row for row in facts.rows if row.rule in WATCHES[rule.kind]]
    match rule.kind:
        case Counted.MODULES:
            return _once(watched, lambda row: row.object)
        case Counted.THESE_MODULES | Counted.TRACK:
            return _once((r for r in watched if r.object in rule.modules), lambda r: r.object)
        case Counted.PRACTICES:  # two on one day, one of them free, are one day
            return _once(watched, lambda row: row.on_day)
        case Counted.CONVERSATIONS:
            return _once((r for r in watched if r.share == BEST), lambda row: row.object)
        case Counted.STREAK:
            return _shifts(watched, facts)
        case Counted.KUDOS_FROM:
            people = (row for row in watched if row.revision != CUSTOMER)
            return _once(people, lambda row: row.revision)
        case Counted.COMPLIMENTS:
            return [row for row in watched if row.revision == CUSTOMER]
        case Counted.KUDOS_TO:
            return _once(facts.given, lambda row: row.person_id)
        case Counted.MISSIONS:
            return _once(watched, lambda row: row.object)
        case Counted.SEASONS:
            return _seasons(watched, facts.seasons)
    return watched


def _once(rows: Iterable[Row], what: Callable[[Row], object]) -> list[Row]:
    """Return the first row of each thing."""
    found: dict[object, Row] = {}
    for row in rows:
        found.setdefault(what(row), row)
    return list(found.values())


def _shifts(units: list[Row], facts: Facts) -> list[Row]:
    """Return a row of each shift of the longest streak."""
    by_day = {row.on_day: row for row in reversed(units)}
    best = streaks.streak(facts.rota, by_day.keys(), facts.today).best
    return [by_day[day] for day in best]


def _seasons(units: list[Row], seasons: Sequence[tuple[date, date]]) -> list[Row]:
    found = []
    for first, last in seasons:
        inside = next((row for row in units if first <= row.on_day <= last), None)
        if inside:
            found.append(inside)
    return found


def expiry(on_day: date, months: int) -> date | None:
    """Return the last day on which a badge holds that was earned on a day; None: for good."""
    if not months:
        return None
    month = on_day.month - 1 + months
    year, month = on_day.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=on_day.day - 1), first_of_next) - timedelta(
        days=1
    )
