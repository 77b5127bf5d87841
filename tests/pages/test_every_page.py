import pytest

from cxgame.people import permissions
from cxgame.ui import menu
from tests.conftest import Town
from tests.pages.conftest import OpenAs

REFUSED = "not for your role"
PEOPLE = ("alice", "diana", "edu", "root")


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_opens_the_pages_that_are_for_it_and_no_other(
    town: Town, open_as: OpenAs, who: str
) -> None:
    actor = town.everybody[who]
    screen = open_as(actor, "profile")
    for page in menu.ENTRIES:
        screen.open(page)
        assert (REFUSED not in screen.text) is permissions.may_open(actor, page), page
        assert screen.sheets, page


def test_nobody_sees_the_sign_in_form_at_every_address(town: Town, open_as: OpenAs) -> None:
    screen = open_as(None, "profile")
    for page in menu.ENTRIES:
        screen.open(page)
        assert set(screen.sheets) == {"sign_in"}, page


@pytest.mark.parametrize("who", PEOPLE)
def test_everything_in_a_menu_may_be_opened(town: Town, who: str) -> None:
    actor = town.everybody[who]
    slugs = menu.MENUS[actor.role]

    assert [entry.slug for entry in menu.menu_of(actor)] == list(slugs)
    assert permissions.may_open(actor, menu.home_of(actor))
