"""Fair leaderboards of teams, read from the day roll-ups alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar, get_args

from sqlalchemy import select
from sqlmodel import Session, col, func

from cxgame.errors import InvalidInput
from cxgame.feedback import complaints, durations, nps, ranking, rates, shares
from cxgame.feedback.cases import figures
from cxgame.feedback.models import ScoreDay
from cxgame.feedback.rollups import SCORE_COUNTS
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut, cut_to
from cxgame.game import queries as game
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView

TOP = 3  # rows that everybody sees

Board = Literal[
    "nps",
    "nps_change",
    "ces",
    "csat",
    "complaints",
    "time_to_close",
    "loops_closed",
    "points",
    "improvement",
]
BOARDS: tuple[Board, ...] = get_args(Board)
TWO_WINDOWS = ("nps_change", "improvement")
OF_CASES: tuple[Board, ...] = ("time_to_close", "loops_closed")
_Tally = TypeVar("_Tally", nps.Tally, shares.Tally, complaints.Tally, durations.Tally)


@dataclass(frozen=True, slots=True)
class Figure:
    """The score of a unit or of the company, in the words and units of a row."""

    name: str = ""
    n: int = 0
    score: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Rows best first, then those still collecting; figures are not rounded.

    `company` and `units` are the figures of all their answers, closed teams' included. `teams`
    counts the open teams and `at_rank` those that share each rank, also those whose rows the
    actor does not see; it `skips` when some of those stand before the last row. By team id:
    `unit_of` its unit's name, `heard` complaints that staff wrote down.
    """

    board: Board
    rows: tuple[ranking.Row, ...]
    company: Figure
    units: tuple[Figure, ...] = ()
    teams: int = 0
    at_rank: dict[int, int] = field(default_factory=dict)
    skips: bool = False
    unit_of: dict[int, str] = field(default_factory=dict)
    heard: dict[int, int] = field(default_factory=dict)


def leaderboard(
    session: Session,
    *,
    actor: Actor,
    board: Board,
    since: date | None = None,
    until: date | None = None,
    now: datetime | None = None,
) -> Leaderboard:
    """Return a leaderboard of the open teams over company days, both included.

    Everybody compares teams, so rows are not kept to the actor's reach; the frontline sees the
    first three and the own team's, and no units. Boards of cases need `now`, which tells what is
    late; their days are those of the opening.
    """
    cut = Cut(since, until)
    teams = people.teams(session, actor=Actor.system("leaderboard"), with_closed=True)
    match board:
        case "nps":
            made = _by_nps(session, cut, teams)
        case "nps_change":
            made = _by_nps_change(session, cut, teams)
        case "ces" | "csat":
            made = _by_shares(session, board, cut, teams)
        case "complaints":
            made = _by_complaints(session, cut, teams)
        case "time_to_close" | "loops_closed":
            made = _by_cases(session, board, cut, teams, now)
        case "points":
            made = _by_points(session, cut, teams)
        case "improvement":
            made = _by_improvement(session, cut, teams)
    made = replace(
        made,
        teams=len(made.rows),
        at_rank=dict(Counter(row.rank for row in made.rows if row.rank is not None)),
        unit_of={team.id: team.unit for team in teams},
    )
    return made if actor.role is not Role.FRONTLINE else _kept(made, actor.team_id)


def _kept(made: Leaderboard, own: int | None) -> Leaderboard:
    rows = [*made.rows[:TOP], *(row for row in made.rows[TOP:] if row.team_id == own)]
    heard = {row.team_id: made.heard.get(row.team_id, 0) for row in rows} if made.heard else {}
    skips = len(rows) > TOP and rows[-1] != made.rows[TOP]
    return replace(made, rows=tuple(rows), skips=skips, heard=heard, units=())


def _by_nps(session: Session, cut: Cut, teams: Iterable[TeamView]) -> Leaderboard:
    found = _nps_tallies(session, cut)
    company = sum(found.values(), nps.Tally())
    tallies = {team: found.get(team.id, nps.Tally()) for team in _open(teams)}
    return Leaderboard(
        "nps",
        ranking.by_nps(tallies, company),
        _figure("", company.n, company),
        _units(teams, found, nps.Tally, lambda tally: tally.n),
    )


def _by_nps_change(session: Session, cut: Cut, teams: Iterable[TeamView]) -> Leaderboard:
    windows = _windows(cut)
    now, before = (_nps_tallies(session, one) for one in windows)
    nothing = nps.Tally()
    pairs = {
        team: (now.get(team.id, nothing), before.get(team.id, nothing)) for team in _open(teams)
    }
    company = sum(now.values(), nothing), sum(before.values(), nothing)
    scores = [tally.score for tally in company]
    change = None if scores[0] is None or scores[1] is None else scores[0] - scores[1]
    low, high = nps.change_interval(*company) or (None, None)
    return Leaderboard(
        "nps_change",
        ranking.by_nps_change(pairs, company),
        Figure("", company[0].n, change, low, high),
    )


def _by_shares(
    session: Session, board: Literal["ces", "csat"], cut: Cut, teams: Iterable[TeamView]
) -> Leaderboard:
    found = {
        team: shares.Tally(favourable=promoters, n=n)
        for team, (n, promoters, *_) in _sums(session, SurveyKind(board), cut).items()
    }
    company = sum(found.values(), shares.Tally())
    tallies = {team: found.get(team.id, shares.Tally()) for team in _open(teams)}
    return Leaderboard(
        board,
        ranking.by_shares(tallies, company),
        _figure("", company.n, company),
        _units(teams, found, shares.Tally, lambda tally: tally.n),
    )


