"""Fair leaderboards of teams, read from the day roll-ups alone."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from sqlalchemy import select
from sqlmodel import Session, col, func

from cxgame.feedback import complaints, nps, ranking, rates
from cxgame.feedback.models import ScoreDay
from cxgame.feedback.rollups import SCORE_COUNTS
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut, cut_to
from cxgame.game.models import PointEntry
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role

TOP = 3  # rows that everybody sees

Board = Literal["nps", "complaints", "points"]
BOARDS: tuple[Board, ...] = get_args(Board)


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Rows best first, then those still collecting; figures are not rounded.

    `company` is the company's own figure, None without data; `teams` counts all open teams,
    also those whose rows the actor does not see; `heard` are complaints that staff wrote down,
    by team id.
    """

    board: Board
    rows: tuple[ranking.Row, ...]
    company: float | None
    teams: int
    heard: dict[int, int] = field(default_factory=dict)


def leaderboard(
    session: Session,
    *,
    actor: Actor,
    board: Board,
    since: date | None = None,
    until: date | None = None,
) -> Leaderboard:
    """Return a leaderboard of the open teams over company days, both included.

    Everybody compares teams, so rows are not kept to the actor's reach; the frontline sees the
    first three and the own team's.
    """
    cut = Cut(since, until)
    match board:
        case "nps":
            made = _by_nps(session, cut)
        case "complaints":
            made = _by_complaints(session, cut)
        case "points":
            made = _by_points(session, cut)
    if actor.role is not Role.FRONTLINE:
        return made
    kept = [*made.rows[:TOP], *(r for r in made.rows[TOP:] if r.team_id == actor.team_id)]
    heard = {row.team_id: made.heard.get(row.team_id, 0) for row in kept} if made.heard else {}
    return Leaderboard(made.board, tuple(kept), made.company, made.teams, heard)


def _by_nps(session: Session, cut: Cut) -> Leaderboard:
    sums = [func.sum(getattr(ScoreDay, name)) for name in SCORE_COUNTS[1:4]]
    query = select(col(ScoreDay.team_id), *sums).where(col(ScoreDay.survey_kind) == SurveyKind.NPS)
    query = cut_to(query.group_by(col(ScoreDay.team_id)), cut, ScoreDay)
    found = {team: nps.Tally(*map(int, some)) for team, *some in session.execute(query)}
    company = sum(found.values(), nps.Tally())
    teams = _open_teams(session)
    tallies = {team: found.get(team.id, nps.Tally()) for team in teams}
    rows = ranking.by_nps(tallies, company)
    return Leaderboard("nps", rows, company.score, len(teams))


def _by_complaints(session: Session, cut: Cut) -> Leaderboard:
    everything = Actor.system("leaderboard")
    found = rates.complaint_rates(session, actor=everything, cut=cut)
    whole = rates.complaint_rate(session, actor=everything, cut=cut)
    teams = _open_teams(session)
    nothing = rates.Rate()
    tallies = {
        team: complaints.Tally(
            found.get(team.id, nothing).count, found.get(team.id, nothing).served
        )
        for team in teams
    }
    rows = ranking.by_complaints(tallies, complaints.Tally(whole.count, whole.served))
    heard = {team.id: found.get(team.id, nothing).heard for team in teams}
    return Leaderboard("complaints", rows, whole.score, len(teams), heard)


def _by_points(session: Session, cut: Cut) -> Leaderboard:
    query = select(col(PointEntry.team_id), func.sum(col(PointEntry.points)))
    query = query.where(col(PointEntry.team_id).is_not(None)).group_by(col(PointEntry.team_id))
    if cut.since is not None:
        query = query.where(col(PointEntry.on_day) >= cut.since)
    if cut.until is not None:
        query = query.where(col(PointEntry.on_day) <= cut.until)
    points = {team: int(n) for team, n in session.execute(query)}
    members = people.members_by_team(session)
    teams = _open_teams(session)
    tallies = {
        team: ranking.TeamPoints(points.get(team.id, 0), members.get(team.id, 0)) for team in teams
    }
    everybody = sum(one.members for one in tallies.values())
    mean = sum(one.points for one in tallies.values()) / everybody if everybody else None
    return Leaderboard("points", ranking.by_points(tallies), mean, len(teams))


def _open_teams(session: Session) -> list[ranking.Team]:
    teams = people.teams(session, actor=Actor.system("leaderboard"))
    return [ranking.Team(team.name, team.id) for team in teams]
