"""Arguments for the commands of the game, of the rota, and of passing a compliment on."""

from typing import Any

from sqlmodel import Session, select

from cxgame.content import Counted
from cxgame.feedback import intake
from cxgame.feedback.intake import Item
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.game import missions, rules, service
from cxgame.game.measures import Measure
from cxgame.game.models import BadgeAward
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.rota import service as rota
from cxgame.people.rota.models import LeaveKind
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY, define, one_of
from tests.walks.people import somebody
from tests.walks.target import Builder, Target


def leave(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {
        "person_id": somebody(session, target.team_id).id,
        "kind": LeaveKind.VACATION,
        "starts_on": TODAY,
        "ends_on": TODAY + 9 * DAY,
    }


def noted_leave(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = leave(session, town, target, actor)
    leave_id = rota.add_leave(session, actor=Actor.system(), now=NOON, **arguments)
    return {"leave_id": leave_id}


def mission(_session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {
        "name": "Ten practices",
        "measure": Measure.PRACTICES,
        "target": 10,
        "team_id": target.team_id,
        "starts_on": TODAY,
        "ends_on": TODAY + 6 * DAY,
    }


def running_mission(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    arguments = mission(session, town, target, actor)
    mission_id = missions.add_mission(session, actor=Actor.system(), now=NOON, **arguments)
    return {"mission_id": mission_id}


def award(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    define(session, one_of(Counted.MODULES))
    service.award(session, person_id=target.person_id, rule=rules.MODULE, object="m", now=NOON)
    public_id = session.exec(select(BadgeAward.public_id)).one()
    return {"public_id": public_id, "reason": "It was a test"}


def thanks(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    colleague = somebody(session, town.clinic)
    return {"sender_id": target.person_id, "person_id": colleague.id, "value": "helped"}


def praise(session: Session, team_id: int, words: str = "Ana was lovely") -> int:
    """Return a customer's compliment for a team."""
    team = people.team_names(session)[team_id]
    key = f"praise:{team_id}:{words}"
    item = Item(submission_id=key, kind=Kind.COMPLIMENT, text=words, team=team)
    intake.record_feedback(session, actor=Actor.system(), items=[item], now=NOON)
    query = select(FeedbackRecord.id).where(FeedbackRecord.text == words)
    return session.exec(query.where(FeedbackRecord.team_id == team_id)).one()


def compliment(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {
        "record_id": praise(session, target.team_id),
        "person_id": somebody(session, target.team_id).id,
    }


BUILDERS: dict[str, Builder] = {
    "people.set_shifts": lambda session, _town, target, _actor: {
        "person_id": somebody(session, target.team_id).id,
        "weekdays": (0, 1, 4),
    },
    "people.add_leave": leave,
    "people.cancel_leave": noted_leave,
    "people.note_outage": lambda *_: {"on_day": TODAY - DAY},
    "game.change_rule": lambda *_: {
        "key": rules.QUESTION,
        "points": 6,
        "daily_cap": 60,
        "is_on": True,
        "version": 0,
    },
    "game.correct_points": lambda _session, _town, target, _actor: {
        "person_id": target.person_id,
        "points": 5,
        "reason": "It was not counted",
    },
    "game.import_badges": lambda *_: {"badges": (), "tracks": {}},
    "game.revoke_badge": award,
    "game.mark_seen": lambda _session, _town, target, _actor: {"person_id": target.person_id},
    "game.share_badges": lambda _session, _town, target, _actor: {
        "person_id": target.person_id,
        "is_shared": True,
    },
    "game.give_kudos": thanks,
    "game.add_mission": mission,
    "game.cancel_mission": running_mission,
    "thread.pass_on_compliment": compliment,
}
