"""Keys of other systems on the screen."""

from sqlmodel import select

from cxgame import db
from cxgame.people.models import ApiKey
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_a_key_is_shown_once_and_can_be_stopped(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "api_keys")
    assert "No key yet" in screen.text
    screen.tap("key-form", "add", name_of="Till", scope="invitations:write")
    assert "cxg_" in screen.sheet("key-new") and "never used" in screen.sheet("keys")
    screen.tap("key-form", "add", name_of="Till", scope="feedback:write")
    assert "already a key with this name" in screen.text and "cxg_" not in screen.text

    with db.reading() as session:
        key_id = session.exec(select(ApiKey.id)).one()
    screen.tap("keys", "stop", str(key_id))
    assert "stopped" in screen.sheet("keys")
    assert "cxg_" not in open_as(town.root, "api_keys").text
    assert "key" not in open_as(town.diana, "api_keys").sheets
