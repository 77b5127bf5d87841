"""The calendar over HTTP."""

from icalendar import Calendar
from starlette.testclient import TestClient

from cxgame import db
from cxgame.thread.inbox import choices
from tests.conftest import NOON, Town


def test_a_secret_address_gives_a_calendar(client: TestClient, town: Town) -> None:
    bob = town.bob.person_id or 0
    with db.transaction() as session:
        token = choices.make_calendar(session, actor=town.bob, person_id=bob, now=NOON)
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert str(Calendar.from_ical(answer.content)["version"]) == "2.0"
    for wrong in (f"/calendar/{token}x.ics", "/calendar/x.ics", f"/calendar/{'a' * 300}.ics"):
        assert client.get(wrong).status_code == 404
    assert client.post(f"/calendar/{token}.ics").status_code == 405
