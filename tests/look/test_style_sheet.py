from starlette.applications import Starlette
from starlette.testclient import TestClient

from cxgame.look import styles
from cxgame.web import look

client = TestClient(Starlette(routes=[look.routes]))


def test_the_current_address_is_kept_for_good() -> None:
    answer = client.get(styles.css_address())

    assert answer.text == styles.css_for_component()
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_an_old_address_still_answers_but_is_not_kept() -> None:
    answer = client.get("/look/000000000000.css")

    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-cache"


def test_the_sheet_takes_no_other_method() -> None:
    assert client.post(styles.css_address()).status_code == 405
