from itertools import product

import pytest
from sqlmodel import Session, select

from cxgame import db
from cxgame.feedback.customers import many, register
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.importing import run
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town
from tests.feedback.importing.conftest import BringIn, counts, reasons
from tests.feedback.importing.conftest import bring_in as bring_in

FILE = """score,date,customer,nome do cliente,email,telefone
9,2026-02-01,C-1,Ana,ana@example.com,
8,2026-02-01,,Bia,bia@example.com,(11) 98765-4321; (11) 3333-4444
7,2026-02-01,,,bia@example.com,
6,2026-02-01,,Nobody,,
5,2026-02-01,,,no address,
4,2026-02-01,C-9,,,
"""


def people(session: Session) -> list[tuple[str | None, ...]]:
    rows = session.exec(select(Customer).order_by(Customer.id)).all()  # type: ignore[arg-type]
    return [(row.name, row.email, row.phone) for row in rows]


def test_many_at_once_are_the_same_as_one_by_one(session: Session) -> None:
    parts = product(("", "k1", "k2"), ("", "a@x.com", "b@x.com"), ("", "+5511987654321"))
    told = [Known(key=k, email=e, phone=p, name=f"N{n}") for n, (k, e, p) in enumerate(parts)] * 2
    one_by_one = [register.note_customer(session, known, now=NOON) for known in told]
    expected = people(session)
    for customer in session.exec(select(Customer)):
        session.delete(customer)
    session.flush()

    at_once = many.note_customers(session, told[:7], now=NOON)
    at_once += many.note_customers(session, told[7:], now=NOON)

    assert people(session) == expected
    places = [[keys.index(key) for key in keys] for keys in (one_by_one, at_once)]
    assert places[0] == places[1]


def test_a_file_tells_who_its_answers_are_from(bring_in: BringIn) -> None:
    report = bring_in(FILE)
    assert counts(report) == (6, 5, 0, 1)
    assert list(reasons(report)) == [6]
    with db.reading() as session:
        assert people(session) == [
            ("Ana", "ana@example.com", None),
            ("Bia", "bia@example.com", "+5511987654321"),
        ]
    bring_in(FILE + "3,2026-02-02,C-1,Ana Lima,,\n")
    with db.reading() as session:
        assert people(session)[0] == ("Ana Lima", "ana@example.com", None)


def test_a_dry_run_notes_nobody(bring_in: BringIn) -> None:
    assert counts(bring_in(FILE, dry=True)) == (6, 5, 0, 1)
    with db.reading() as session:
        assert people(session) == []


def test_taking_a_file_back_forgets_whom_only_it_told_of(bring_in: BringIn, town: Town) -> None:
    bring_in(FILE)
    bring_in(
        "score,date,email\n9,2026-02-05,ana@example.com\n", survey=SurveyKind.CSAT, scale="0-9"
    )
    with db.transaction() as session:
        bia = session.exec(select(Customer).where(Customer.name == "Bia")).one()
        bia.opted_out_at = NOON  # their wish outlives the file
    run.take_back(db.transaction, actor=town.root, batch_id=1, now=NOON)
    with db.reading() as session:
        assert [name for name, *_rest in people(session)] == ["Ana", "Bia"]
    run.take_back(db.transaction, actor=town.root, batch_id=2, now=NOON)
    with db.reading() as session:
        assert [name for name, *_rest in people(session)] == ["Bia"]


@pytest.mark.parametrize("column", ["email", "nome do cliente", "telefone"])
def test_what_tells_who_it_is_never_becomes_metadata(bring_in: BringIn, column: str) -> None:
    field = {"nome do cliente": "name", "telefone": "phone"}.get(column, column)
    report = bring_in(FILE, mapping={field: ""}, dry=True)
    assert report.written.left_out == [column]
