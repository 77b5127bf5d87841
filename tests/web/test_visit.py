"""The report of a visitor from outside, and who may see files."""

from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.feedback.visits import planning, queries
from cxgame.feedback.visits.kinds import VisitState
from cxgame.people import accounts
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.feedback.visits.story import template
from tests.learning.tiny_png import tiny_png

PDF = b"%PDF-1.7 a receipt"
FILES = [
    ("files", ("a.png", tiny_png(), "image/png")),
    ("files", ("b.pdf", PDF, "application/pdf")),
]


def test_a_visitor_writes_without_signing_in_and_once(client: TestClient, town: Town) -> None:
    with db.transaction() as session:
        made = planning.plan_visit(
            session, actor=town.diana, template_id=template(session), team_id=town.desk,
            visitor_name="Rita", now=clock.now(),
        )  # fmt: skip
    where = f"/v/{made.token}"
    page = client.get(where, params={"lang": "pt-BR"})
    assert page.status_code == 200 and "Greeted at once" in page.text
    assert "<script" not in page.text and len(page.content) < 30_000
    assert page.headers["referrer-policy"] == "no-referrer"

    day = clock.local_day(clock.now()).isoformat()
    answers = {"a-greet": "yes", "a-care": "5", "r-care": "kind <b>", "visited_on": day}
    open_ = client.post(where, data={**answers, "do": "send"}, files=FILES)
    assert open_.status_code == 422 and "kind &lt;b&gt;" in open_.text
    bad = client.post(where, data={**answers, "do": "save"}, files=[("files", ("x", b"MZ", ""))])
    assert bad.status_code == 422
    assert client.post(where, data={**answers, "do": "save"}, files=FILES).status_code == 200
    answers["a-receipt"] = "no"
    assert client.post(where, data={**answers, "do": "send"}).status_code == 200
    assert client.get(where).status_code == 404
    assert client.get("/v/nothing").status_code == 404
    with db.reading() as session:
        seen = queries.visit(session, actor=town.diana, visit_id=made.visit_id)
    assert (seen.line.state, seen.line.is_passed) == (VisitState.SUBMITTED, False)

    image, paper = (one.address for one in seen.evidence)
    assert client.get(image).status_code == 404
    assert as_somebody(client, town.alice, image).status_code == 404
    shown = as_somebody(client, town.diana, image)
    assert shown.headers["content-type"] == "image/png"
    sent = as_somebody(client, town.diana, paper)
    assert sent.content == PDF and "attachment" in sent.headers["content-disposition"]
    assert "sandbox" in sent.headers["content-security-policy"]


def as_somebody(client: TestClient, actor: Actor, address: str):  # type: ignore[no-untyped-def]
    with db.transaction() as session:
        token = accounts.start_session(
            session, person_id=actor.person_id or 0, keys=[], now=clock.now()
        )
    return client.get(address, headers={"cookie": f"{SESSION_COOKIE}={token}"})
