"""Fair rankings of small teams: chance differences share a rank, few answers are not ranked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from cxgame.feedback import complaints, durations, nps, shares
from cxgame.feedback.interval import Interval, Z

MIN_ANSWERS = 10
MIN_SERVED = 200  # customers
MIN_MEMBERS = 5
COMPANY_ANSWERS = 30  # the k that pulls a small team's NPS towards the company's
MIN_CASES = 10
COMPANY_SERVED = 1_000  # customers at the company's rate, added to each team

_T = TypeVar("_T")


class State(StrEnum):
    """Whether a team has enough behind its score to be ranked."""

    RANKED = "ranked"
    COLLECTING = "collecting"


class Team(NamedTuple):
    """Who is ranked; teams of two units may bear one name, so the id goes along."""

    name: str
    id: int


class TeamPoints(NamedTuple):
    """Points of a team in a season and its active members."""

    points: int
    members: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a leaderboard; figures are not rounded.

    NPS and its change: score, low, high and shrunk in points (-100 to 100), n answers. Shares: in
    percent, n answers. Complaints: per 1,000 served, n customers served. Durations: hours, n
    cases. Points: score per active member, n members, no interval, not shrunk. rank is None while
    collecting; score and interval are None where n is 0.
    """

    rank: int | None
    team: str
    team_id: int
    n: int
    score: float | None
    low: float | None
    high: float | None
    shrunk: float | None
    state: State


@dataclass(frozen=True, slots=True)
class _Entry(Generic[_T]):
    """A row without its rank, the value it is ordered by and what it is compared on."""

    row: Row
    order: float
    tally: _T


def by_nps(teams: Mapping[Team, nps.Tally], company: nps.Tally | None = None) -> tuple[Row, ...]:
    """Rank teams by NPS, best first, then those under 10 answers by name.

    Ordered by (n·team + 30·company)/(n + 30). The company's NPS includes collecting teams; give
    its tally when answers without a team count too. A new rank starts where |z| against the
    first team of the current rank exceeds 1.96, on adjusted counts.
    """
    mean = (company or sum(teams.values(), nps.Tally())).score or 0.0
    entries = []
    for team, tally in teams.items():
        balance = 100 * (tally.promoters - tally.detractors)
        shrunk = (balance + COMPANY_ANSWERS * mean) / (tally.n + COMPANY_ANSWERS)
        is_enough = tally.n >= MIN_ANSWERS
        row = _row(team, tally.n, tally.score, tally.interval, shrunk, is_enough=is_enough)
        entries.append(_Entry(row, -shrunk, tally))
    return _ranked(entries, lambda first, other: abs(nps.adjusted_z(first, other)) > Z)


def by_shares(
    teams: Mapping[Team, shares.Tally], company: shares.Tally | None = None
) -> tuple[Row, ...]:
    """Rank teams by a share of favourable answers or closed loops, as `by_nps` ranks them.

    Ordered by (n·team + 30·company)/(n + 30) in percent; a new rank starts where |z| against the
    first team of the current rank exceeds 1.96, one answer added to both outcomes of each side.
    """
    mean = (company or sum(teams.values(), shares.Tally())).score or 0.0
    entries = []
    for team, tally in teams.items():
        shrunk = (100 * tally.favourable + COMPANY_ANSWERS * mean) / (tally.n + COMPANY_ANSWERS)
        is_enough = tally.n >= MIN_ANSWERS
        row = _row(team, tally.n, tally.score, tally.interval, shrunk, is_enough=is_enough)
        entries.append(_Entry(row, -shrunk, tally))
    return _ranked(entries, lambda first, other: abs(shares.adjusted_z(first, other)) > Z)


def by_nps_change(
    teams: Mapping[Team, tuple[nps.Tally, nps.Tally]],
    company: tuple[nps.Tally, nps.Tally] | None = None,
) -> tuple[Row, ...]:
    """Rank teams by how many points their NPS rose since the window before.

    Each team has (this window, the one before) and needs 10 answers in both. n counts this
    window's. The interval is the difference's, of adjusted counts: a change is one where it leaves
    0 out. Ordered by (m·team + 30·company)/(m + 30), m the smaller number of answers. A new rank
    starts where two changes differ by more than 1.96 standard errors of their difference.
    """
    mean = _change(company) if company else None
    entries = []
    for team, (now, before) in teams.items():
        least, change = min(now.n, before.n), _change((now, before))
        shrunk = (least * (change or 0.0) + COMPANY_ANSWERS * (mean or 0.0)) / (
            least + COMPANY_ANSWERS
        )
        ends = nps.adjusted_difference(now, before) if change is not None else None
        row = _row(team, now.n, change, ends, shrunk, is_enough=least >= MIN_ANSWERS)
        entries.append(_Entry(row, -shrunk, (now, before)))
    return _ranked(entries, lambda first, other: abs(nps.double_z(first, other)) > Z)


