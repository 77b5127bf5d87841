import pytest

from cxgame import clock, db
from cxgame.people import accounts, queries
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def names(town: Town, with_inactive: bool = False) -> dict[str, queries.PersonView]:
    with db.reading() as session:
        found = queries.people(session, actor=town.root, with_inactive=with_inactive)
    return {person.name: person for person in found}


def test_an_admin_sees_everybody_and_a_manager_the_own_teams(town: Town, open_as: OpenAs) -> None:
    admins = open_as(town.root, "people_admin").sheet("register")
    managers = open_as(town.diana, "people_admin").sheet("register")

    assert all(name in admins for name in ("Alice", "Charlie", "Edu"))
    assert "Alice" in managers and "Charlie" not in managers
    assert "Add person" in admins and "Add person" not in managers


def test_filters_go_into_the_address(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "people_admin")
    screen.tap("register", "filter", words="bo", in_team="", role="frontline", order="name")

    assert screen.address == {"words": "bo", "role": "frontline"}
    assert "Bob" in screen.sheet("register") and "Alice" not in screen.sheet("register")

    screen.tap("register", "clear")
    assert screen.address == {}


@pytest.mark.parametrize(
    "address", ["?page=99", "?page=x", "?in_team=9999999999999999999", "?role=king", "?order=x"]
)
def test_an_odd_address_is_no_error(town: Town, open_as: OpenAs, address: str) -> None:
    assert open_as(town.root, f"people_admin{address}").sheet("register")


def test_nobody_found_offers_to_clear_the_filters(town: Town, open_as: OpenAs) -> None:
    assert "Nobody found" in open_as(town.root, "people_admin?words=zzz").sheet("register")


def test_somebody_new_gets_a_link(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "people_admin?person=new")
    screen.tap(
        "person-new",
        "save",
        full_name="Íris Prado",
        role="manager",
        team_id=str(town.desk),
        scope=f"unit:{town.north}\nteam:{town.grooming}",
    )

    iris = names(town)["Íris Prado"]
    assert (iris.role, iris.scope_units, iris.scope_teams) == (
        "manager",
        (town.north,),
        (town.grooming,),
    )
    assert "/account/password/" in screen.sheet(f"link-{iris.id}")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"full_name": "", "role": "director"}, "Please give a name"),
        ({"full_name": "Bob", "role": "director"}, "already signs in"),
        ({"full_name": "Zoe", "role": "system"}, "not a role"),
        ({"full_name": "Zoe", "role": "frontline", "team_id": "abc"}, "no such open team"),
        ({"full_name": "Zoe", "role": "manager", "scope": "galaxy"}, "not a unit or a team"),
    ],
)
def test_a_refusal_is_a_sentence_and_adds_nobody(
    town: Town, open_as: OpenAs, fields: dict[str, str], words: str
) -> None:
    before = names(town)
    screen = open_as(town.root, "people_admin?person=new").tap("person-new", "save", **fields)

    assert words in screen.text
    assert names(town) == before


def test_a_change_closes_the_dialog(town: Town, open_as: OpenAs) -> None:
    alice = names(town)["Alice"]
    screen = open_as(town.root, f"people_admin?person={alice.id}")
    screen.tap(
        f"person-{alice.id}",
        "save",
        full_name="Alice Prado",
        sign_in_name="alice",
        role="director",
        scope=f"unit:{town.north}",  # counts for managers only
        version=str(alice.version),
    )

    assert names(town)["Alice Prado"].role == "director"
    assert "person" not in screen.address


def test_a_stale_form_shows_what_was_saved_meanwhile(town: Town, open_as: OpenAs) -> None:
    alice = names(town)["Alice"]
    screen = open_as(town.root, f"people_admin?person={alice.id}")
    screen.tap(f"person-{alice.id}", "save", full_name="X", role="director", version="0")

    assert "Somebody else changed this meanwhile" in screen.text
    assert "Saved meanwhile: Alice · alice" in screen.text
    assert screen.address == {"person": str(alice.id)}


def test_deactivating_and_letting_in_again(town: Town, open_as: OpenAs) -> None:
    alice = names(town)["Alice"]
    open_as(town.root, f"people_admin?person={alice.id}").tap(f"person-{alice.id}", "deactivate")
    assert "Alice" not in names(town)

    open_as(town.root, f"people_admin?person={alice.id}").tap(f"person-{alice.id}", "activate")
    assert "Alice" in names(town)


def test_a_manager_makes_links_for_the_frontline_only(town: Town, open_as: OpenAs) -> None:
    bob, diana, charlie = (names(town)[name].id for name in ("Bob", "Diana", "Charlie"))

    screen = open_as(town.diana, f"people_admin?person={bob}").tap(f"help-{bob}", "link")
    assert "/account/password/" in screen.sheet(f"link-{bob}")
    assert "New password link" not in open_as(town.diana, f"people_admin?person={diana}").text
    assert "no such person" in open_as(town.diana, f"people_admin?person={charlie}").text


def test_a_manager_cannot_reach_the_forms_by_their_address(town: Town, open_as: OpenAs) -> None:
    for address in ("person=new", "view=places&unit=new", "view=places&team=new-1", "view=places"):
        screen = open_as(town.diana, f"people_admin?{address}")
        assert not {"person-new", "unit-new", "team-new-1", "places"} & set(screen.sheets)


def test_units_and_teams_are_added_changed_and_closed(town: Town, open_as: OpenAs) -> None:
    open_as(town.root, "people_admin?view=places&unit=new").tap(
        "unit-new", "save", full_name="West"
    )
    with db.reading() as session:
        west = next(unit for unit in queries.units(session) if unit.name == "West")
    screen = open_as(town.root, f"people_admin?view=places&team=new-{west.id}")
    screen.tap(f"team-new-{west.id}", "save", full_name="Night", unit_id=str(west.id))
    assert "Night" in screen.sheet("places")

    refused = open_as(town.root, f"people_admin?view=places&unit={west.id}")
    refused.tap(f"unit-{west.id}", "save", full_name="West", version="1")
    assert "Close the teams of this unit first" in refused.text


def test_nobody_at_all_sees_the_sign_in_form(town: Town, open_as: OpenAs) -> None:
    assert "/account/sign-in" in open_as(None, "people_admin").sheet("sign_in")


def test_the_frontline_is_told_that_it_is_not_their_page(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "people_admin")
    assert "not for your role" in screen.text
    assert "register" not in screen.sheets


def test_a_session_that_ended_meanwhile_does_nothing(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "people_admin?person=new")
    with db.transaction() as session:
        queries_before = len(queries.people(session, actor=town.root))
        accounts.end_sessions_of(session, person_id=town.root.person_id or 0, now=clock.now())
    screen.tap("person-new", "save", full_name="Ghost", role="director")

    assert len(names(town)) == queries_before
    assert "sign_in" in screen.sheets
