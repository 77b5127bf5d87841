"""Arguments for the commands of the rooms people and notices."""

from typing import Any

from sqlmodel import Session, select

from cxgame import clock
from cxgame.notices import service as notices
from cxgame.notices.mail import outbox
from cxgame.notices.mail.models import Mail, MailState
from cxgame.notices.mail.outbox import Letter
from cxgame.notices.models import Notice
from cxgame.people import keys, passwords, service
from cxgame.people.actor import Actor
from cxgame.people.models import ApiKey, Person, Role, Team, Unit
from cxgame.people.stand_ins import service as standing
from cxgame.thread.departures import Heirs
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target


def change_unit(session: Session, town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    unit = session.get_one(Unit, town.north)
    return {"unit_id": unit.id, "name": "Far north", "is_active": True, "version": unit.version}


def change_team(session: Session, town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    team = session.get_one(Team, target.team_id)
    return {
        "team_id": team.id,
        "name": "Another name",
        "unit_id": team.unit_id,
        "is_active": True,
        "version": team.version,
    }


def somebody(session: Session, team_id: int) -> Person:
    """Return a new frontline person of a team, whom nothing else holds back."""
    person_id = service.add_person(
        session,
        actor=Actor.system(),
        name=f"Zoe of {team_id}",
        role=Role.FRONTLINE,
        team_id=team_id,
        now=NOON,
    )
    return session.get_one(Person, person_id)


def change_person(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    person = somebody(session, target.team_id)
    return {
        "person_id": person.id,
        "name": "Zoe Changed",
        "sign_in_name": "",
        "email": "",
        "role": Role.FRONTLINE,
        "team_id": target.team_id,
        "scope_units": (),
        "scope_teams": (),
        "version": person.version,
    }


def set_active(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    person = somebody(session, target.team_id)
    return {"person_id": person.id, "is_active": False, "version": person.version}


def deactivated(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    asked = set_active(session, town, target, actor)
    return {"person_id": asked["person_id"], "version": asked["version"], "heirs": Heirs()}


def named_stand_in(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return who stands in for the target's person, or for one of the team: edu, or root."""
    person_id = target.person_id
    if actor.role is not Role.FRONTLINE:
        person_id = somebody(session, target.team_id).id
    other = town.edu if person_id != town.edu.person_id else town.root
    return {
        "person_id": person_id,
        "delegate_id": other.person_id,
        "starts_on": clock.local_day(NOON),
        "ends_on": clock.local_day(NOON),
    }


def ended_stand_in(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    asked = named_stand_in(session, town, target, actor)
    return {"stand_in_id": standing.name_stand_in(session, actor=Actor.system(), now=NOON, **asked)}


def password_link(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"person_id": somebody(session, target.team_id).id}


def revoke_key(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    keys.add_api_key(
        session, actor=Actor.system(), name="old till", scope="feedback:write", now=NOON
    )
    return {"key_id": session.exec(select(ApiKey.id)).one()}


def mark_read(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    notices.tell(session, people=[target.person_id], key="walk", message="Hello", link="", now=NOON)
    query = select(Notice.id).where(Notice.person_id == target.person_id, Notice.key == "walk")
    return {"person_id": target.person_id, "notice_id": session.exec(query).one()}


def letter(session: Session) -> int:
    """Return a letter that could not be delivered."""
    outbox.post(session, Letter("k", "case", "ana@example.com", "s", "b", "en"), now=NOON)
    mail = session.exec(select(Mail)).one()
    mail.state = MailState.DEAD
    session.flush()
    return mail.id


BUILDERS: dict[str, Builder] = {
    "people.add_unit": lambda *_: {"name": "West"},
    "people.change_unit": change_unit,
    "people.add_team": lambda _s, town, *_: {"unit_id": town.south, "name": "Night shift"},
    "people.change_team": change_team,
    "people.add_person": lambda _s, _town, target, _a: {
        "name": "Zoe",
        "role": Role.FRONTLINE,
        "team_id": target.team_id,
    },
    "people.change_person": change_person,
    "people.set_active": set_active,
    "people.make_password_link": password_link,
    "people.name_stand_in": named_stand_in,
    "people.end_stand_in": ended_stand_in,
    "thread.deactivate": deactivated,
    "people.choose_language": lambda _s, _town, target, _a: {
        "person_id": target.person_id,
        "language": "pt-BR",
    },
    "people.change_password": lambda _s, _town, target, _a: {
        "person_id": target.person_id,
        "password_hash": passwords.hashed("another horse"),
    },
    "people.sign_out_elsewhere": lambda _s, _town, target, _a: {
        "person_id": target.person_id,
        "keep": "the cookie's secret",
    },
    "people.add_api_key": lambda *_: {"name": "till", "scope": "feedback:write"},
    "people.revoke_api_key": revoke_key,
    "notices.mark_read": mark_read,
    "notices.try_again": lambda s, *_: {"mail_id": letter(s)},
    "notices.cancel_mail": lambda s, *_: {"mail_id": letter(s)},
    "notices.show_address": lambda s, *_: {"mail_id": letter(s)},
    "notices.send_test": lambda _s, _town, target, _a: {"person_id": target.person_id},
}