def by_durations(
    teams: Mapping[Team, durations.Tally], company: durations.Tally | None = None
) -> tuple[Row, ...]:
    """Rank teams by their mean time to close, shortest first, then those under 10 cases by name.

    Ordered by (n·team + 30·company)/(n + 30) in hours. A new rank starts where |z| against the
    first team of the current rank exceeds 1.96.
    """
    mean = (company or sum(teams.values(), durations.Tally())).score or 0.0
    entries = []
    for team, tally in teams.items():
        hours = tally.n * (tally.score or 0.0)
        shrunk = (hours + COMPANY_ANSWERS * mean) / (tally.n + COMPANY_ANSWERS)
        is_enough = tally.n >= MIN_CASES
        row = _row(team, tally.n, tally.score, tally.interval, shrunk, is_enough=is_enough)
        entries.append(_Entry(row, shrunk, tally))
    return _ranked(entries, lambda first, other: abs(durations.difference_z(first, other)) > Z)


def by_complaints(
    teams: Mapping[Team, complaints.Tally], company: complaints.Tally | None = None
) -> tuple[Row, ...]:
    """Rank teams by complaints per 1,000 served, fewest first, then those under 200 by name.

    Count only what customers sent themselves. Ordered by (c + 1,000·rate)/(n + 1,000), shown
    per 1,000; rate is the company's per customer, collecting teams included. A new rank starts
    where |z| against the first team of the current rank exceeds 1.96.
    """
    rate = ((company or sum(teams.values(), complaints.Tally())).score or 0.0) / complaints.PER
    entries = []
    for team, tally in teams.items():
        pulled = (tally.count + COMPANY_SERVED * rate) / (tally.served + COMPANY_SERVED)
        shrunk = complaints.PER * pulled
        is_enough = tally.served >= MIN_SERVED
        row = _row(team, tally.served, tally.score, tally.interval, shrunk, is_enough=is_enough)
        entries.append(_Entry(row, shrunk, tally))
    return _ranked(entries, lambda first, other: abs(complaints.difference_z(first, other)) > Z)


def by_points(teams: Mapping[Team, TeamPoints]) -> tuple[Row, ...]:
    """Rank teams by points per active member, most first, then those under 5 members by name.

    Points are counted, not sampled: no interval, and only equal scores share a rank.
    """
    entries = []
    for team, (points, members) in teams.items():
        score = points / members if members else None
        row = _row(team, members, score, None, None, is_enough=members >= MIN_MEMBERS)
        entries.append(_Entry(row, -(score or 0.0), score))
    return _ranked(entries, lambda first, other: first != other)


def by_improvement(teams: Mapping[Team, tuple[TeamPoints, TeamPoints]]) -> tuple[Row, ...]:
    """Rank teams by how many more points each active member made than in the window before.

    Each team has (this window, the one before); members are today's in both. Most improved
    first, then those under 5 members by name; a team that fell back shows a negative figure.
    """
    entries = []
    for team, (now, before) in teams.items():
        score = (now.points - before.points) / now.members if now.members else None
        is_enough = now.members >= MIN_MEMBERS
        row = _row(team, now.members, score, None, None, is_enough=is_enough)
        entries.append(_Entry(row, -(score or 0.0), score))
    return _ranked(entries, lambda first, other: first != other)


def _change(pair: tuple[nps.Tally, nps.Tally]) -> float | None:
    now, before = pair[0].score, pair[1].score
    return None if now is None or before is None else now - before


def _row(
    team: Team,
    n: int,
    score: float | None,
    interval: Interval | None,
    shrunk: float | None,
    *,
    is_enough: bool,
) -> Row:
    low, high = interval or (None, None)
    state = State.RANKED if is_enough else State.COLLECTING
    return Row(None, team.name, team.id, n, score, low, high, shrunk, state)


def _ranked(entries: Iterable[_Entry[_T]], are_apart: Callable[[_T, _T], bool]) -> tuple[Row, ...]:
    """Return the rows with ranks 1, 1, 3: a rank is the place of its first team, the head."""
    by_name = sorted(entries, key=lambda entry: _name(entry.row))
    rows = []
    head, rank = None, 0
    for place, entry in enumerate(_enough(by_name), start=1):
        if head is None or are_apart(head.tally, entry.tally):
            head, rank = entry, place
        rows.append(replace(entry.row, rank=rank))
    return (*rows, *(e.row for e in by_name if e.row.state is State.COLLECTING))


def _enough(entries: list[_Entry[_T]]) -> list[_Entry[_T]]:
    """Return the entries to rank, in order; equal ones keep the order of their names."""
    ranked = [entry for entry in entries if entry.row.state is State.RANKED]
    return sorted(ranked, key=lambda entry: entry.order)


def _name(row: Row) -> tuple[str, str, int]:
    return row.team.casefold(), row.team, row.team_id
