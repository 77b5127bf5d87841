from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import accounts, queries, service
from cxgame.people.models import Person, Role
from cxgame.people.queries import PersonView
from tests.conftest import NOON, Town


def view(session: Session, person_id: int | None) -> PersonView:
    everybody = queries.people(session, actor=accounts.Actor.system(), with_inactive=True)
    return next(person for person in everybody if person.id == person_id)


def change(session: Session, town: Town, who: int | None, **changes: Any) -> None:
    now = view(session, who)
    values: dict[str, Any] = {
        "person_id": now.id,
        "name": now.name,
        "sign_in_name": now.sign_in_name,
        "email": now.email,
        "role": Role(now.role),
        "team_id": now.team_id,
        "scope_units": now.scope_units,
        "scope_teams": now.scope_teams,
        "version": now.version,
    }
    service.change_person(session, actor=town.root, now=NOON, **{**values, **changes})


def test_it_changes_what_is_given_and_counts_the_version(session: Session, town: Town) -> None:
    before = view(session, town.alice.person_id)

    change(session, town, town.alice.person_id, name="Alice Prado", team_id=town.clinic)

    after = view(session, town.alice.person_id)
    assert after == replace(
        before, name="Alice Prado", team_id=town.clinic, team="Clinic", version=before.version + 1
    )


def test_it_refuses_a_stale_version(session: Session, town: Town) -> None:
    change(session, town, town.alice.person_id, name="First")

    with pytest.raises(Conflict):
        change(session, town, town.alice.person_id, name="Second", version=1)
    assert view(session, town.alice.person_id).name == "First"


def test_a_manager_gets_a_new_scope(session: Session, town: Town) -> None:
    change(
        session,
        town,
        town.diana.person_id,
        scope_units=(town.south, town.south),
        scope_teams=(town.clinic,),
    )

    person = session.get_one(Person, town.diana.person_id)
    assert accounts.as_actor(session, person).team_ids == {town.desk, town.clinic, town.grooming}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": "  "}, InvalidInput),
        ({"name": "x" * 121}, InvalidInput),
        ({"email": "not an address"}, InvalidInput),
        ({"email": "bob@example.com"}, Conflict),
        ({"sign_in_name": "Bób"}, Conflict),
        ({"sign_in_name": "bob@example.com"}, Conflict),
        ({"team_id": None}, InvalidInput),
        ({"team_id": 999}, NotFound),
        ({"role": Role.SYSTEM}, InvalidInput),
        ({"scope_units": (1,)}, InvalidInput),
        ({"role": Role.MANAGER, "scope_teams": (999,)}, NotFound),
        ({"role": Role.MANAGER, "scope_units": (999,)}, NotFound),
        ({"person_id": 999}, NotFound),
    ],
)
def test_it_refuses_what_does_not_fit(
    session: Session, town: Town, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        change(session, town, town.alice.person_id, **changes)


def test_the_last_administrator_stays_one(session: Session, town: Town) -> None:
    with pytest.raises(Conflict):
        change(session, town, town.root.person_id, role=Role.DIRECTOR)

    change(session, town, town.edu.person_id, role=Role.ADMIN)
    change(session, town, town.root.person_id, role=Role.DIRECTOR)

    assert view(session, town.root.person_id).role == Role.DIRECTOR


def deactivate(session: Session, town: Town, actor, who: int | None, is_active=False) -> None:
    service.set_active(
        session,
        actor=actor,
        person_id=who,
        is_active=is_active,
        version=view(session, who).version,
        now=NOON,
    )


def test_nobody_deactivates_themselves_nor_the_last_administrator(
    session: Session, town: Town
) -> None:
    with pytest.raises(Conflict, match="yourself"):
        deactivate(session, town, town.root, town.root.person_id)
    with pytest.raises(Conflict, match="last"):
        deactivate(session, town, accounts.Actor.system(), town.root.person_id)


def test_somebody_deactivated_disappears_from_lists_and_can_return(
    session: Session, town: Town
) -> None:
    deactivate(session, town, town.root, town.alice.person_id)
    names = [person.name for person in queries.people(session, actor=town.root)]
    assert "Alice" not in names

    deactivate(session, town, town.root, town.alice.person_id, is_active=True)
    assert accounts.find_account(session, name="alice")


def test_people_choose_a_language_we_speak(session: Session, town: Town) -> None:
    who = town.alice.person_id
    service.choose_language(session, actor=town.alice, person_id=who, language="pt-BR", now=NOON)
    assert view(session, who).language == "pt-BR"

    with pytest.raises(InvalidInput):
        service.choose_language(session, actor=town.alice, person_id=who, language="fr", now=NOON)
