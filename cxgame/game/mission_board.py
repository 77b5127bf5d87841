"""Read team missions: what runs for whom, how far each team is, and what was reached."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cxgame.game import measures
from cxgame.game.measures import Measure
from cxgame.game.models import Mission, MissionReached
from cxgame.people import queries as people
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class MissionView:
    """A mission as one team has it; `team_id` of the mission itself is None where each has it."""

    id: int
    name: str
    measure: Measure
    team_id: int
    team: str
    is_for_each_team: bool
    done: int
    goal: int
    starts_on: date
    ends_on: date
    is_reached: bool
    is_over: bool

    @property
    def share(self) -> float:
        """Return the part of the way that is gone, 0 to 1."""
        return min(1.0, self.done / self.goal) if self.goal else 0.0


def missions(session: Session, *, actor: Actor, today: date, limit: int = 40) -> list[MissionView]:
    """Return the missions of the actor's teams: running ones first, the soonest to end on top."""
    teams = [team for team in people.teams(session, actor=actor) if team.members]
    query = (
        select(Mission)
        .where(col(Mission.cancelled_at).is_(None))
        .order_by(col(Mission.ends_on).desc(), col(Mission.id).desc())
        .limit(limit)
    )
    reached = {(row.mission_id, row.team_id): row for row in session.exec(select(MissionReached))}
    found = [
        _view(session, mission, team.id, team.name, team.members, today, reached)
        for mission in session.exec(query).all()
        for team in teams
        if mission.team_id in (None, team.id)
    ]
    running = sorted((one for one in found if not one.is_over), key=lambda one: one.ends_on)
    return [*running, *(one for one in found if one.is_over)]


def running_mission(session: Session, *, actor: Actor, today: date) -> MissionView | None:
    """Return the own team's mission that ends soonest, None where none runs."""
    for one in missions(session, actor=actor, today=today, limit=10):
        if one.team_id == actor.team_id and not one.is_over and one.starts_on <= today:
            return one
    return None


def _view(
    session: Session,
    mission: Mission,
    team_id: int,
    team: str,
    members: int,
    today: date,
    reached: dict[tuple[int, int], MissionReached],
) -> MissionView:
    measure, prize = Measure(mission.measure), reached.get((mission.id, team_id))
    is_for_each = mission.team_id is None
    goal = measures.goal(mission.target, is_for_each_team=is_for_each, members=members)
    done = measures.done(
        session, measure, team_id=team_id, since=mission.starts_on, until=mission.ends_on
    )
    return MissionView(
        id=mission.id,
        name=mission.name,
        measure=measure,
        team_id=team_id,
        team=team,
        is_for_each_team=is_for_each,
        done=done,
        goal=prize.goal if prize else goal,
        starts_on=mission.starts_on,
        ends_on=mission.ends_on,
        is_reached=prize is not None,
        is_over=mission.ends_on < today,
    )
