"""Commands on team missions: make one, call it off, and reward whoever reached it."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.game import measures, rules, service
from cxgame.game.measures import Measure
from cxgame.game.models import Mission, MissionReached
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Team

LONGEST_NAME = 60
LONGEST = 92  # days
LOOKED_AT_AFTER = timedelta(days=2)  # the last evening counts, though a night of jobs was missed
NEW, REACHED = N_("A mission for your team: {name}"), N_("Your team reached its mission: {name}")


def add_mission(
    session: Session,
    *,
    actor: Actor,
    name: str,
    measure: Measure,
    target: int,
    team_id: int | None,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> int:
    """Give a team a mission (None: each team one of its own), tell its people, return its id.

    `target` is the team's; for each team it is what each active person stands for. Raise
    InvalidInput for days that are past, turned round or more than three months, or for a target
    that is none; NotFound for a team that is closed.
    """
    permissions.require(actor, "game.add_mission", team_id=team_id)
    _check(target, starts_on, ends_on, clock.local_day(now))
    team = session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and (team is None or not team.is_active):
        raise NotFound("There is no such team.")
    mission = Mission(
        name=names.clean(name)[:LONGEST_NAME],
        measure=Measure(measure).value,
        target=target,
        team_id=team_id,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(mission)
    session.flush()
    _tell(session, mission, _people(session, team_id), NEW, "mission", now)
    audit.note(session, actor, "game.add_mission", "mission", mission.id, now=now, team_id=team_id)
    return mission.id


def cancel_mission(session: Session, *, actor: Actor, mission_id: int, now: datetime) -> None:
    """Call a mission off; who reached it before keeps the points.

    Raise NotFound where there is none, Conflict where it is over.
    """
    if not permissions.may(actor, "game.cancel_mission"):
        permissions.require(actor, "game.cancel_mission")
    mission = session.get(Mission, mission_id)
    if mission is None:
        raise NotFound("There is no such mission.")
    permissions.require(actor, "game.cancel_mission", team_id=mission.team_id)
    if mission.ends_on < clock.local_day(now):
        raise Conflict("This mission is over already.")
    mission.cancelled_at = mission.cancelled_at or now
    session.flush()
    audit.note(session, actor, "game.cancel_mission", "mission", mission_id, now=now)


def settle(session: Session, *, now: datetime) -> int:
    """Reward the teams that reached a mission, each once, and return how many did.

    It is a job and no part of an award: people who finish at the same moment would wait for each
    other's rows. A mission is looked at for two more days.
    """
    today, count = clock.local_day(now), 0
    query = select(Mission).where(
        col(Mission.cancelled_at).is_(None),
        Mission.starts_on <= today,
        Mission.ends_on >= today - LOOKED_AT_AFTER,
    )
    for mission in session.exec(query.order_by(col(Mission.id))).all():
        for team_id in _teams(session, mission):
            count += _settle(session, mission, team_id, now)
    return count


def _check(target: int, starts_on: date, ends_on: date, today: date) -> None:
    """Raise InvalidInput for a target that is none, or days that no team could use."""
    if not 0 < target <= measures.MOST:
        raise InvalidInput("A mission wants a whole number above 0.")
    if starts_on < today:
        raise InvalidInput("Choose a day from today on.")
    if not 0 <= (ends_on - starts_on).days <= LONGEST:
        raise InvalidInput("A mission ends after it began, within {most} days.", most=LONGEST)


def _settle(session: Session, mission: Mission, team_id: int, now: datetime) -> int:
    measure = Measure(mission.measure)
    days = {"since": mission.starts_on, "until": mission.ends_on}
    done = measures.done(session, measure, team_id=team_id, **days)
    people = _people(session, team_id)
    goal = measures.goal(
        mission.target, is_for_each_team=mission.team_id is None, members=len(people)
    )
    if not people or done < goal:
        return 0
    session.add(
        MissionReached(
            mission_id=mission.id,
            team_id=team_id,
            done=done,
            goal=goal,
            people=len(people),
            reached_at=now,
        )
    )
    session.flush()
    for person_id in people:
        service.award(
            session,
            person_id=person_id,
            rule=rules.MISSION,
            object=f"mission:{mission.id}",
            revision=f"team:{team_id}",
            now=now,
        )
    _tell(session, mission, people, REACHED, "mission-reached", now)
    return 1


def _people(session: Session, team_id: int | None) -> list[int]:
    query = select(Person.id).where(Person.is_active, col(Person.team_id).is_not(None))
    if team_id is not None:
        query = query.where(Person.team_id == team_id)
    return list(session.exec(query.order_by(col(Person.id))))


def _teams(session: Session, mission: Mission) -> list[int]:
    """Return the open teams that a mission is for and that have not reached it, by id."""
    reached = select(MissionReached.team_id).where(MissionReached.mission_id == mission.id)
    query = select(Team.id).where(Team.is_active, col(Team.id).not_in(reached))
    if mission.team_id is not None:
        query = query.where(Team.id == mission.team_id)
    return list(session.exec(query.order_by(col(Team.id))))


def _tell(
    session: Session, mission: Mission, people: list[int], message: str, key: str, now: datetime
) -> None:
    notices.tell(
        session,
        people=people,
        key=f"{key}:{mission.id}",
        message=message,
        link="missions",
        now=now,
        name=mission.name,
    )