def _by_complaints(session: Session, cut: Cut, teams: Iterable[TeamView]) -> Leaderboard:
    everything = Actor.system("leaderboard")
    known = rates.complaint_rates(session, actor=everything, cut=cut)
    whole = rates.complaint_rate(session, actor=everything, cut=cut)
    found = {key: complaints.Tally(rate.count, rate.served) for key, rate in known.items()}
    company = complaints.Tally(whole.count, whole.served)
    tallies = {team: found.get(team.id, complaints.Tally()) for team in _open(teams)}
    return Leaderboard(
        "complaints",
        ranking.by_complaints(tallies, company),
        _figure("", company.served, company),
        _units(teams, found, complaints.Tally, lambda tally: tally.served),
        heard={team.id: known[team.id].heard for team in tallies if team.id in known},
    )


def _by_cases(
    session: Session,
    board: Literal["time_to_close", "loops_closed"],
    cut: Cut,
    teams: Iterable[TeamView],
    now: datetime | None,
) -> Leaderboard:
    """Rank by cases that put something right: the mean time of those solved, or the share of them.

    The share is of those due: solved, or past their deadline.
    """
    if now is None:
        raise ValueError("what is late can't be told without the moment")
    known = figures.team_loops(session, since=cut.since, until=cut.until, now=now)
    if board == "loops_closed":
        closed = {team: one.closed for team, one in known.items()}
        nothing = shares.Tally()
        rows = {team: closed.get(team.id, nothing) for team in _open(teams)}
        company = sum(closed.values(), nothing)
        return Leaderboard(
            board,
            ranking.by_shares(rows, company),
            _figure("", company.n, company),
            _units(teams, closed, shares.Tally, lambda tally: tally.n),
        )
    times = {team: one.time_to_close for team, one in known.items()}
    none = durations.Tally()
    spans = {team: times.get(team.id, none) for team in _open(teams)}
    mean = sum(times.values(), none)
    return Leaderboard(
        board,
        ranking.by_durations(spans, mean),
        _figure("", mean.n, mean),
        _units(teams, times, durations.Tally, lambda tally: tally.n),
    )


def _by_points(session: Session, cut: Cut, teams: Iterable[TeamView]) -> Leaderboard:
    tallies = _points(session, cut.since, cut.until, teams)
    company = _per_member(sum(one.points for one in tallies.values()), tallies)
    return Leaderboard("points", ranking.by_points(tallies), company)


def _by_improvement(session: Session, cut: Cut, teams: Iterable[TeamView]) -> Leaderboard:
    this, last = _windows(cut)
    known = list(teams)
    now = _points(session, this.since, this.until, known)
    before = _points(session, last.since, last.until, known)
    gained = sum(now[team].points - before[team].points for team in now)
    rows = ranking.by_improvement({team: (now[team], before[team]) for team in now})
    return Leaderboard("improvement", rows, _per_member(gained, now))


def _windows(cut: Cut) -> tuple[Cut, Cut]:
    """Return a window and the one of as many days before; raise InvalidInput without both days."""
    if cut.since is None or cut.until is None or cut.until < cut.since:
        raise InvalidInput("Improvement compares two periods: give the first and the last day.")
    length = cut.until - cut.since + timedelta(days=1)
    return cut, Cut(cut.since - length, cut.until - length)


def _sums(session: Session, kind: SurveyKind, cut: Cut) -> dict[int, list[int]]:
    """Return n, promoters, passives and detractors by team."""
    sums = [func.sum(getattr(ScoreDay, name)) for name in SCORE_COUNTS[:4]]
    query = select(col(ScoreDay.team_id), *sums).where(col(ScoreDay.survey_kind) == kind)
    query = cut_to(query.group_by(col(ScoreDay.team_id)), cut, ScoreDay)
    return {team: [int(one) for one in some] for team, *some in session.execute(query)}


def _nps_tallies(session: Session, cut: Cut) -> dict[int, nps.Tally]:
    found = _sums(session, SurveyKind.NPS, cut)
    return {team: nps.Tally(*some) for team, (_n, *some) in found.items()}


def _points(
    session: Session, since: date | None, until: date | None, teams: Iterable[TeamView]
) -> dict[ranking.Team, ranking.TeamPoints]:
    points = game.points_by_team(session, since=since, until=until)
    members = people.members_by_team(session)
    return {
        team: ranking.TeamPoints(points.get(team.id, 0), members.get(team.id, 0))
        for team in _open(teams)
    }


def _per_member(points: int, tallies: Mapping[ranking.Team, ranking.TeamPoints]) -> Figure:
    everybody = sum(one.members for one in tallies.values())
    return Figure(n=everybody, score=points / everybody if everybody else None)


def _open(teams: Iterable[TeamView]) -> list[ranking.Team]:
    return [ranking.Team(team.name, team.id) for team in teams if team.is_active]


def _units(
    teams: Iterable[TeamView],
    found: Mapping[int, _Tally],
    nothing: Callable[[], _Tally],
    size: Callable[[_Tally], int],
) -> tuple[Figure, ...]:
    """Return the figure of every unit that has one, by name."""
    sums: dict[str, _Tally] = {}
    for team in teams:
        if team.id in found:
            sums[team.unit] = sums.get(team.unit, nothing()) + found[team.id]
    return tuple(_figure(name, size(sums[name]), sums[name]) for name in sorted(sums))


def _figure(
    name: str, n: int, tally: nps.Tally | shares.Tally | complaints.Tally | durations.Tally
) -> Figure:
    low, high = tally.interval or (None, None)
    return Figure(name, n, tally.score, low, high)
