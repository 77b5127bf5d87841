"""Prove that points, badges, missions and kudos follow from the ledger; repair nothing."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.content import Counted
from cxgame.game import badges, badging, definitions, levels, queries, rulebook, rules
from cxgame.game.definitions import Definition
from cxgame.game.models import BadgeAward, Kudos, MissionReached, PointEntry
from cxgame.game.rules import Rule
from cxgame.people.actor import Actor
from cxgame.people.models import Person

SETTLED_AFTER = timedelta(days=2)  # a night's job has seen whatever is older


@dataclass(frozen=True)
class Difference:
    """Something that does not follow: what (points, total, badge, mission, kudos), where and how.

    `where` names rows by id, never people by name; `stored` is what stands, `proven` what follows.
    Of a person's total only the difference is told, never the total.
    """

    what: str
    where: str
    stored: str
    proven: str


@dataclass(frozen=True)
class Checked:
    """How much was looked at, and what differs."""

    rows: int
    people: int
    badges: int
    missions: int
    kudos: int
    differences: tuple[Difference, ...]


def check(session: Session, *, today: date) -> Checked:
    """Compare everything that is shown or stored with what the ledger proves."""
    entries = list(session.exec(select(PointEntry).order_by(col(PointEntry.id))))
    awards = list(session.exec(select(BadgeAward).order_by(col(BadgeAward.id))))
    reached = list(session.exec(select(MissionReached).order_by(col(MissionReached.id))))
    given = list(session.exec(select(Kudos).order_by(col(Kudos.id))))
    found = [
        *_rows(session, entries),
        *_totals(session, entries, today),
        *_awards(session, awards, entries, today),
        *_missions(reached, entries),
        *_kudos(given, entries),
    ]
    people = len({entry.person_id for entry in entries})
    return Checked(len(entries), people, len(awards), len(reached), len(given), tuple(found))


def _rows(session: Session, entries: list[PointEntry]) -> Iterator[Difference]:
    """Yield rows that bring what no rule brings, or more on a day than its limit."""
    history = rulebook.history(session)
    made: Counter[tuple[int, str, date]] = Counter()
    caps: dict[tuple[int, str, date], int] = defaultdict(int)
    for entry in entries:
        where = f"point_entry {entry.id}"
        if entry.on_day != clock.local_day(entry.awarded_at):
            yield Difference(
                "points", where, f"{entry.on_day}", f"{clock.local_day(entry.awarded_at)}"
            )
        if entry.rule == rules.CORRECTION:
            if not entry.reason:
                yield Difference("points", where, "no reason", "a reason")
            continue
        rule = _rule_at(history, entry)
        if rule is None:
            yield Difference("points", where, entry.rule, "a rule of the table")
            continue
        most = rule.points if rule.is_on else 0
        if not 0 <= entry.points <= most:
            yield Difference("points", where, f"{entry.points} points", f"at most {most}")
        key = (entry.person_id, entry.rule, entry.on_day)
        made[key] += entry.points
        caps[key] = max(caps[key], rule.daily_cap)
        if made[key] > caps[key]:
            yield Difference("points", where, f"{made[key]} on the day", f"at most {caps[key]}")


def _rule_at(history: dict[str, list[tuple[datetime, Rule]]], entry: PointEntry) -> Rule | None:
    """Return the rule as it stood when a row was written; None for one that never was."""
    if entry.rule not in rules.RULES:
        return None
    changes = history[entry.rule]
    place = bisect_right([moment for moment, _rule in changes], entry.awarded_at)
    return changes[place - 1][1] if place else rules.RULES[entry.rule]


def _totals(session: Session, entries: list[PointEntry], today: date) -> Iterator[Difference]:
    """Yield people and teams whose shown total is not the sum of their rows."""
    own: Counter[int] = Counter()
    units: dict[int, set[date]] = defaultdict(set)
    of_team: Counter[int] = Counter()
    for entry in entries:
        own[entry.person_id] += entry.points
        if entry.rule in rules.UNITS:
            units[entry.person_id].add(entry.on_day)
        if entry.team_id is not None:
            of_team[entry.team_id] += entry.points
    system = Actor.system("game check")
    for person_id, proven in own.items():
        shown = queries.total(session, actor=system, person_id=person_id)
        if shown != proven:
            yield Difference("total", f"person {person_id}", f"{shown - proven:+}", "0")
        yield from _streak(session, person_id, units[person_id], today)
    shown_by_team = queries.points_by_team(session)
    for team_id in sorted({*of_team, *shown_by_team}):
        shown = shown_by_team.get(team_id, 0)
        if shown != of_team[team_id]:
            yield Difference("total", f"team {team_id}", f"{shown}", f"{of_team[team_id]}")


def _streak(
    session: Session, person_id: int, units: set[date], today: date
) -> Iterator[Difference]:
    """Yield a streak that counts a shift without a unit in the ledger."""
    system = Actor.system("game check")
    shown = queries.streak(session, actor=system, person_id=person_id, today=today).streak
    loose = [day for day in shown.best if day not in units]
    if loose or shown.length > shown.longest:
        yield Difference("streak", f"person {person_id}", f"{shown.length}", f"without {loose}")


def _awards(
    session: Session, awards: list[BadgeAward], entries: list[PointEntry], today: date
) -> Iterator[Difference]:
    """Yield badges that their evidence does not prove, and badges that are earned but not given."""
    known = definitions.every_revision(session)
    by_id = {entry.id: entry for entry in entries}
    seasons = badging.seasons(session)
    for award in awards:
        where = f"badge_award {award.id}"
        of = known.get((award.badge_key, award.badge_revision))
        if of is None:
            yield Difference("badge", where, award.badge_key, "a badge that is defined")
        elif not _is_proven(award, of, entries, by_id, seasons):
            yield Difference("badge", where, award.badge_key, "not by its evidence")
    yield from _not_given(session, awards, today)


def _is_proven(
    award: BadgeAward,
    of: Definition,
    entries: list[PointEntry],
    by_id: dict[int, PointEntry],
    seasons: list[tuple[date, date]],
) -> bool:
    if of.rule.kind is Counted.LEVEL:
        until = award.evidence.get("until", 0)
        total = sum(e.points for e in entries if e.person_id == award.person_id and e.id <= until)
        return total >= levels.THRESHOLDS[of.rule.n - 1]
    rows = [by_id[one] for one in award.evidence.get("rows", ()) if one in by_id]
    is_given = of.rule.kind is Counted.KUDOS_TO
    sender = f"person:{award.person_id}"
    own = [
        e for e in rows if (e.revision == sender if is_given else e.person_id == award.person_id)
    ]
    facts = [
        badges.Row(e.id, e.person_id, e.rule, e.object, e.revision, e.share, e.on_day)
        for e in own
        if e.on_day <= award.on_day
    ]
    return badges.upholds(of.rule, facts, seasons=seasons)


def _not_given(session: Session, awards: list[BadgeAward], today: date) -> Iterator[Difference]:
    """Yield what a nightly job should have given: earned two days ago, and never had."""
    settled = today - SETTLED_AFTER
    had = {(award.person_id, award.badge_key) for award in awards}
    new = definitions.new_since(session, clock.start_of(settled))
    current = [one for one in definitions.current(session) if one.key not in new]
    for person_id in session.exec(select(Person.id).where(Person.is_active)).all():
        open_ = [one for one in current if (person_id, one.key) not in had]
        facts = badging.facts_of(session, person_id, {one.rule.kind for one in open_}, settled)
        for one in open_:
            if badges.standing(one.rule, facts).is_reached:
                yield Difference("badge", f"person {person_id}", "not given", one.key)


def _missions(reached: list[MissionReached], entries: list[PointEntry]) -> Iterator[Difference]:
    """Yield rewards without a mission that was reached, and missions that lack rewards."""
    rewards: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        if entry.rule == rules.MISSION:
            rewards[entry.object, entry.revision] += 1
    for one in reached:
        key = (f"mission:{one.mission_id}", f"team:{one.team_id}")
        where = f"mission_reached {one.id}"
        if rewards[key] != one.people:
            yield Difference("mission", where, f"{one.people} people", f"{rewards[key]} rows")
        if one.done < one.goal:
            yield Difference("mission", where, f"{one.done} of {one.goal}", "not reached")
        del rewards[key]
    for (mission, team), count in rewards.items():
        yield Difference("mission", f"{mission} {team}", f"{count} rows", "no mission was reached")


def _kudos(given: list[Kudos], entries: list[PointEntry]) -> Iterator[Difference]:
    """Yield kudos without their row, rows without kudos, and points where none are due."""
    rows = {entry.object: entry for entry in entries if entry.rule == rules.KUDOS}
    for one in given:
        where, entry = f"kudos {one.id}", rows.pop(f"kudos:{one.id}", None)
        if entry is None or entry.person_id != one.person_id:
            yield Difference("kudos", where, "no row", f"a row of person {one.person_id}")
        elif entry.points and not one.brings_points:
            yield Difference("kudos", where, f"{entry.points} points", "none: given back")
        elif entry.revision == f"person:{one.person_id}":
            yield Difference("kudos", where, "from oneself", "from somebody else")
    for object_, entry in rows.items():
        yield Difference("kudos", f"point_entry {entry.id}", object_, "no kudos")
