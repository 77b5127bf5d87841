"""Files beside cards are answered to those who see the card, as if there were none to others."""

from starlette.testclient import TestClient

from cxgame import db
from cxgame.boards import files
from tests.boards import story
from tests.conftest import NOON, Town
from tests.web.test_visit import as_somebody


def test_a_file_is_stored_by_whoever_sees_the_card(client: TestClient, town: Town) -> None:
    with db.transaction() as session:
        card_id = story.add_plan(session, town)
        file_id = files.add_file(
            session, actor=town.diana, card_id=card_id, data=b"oi", name="ação.txt", now=NOON
        )
    where = f"/card-files/{file_id}"
    for answer in (
        client.get(where),
        as_somebody(client, town.alice, where),
        as_somebody(client, town.diana, f"/card-files/{2**40}"),
    ):
        assert (answer.status_code, answer.text) == (404, "Not found")
    sent = as_somebody(client, town.bob, where)
    assert (sent.status_code, sent.content) == (200, b"oi")
    disposition = sent.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''a%C3%A7%C3%A3o.txt"
    assert "sandbox" in sent.headers["content-security-policy"]
    assert sent.headers["x-content-type-options"] == "nosniff"
