"""Customers: who finds whom, what may be corrected, and what leaves a trace."""

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import voice
from cxgame.feedback.customers import queries, service
from cxgame.feedback.customers.models import Customer
from cxgame.notices.mail import outbox
from cxgame.notices.mail.models import Mail
from cxgame.notices.mail.outbox import Letter
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town


@pytest.fixture
def known(session: Session, town: Town) -> dict[str, int]:
    """Ana spoke to the front desk, Bia to grooming; Cid never spoke."""
    rows = {
        "ana": Customer(key="c1", name="Ana Souza", email="ana@x.com", phone="+5531987654321"),
        "bia": Customer(key="c2", name="Bia Lima", segment_value="high", segment_need="speed"),
        "cid": Customer(key="c3", name="Cid"),
    }
    for row in rows.values():
        row.created_at = NOON
        session.add(row)
    for key, team, actor in (("c1", town.desk, town.alice), ("c2", town.grooming, town.charlie)):
        voice.record_complaint(
            session, actor=actor, team_id=team, text="hm", customer=key, now=NOON
        )
    session.flush()
    return {name: row.id for name, row in rows.items()}


def names(session: Session, actor: Actor, **asked: str) -> list[str]:
    found, _more = queries.customers(session, actor=actor, **asked)  # type: ignore[arg-type]
    return [one.name for one in found]


def test_leaders_know_whom_their_teams_heard(
    session: Session, town: Town, known: dict[str, int]
) -> None:
    assert names(session, town.diana) == ["Ana Souza"]
    assert names(session, town.edu) == ["Ana Souza", "Bia Lima", "Cid"]
    assert queries.customer_id_of(session, actor=town.diana, key="c1") == known["ana"]
    assert queries.customer_id_of(session, actor=town.diana, key="c2") is None
    with pytest.raises(NotFound):
        queries.customer(session, actor=town.diana, customer_id=known["bia"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "souza"}, ["Ana Souza"]),
        ({"search": "uza"}, []),
        ({"search": "c2"}, ["Bia Lima"]),
        ({"search": "ana@x.com"}, ["Ana Souza"]),
        ({"search": "ana@x"}, []),
        ({"search": "(31) 98765-4321"}, ["Ana Souza"]),
        ({"search": "98765"}, []),
        ({"search": "%"}, []),
        ({"segment_value": "high", "segment_need": "speed"}, ["Bia Lima"]),
        ({"segment_value": "low"}, []),
    ],
)
def test_search(
    session: Session, town: Town, known: dict[str, int], asked: dict[str, str], found: list[str]
) -> None:
    assert names(session, town.edu, **asked) == found


def test_segments_in_use(session: Session, town: Town, known: dict[str, int]) -> None:
    assert queries.segments(session) == queries.Segments(("high",), ("speed",))


def test_a_customer_is_corrected(session: Session, town: Town, known: dict[str, int]) -> None:
    service.change_customer(
        session,
        actor=town.diana,
        customer_id=known["ana"],
        name=" Ana  Maria ",
        phone="",
        language="en",
        segment_value="low",
        version=1,
        now=NOON,
    )
    row = queries.customer(session, actor=town.edu, customer_id=known["ana"])
    assert (row.name, row.email, row.phone) == ("Ana Maria", "ana@x.com", "")
    assert (row.language, row.segment_value, row.version) == ("en", "low", 2)
    with pytest.raises(Conflict):
        service.change_customer(
            session, actor=town.edu, customer_id=known["ana"], name="x", version=1, now=NOON
        )
    with pytest.raises(InvalidInput):
        service.change_customer(
            session,
            actor=town.edu,
            customer_id=known["ana"],
            name="x",
            email="no",
            version=2,
            now=NOON,
        )


def test_an_opt_out_stands_until_it_is_taken_back(
    session: Session, town: Town, known: dict[str, int]
) -> None:
    for is_out in (True, True, False):
        service.opt_out_customer(
            session, actor=town.diana, customer_id=known["ana"], is_out=is_out, now=NOON
        )
        row = queries.customer(session, actor=town.edu, customer_id=known["ana"])
        assert (row.opted_out_at is not None) == is_out
    assert row.version == 3


def test_an_opt_out_stops_the_mail_that_waits(
    session: Session, town: Town, known: dict[str, int]
) -> None:
    for customer in ("c1", "c2"):
        address = f"{customer}@x.com"
        letter = Letter(customer, "invitation", address, "How was it?", "…", "en", "", customer)
        outbox.post(session, letter, now=NOON)
    service.opt_out_customer(
        session, actor=town.diana, customer_id=known["ana"], is_out=True, now=NOON
    )
    found = session.exec(select(Mail.key, Mail.state).order_by(Mail.key)).all()
    assert [tuple(row) for row in found] == [("c1", "cancelled"), ("c2", "waiting")]


def test_others_customers_are_out_of_reach(
    session: Session, town: Town, known: dict[str, int]
) -> None:
    for name in ("bia", "cid"):
        with pytest.raises(NotAllowed):
            service.unmask_customer(session, actor=town.diana, customer_id=known[name], now=NOON)
    with pytest.raises(NotFound):
        service.unmask_customer(session, actor=town.edu, customer_id=99, now=NOON)
