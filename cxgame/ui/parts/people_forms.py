"""What the forms of the register send, checked and given to the commands."""

from typing import Any

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.people import offices, service
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Role
from cxgame.people.queries import PersonView, TeamView, UnitView
from cxgame.ui.work import attempt

Sent = dict[str, str]


def save_person(actor: Actor, sent: Sent, person: PersonView | None) -> int | CxgameError | None:
    """Add or change a person; return the id of somebody new, or why it was refused."""
    try:
        values = person_values(sent)
    except CxgameError as error:
        return error
    if person is None:
        return attempt(service.add_person, actor=actor, now=clock.now(), **values)
    return attempt(
        service.change_person,
        actor=actor,
        person_id=person.id,
        version=number(sent, "version"),
        now=clock.now(),
        **values,
    )


def save_unit(actor: Actor, sent: Sent, unit: UnitView | None) -> int | CxgameError | None:
    """Add or change a unit; return why it was refused, if it was."""
    name, now = sent.get("full_name", ""), clock.now()
    if unit is None:
        return attempt(service.add_unit, actor=actor, name=name, now=now)
    return attempt(
        service.change_unit,
        actor=actor,
        unit_id=unit.id,
        name=name,
        is_active="is_active" in sent,
        version=number(sent, "version"),
        now=now,
    )


def save_team(actor: Actor, sent: Sent, team: TeamView | None) -> int | CxgameError | None:
    """Add or change a team; return why it was refused, if it was."""
    name, unit_id, now = sent.get("full_name", ""), number(sent, "unit_id"), clock.now()
    if team is None:
        return attempt(service.add_team, actor=actor, unit_id=unit_id, name=name, now=now)
    return attempt(
        service.change_team,
        actor=actor,
        team_id=team.id,
        name=name,
        unit_id=unit_id,
        is_active="is_active" in sent,
        version=number(sent, "version"),
        now=now,
    )


def set_active(actor: Actor, person: PersonView, *, is_active: bool) -> CxgameError | None:
    """Deactivate a person or let them in again; return why it was refused, if it was."""
    return attempt(
        service.set_active,
        actor=actor,
        person_id=person.id,
        is_active=is_active,
        version=person.version,
        now=clock.now(),
    )


def set_ombudsman(actor: Actor, person: PersonView, is_ombudsman: bool) -> CxgameError | None:
    """Give a person the office of ombudsman or take it back; return why it was refused."""
    return attempt(
        offices.set_ombudsman,
        actor=actor,
        person_id=person.id,
        is_ombudsman=is_ombudsman,
        version=person.version,
        now=clock.now(),
    )


def person_values(sent: Sent) -> dict[str, Any]:
    """Return the arguments that add_person and change_person share.

    Raise InvalidInput for a role, a team or a scope that no form of ours offers.
    """
    role = sent.get("role", "")
    if role not in PERSON_ROLES:
        raise InvalidInput("This is not a role for a person.")
    scope = [line.split(":") for line in sent.get("scope", "").splitlines()]
    if not all(len(pair) == 2 and pair[1].isdecimal() for pair in scope):
        raise InvalidInput("This is not a unit or a team.")
    if role != Role.MANAGER:  # what is ticked counts for managers only, as the form says
        scope = []
    return {
        "name": sent.get("full_name", ""),
        "sign_in_name": sent.get("sign_in_name", ""),
        "email": sent.get("email", ""),
        "role": Role(role),
        "team_id": number(sent, "team_id") if sent.get("team_id") else None,
        "scope_units": [int(key) for kind, key in scope if kind == "unit"],
        "scope_teams": [int(key) for kind, key in scope if kind == "team"],
    }


def number(sent: Sent, name: str) -> int:
    """Return a whole number that a form sent; 0, no row's id nor version, stands for anything else.

    The command then refuses it in words.
    """
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
