"""Customers: found by name, read with all that was heard, corrected, left in peace."""

import pytest
from sqlmodel import select

from cxgame import db
from cxgame.clock import now
from cxgame.feedback import surveys, voice
from cxgame.feedback.cases import opening
from cxgame.feedback.customers import queries
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.queries import CustomerView
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import inviting
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.models import FeedbackRecord
from tests.conftest import Town
from tests.pages.conftest import OpenAs


@pytest.fixture
def ana(town: Town) -> int:
    """A customer whom the front desk heard twice."""
    with db.transaction() as session:
        row = Customer(
            key="c1", name="Ana Souza", email="ana@x.com", phone="+5531987654321", created_at=now()
        )
        session.add(row)
        for text in ("A fila", "liga 31 98765-4321"):
            voice.record_complaint(
                session, actor=town.alice, team_id=town.desk, text=text, customer="c1", now=now()
            )
        session.flush()
        return row.id


def read(town: Town, ana: int) -> CustomerView:
    with db.reading() as session:
        return queries.customer(session, actor=town.root, customer_id=ana)


def test_a_customer_is_found_by_those_whose_teams_heard_her(
    town: Town, ana: int, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "customers?q=sou")
    assert "Ana Souza" in screen.sheet("customers") and "ana@x" not in screen.sheet("customers")
    screen.tap("customers", "filter", q="zzz")
    assert "Nobody was found" in screen.sheet("customers") and screen.address == {"q": "zzz"}
    screen.tap("customers", "clear")
    screen.tap("customers", "open", f"/customer?customer={ana}")
    assert "Ana Souza" in screen.sheet("customer")


def test_what_was_done_and_asked_stands_on_the_page(town: Town, ana: int, open_as: OpenAs) -> None:
    told = {"actor": town.alice, "now": now()}
    with db.transaction() as session:
        record_id = session.exec(select(FeedbackRecord.id).order_by(FeedbackRecord.id)).first()
        case_id = opening.open_case(session, record_id=record_id, actor=town.edu, now=now())
        survey = surveys.add_survey(
            session, actor=town.edu, name="Counter", team_id=town.desk, now=now()
        )
        known = Known(key="c1", phone="31 98765-4321")
        inviting.invite_customer(session, survey_id=survey, known=known, way=Way.WHATSAPP, **told)
    shown = open_as(town.diana, f"customer?customer={ana}").sheet("customer")
    assert f"/case?id={case_id}" in shown and "New case" in shown
    assert "Counter" in shown and "Waiting" in shown
    far = open_as(town.charlie, f"customer?customer={ana}").text
    assert "New case" not in far and "Counter" not in far


def test_the_contact_is_hidden_until_it_is_noted_who_looked(
    town: Town, ana: int, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"customer?customer={ana}")
    shown = screen.sheet("customer")
    assert "98765" not in shown and "ana@x" not in shown and "A fila" in shown
    screen.tap("customer", "unmask")
    assert "ana@x.com" in screen.sheet("customer")


def test_who_she_is_is_corrected(town: Town, ana: int, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"customer?customer={ana}&edit=1")
    assert "ana@x" not in screen.sheet("customer-form")
    screen.tap("customer-form", "save", title="Ana", value="alto", version="1")
    row = read(town, ana)
    assert (row.name, row.email, row.segment_value) == ("Ana", "ana@x.com", "alto")
    screen.tap("customer", "unmask").tap("customer", "edit")
    bad = screen.tap("customer-form", "save", title="Ana", email="no", version="2")
    assert "This is no e-mail address" in bad.text
    assert "somebody@x.com" not in bad.text
    screen.tap("customer-form", "save", title="Ana", email="new@x.com", phone="", version="2")
    assert (read(town, ana).email, read(town, ana).phone) == ("new@x.com", "")


def test_she_is_left_in_peace(town: Town, ana: int, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"customer?customer={ana}").tap("customer", "opt_out")
    assert "wants no more questions" in screen.sheet("customer")
    screen.tap("customer", "opt_in")
    assert read(town, ana).opted_out_at is None


@pytest.mark.parametrize("query", ["", "?customer=99", "?customer=x"])
def test_nobody_there_is_told(town: Town, open_as: OpenAs, query: str) -> None:
    assert "There is no such customer." in open_as(town.edu, f"customer{query}").text


def test_a_record_leads_to_its_customer(town: Town, ana: int, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "records?customer=c1")
    assert "One customer" in screen.sheet("records")
    drawer = open_as(town.diana, "records?record=1")
    assert f"/customer?customer={ana}" in drawer.sheet("record-1")
