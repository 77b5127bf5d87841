import pytest
from sqlmodel import Session, select

from cxgame.errors import InvalidInput
from cxgame.feedback.customers.contact import tidy_phone
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known, note_customer
from tests.conftest import NOON


def _customers(session: Session) -> list[tuple[str, str, str | None, str | None]]:
    query = select(Customer.key, Customer.name, Customer.email, Customer.phone)
    return [tuple(row) for row in session.exec(query.order_by(Customer.id))]  # type: ignore[arg-type]


def test_the_same_key_address_or_number_is_the_same_customer(session: Session) -> None:
    first = note_customer(
        session, Known(key="C-1", name=" Ana  Lima", email="Ana@Example.com "), now=NOON
    )
    by_email = note_customer(
        session, Known(email="ana@example.com", phone="11 98765-4321"), now=NOON
    )
    by_phone = note_customer(session, Known(phone="+55 (11) 98765-4321"), now=NOON)
    assert first == by_email == by_phone == "C-1"
    assert _customers(session) == [("C-1", "Ana Lima", "ana@example.com", "+5511987654321")]


def test_another_key_is_another_customer_even_at_the_same_address(session: Session) -> None:
    for key in ("C-1", "C-2"):
        note_customer(session, Known(key=key, email="family@example.com"), now=NOON)
    assert [row[0] for row in _customers(session)] == ["C-1", "C-2"]


def test_a_customer_without_a_key_gets_one_that_tells_nothing(session: Session) -> None:
    keys = {
        note_customer(session, Known(email=f"{name}@example.com"), now=NOON)
        for name in ("ana", "bia")
    }
    assert len(keys) == 2
    assert all(key and len(key) == 12 and "@" not in key for key in keys)


def test_a_name_alone_is_nobody(session: Session) -> None:
    assert note_customer(session, Known(name="Ana"), now=NOON) is None
    assert _customers(session) == []


@pytest.mark.parametrize(
    "email", ["ana", "ana@", "@x.com", "a b@x.com", "ana@x", "a@x.com;b@x.com"]
)
def test_it_refuses_what_is_no_address(session: Session, email: str) -> None:
    with pytest.raises(InvalidInput):
        note_customer(session, Known(email=email), now=NOON)


@pytest.mark.parametrize("phone", ["12", "no number", "+99 1234567890123456"])
def test_it_refuses_what_is_no_phone_number(phone: str) -> None:
    with pytest.raises(InvalidInput):
        tidy_phone(phone, country="BR")
