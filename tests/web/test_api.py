"""Other systems send feedback over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import db
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.tagging.tags import tags_of
from cxgame.people import keys, queries
from cxgame.settings import get_settings
from cxgame.standards.touchpoints import touchpoint_names
from tests.conftest import NOON, Town

ANSWER = {"submission_id": "a1", "survey": "nps", "score": 9, "team": "Front desk"}

Send = Callable[..., Response]


@pytest.fixture
def send(client: TestClient, town: Town) -> Send:
    """Post to the interface with a live key."""
    with db.transaction() as session:
        key = keys.add_api_key(
            session, actor=town.root, name="till", scope="feedback:write", now=NOON
        )

    def post(body: Any = None, **more: Any) -> Response:
        sent = {} if body is None else {"json": body}
        headers = {"authorization": f"Bearer {key}"}
        return client.post("/api/v1/feedback", headers=headers, **sent, **more)

    return post


def stored() -> list[FeedbackRecord]:
    with db.reading() as session:
        rows = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.id)).all()  # type: ignore[arg-type]
        session.expunge_all()
        return list(rows)


def reasons(answer: Response) -> dict[int, str]:
    return {one["index"]: one["reason"] for one in answer.json()["rejected"]}


def test_one_record_is_stored_whole(send: Send, town: Town) -> None:
    answer = send(
        {
            **ANSWER,
            "text": "Ótimo",
            "touchpoint": "Novo balcão",
            "collected_at": "2026-03-02T23:30:00-03:00",
            "customer": "c9",
            "tags": ["fila", "fila"],
            "metadata": {"store": 7, "vip": True, "none": None},
            "language": "pt-BR",
        }
    )

    assert (answer.status_code, answer.json()) == (
        200,
        {"created": 1, "duplicates": 0, "rejected": []},
    )
    (record,) = stored()
    assert (record.team_id, record.score, record.band) == (town.desk, 9, "promoter")
    assert (record.channel, record.customer) == ("api", "c9")
    with db.reading() as session:
        assert tags_of(session, [record.id]) == {record.id: ("fila",)}
    assert record.details == {"store": "7", "vip": "True"}
    assert record.on_day.isoformat() == "2026-03-02"
    with db.reading() as session:
        assert "Novo balcão" in touchpoint_names(session, locale="pt-BR").values()


def test_the_same_key_twice_is_one_record(send: Send) -> None:
    send(ANSWER)
    assert send([ANSWER, ANSWER]).json() == {"created": 0, "duplicates": 2, "rejected": []}
    assert len(stored()) == 1


def test_of_a_list_the_good_are_stored_and_the_bad_named(send: Send) -> None:
    answer = send(
        [
            ANSWER,
            {"survey": "nps", "score": 11},
            {"survey": "nps"},
            "words",
            {"kind": "complaint"},
            {"kind": "complaint", "text": "Slow", "team": "Nowhere"},
            {"kind": "praise", "text": "x"},
            {"survey": "nps", "score": 9, "teem": "Front desk"},
            {"survey": "nps", "score": 9, "collected_at": "soon"},
            {"survey": "nps", "score": 9, "collected_at": "0001-01-01"},
            {"kind": "compliment", "text": "Lovely", "submission_id": "b"},
        ]
    )

    assert answer.status_code == 200
    assert answer.json()["created"] == 2
    assert reasons(answer) == {
        1: "The score goes from 0 to 10.",
        2: "The score is missing.",
        3: "A record is a JSON object.",
        4: "The text is missing.",
        5: "There is no open team named Nowhere.",
        6: 'Say what it is: "survey" one of nps, csat, ces, stars, smileys, thumbs, '
        'or "kind" one of complaint, compliment, suggestion.',
        7: "teem: Extra inputs are not permitted",
        8: "collected_at: Input should be a valid datetime or date, input is too short",
        9: "This date lies too far away. Check the date format.",
    }
    assert [record.kind for record in stored()] == ["survey", "compliment"]


def test_half_letters_are_refused_not_choked_on(send: Send) -> None:
    body = rb'[{"\ud800": 1}, {"kind": "complaint", "text": "\ud800"}, {"metadata": {"\ud800": 1}}]'
    answer = send(content=body)
    assert answer.status_code == 200
    assert set(reasons(answer)) == {0, 1, 2}


def test_one_bad_record_alone_is_refused(send: Send) -> None:
    answer = send({"survey": "nps", "score": 11})
    assert answer.status_code == 422
    assert reasons(answer) == {0: "The score goes from 0 to 10."}
    assert stored() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"nps,9", b'{"score": NaN}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_not_json_is_told_so(send: Send, body: bytes) -> None:
    answer = send(content=body)
    assert (answer.status_code, answer.json()) == (400, {"detail": "The body is not JSON."})


def test_a_scale_and_a_kind_of_survey_may_be_said_either_way(send: Send) -> None:
    answer = send(
        [
            {"kind": "nps", "score": 9},
            {"kind": "survey", "survey": "csat", "score": 5},
            {"survey": "nps", "score": 10, "scale": "1-10"},
            {"survey": "csat", "kind": "complaint", "score": 5},
            {"survey": "nps", "score": 3, "scale": "1-5"},
        ]
    )
    assert answer.json()["created"] == 3
    assert set(reasons(answer)) == {3, 4}
    assert [record.scale_low for record in stored()] == [0, 1, 1]


@pytest.mark.parametrize(
    "header", [{}, {"authorization": "Bearer cxg_wrong"}, {"authorization": "x"}]
)
def test_without_a_live_key_nobody_is_heard(
    client: TestClient, town: Town, header: dict[str, str]
) -> None:
    answer = client.post("/api/v1/feedback", headers=header, content=b"not even JSON")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_key_is_dead(send: Send, town: Town) -> None:
    with db.transaction() as session:
        keys.revoke_api_key(session, actor=town.root, key_id=1, now=NOON)
        assert queries.api_key(session, token="cxg_x", scope="feedback:write") is None
    assert send(ANSWER).status_code == 401


def test_too_many_records_are_refused_whole(send: Send) -> None:
    many = [{"survey": "nps", "score": 9} for _ in range(1_001)]
    assert send(many).status_code == 413
    assert stored() == []
    assert send(many[:1_000]).json()["created"] == 1_000


def test_too_large_a_body_is_refused(send: Send) -> None:
    limit = get_settings().max_body_kb * 1024
    assert send(content=b" " * (limit + 1)).status_code == 413

    def stream() -> Any:
        for _ in range(limit // 1024 + 1):
            yield b" " * 1024

    assert send(content=stream()).status_code == 413


def test_nothing_else_is_offered(client: TestClient) -> None:
    assert client.get("/api/v1/feedback").status_code == 405
    assert client.get("/api/v1/docs").status_code == 404
    document = client.get("/api/v1/openapi.json").json()
    assert list(document["paths"]) == [
        *("/feedback", "/invitations", "/boards", "/cards", "/cards/{card_id}"),
        *("/cards/{card_id}/move", "/cards/{card_id}/comments"),
    ]
