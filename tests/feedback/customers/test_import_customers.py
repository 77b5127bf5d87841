"""Customers from a file: found again, told anew, refused with a reason, taken back whole."""

from io import BytesIO

import pytest
from sqlmodel import Session, select

from cxgame import db
from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback.customers.models import Customer, CustomerChange
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.report import Report
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

FILE = """Código;Nome;E-mail;Telefone;Idioma;Segmento;Necessidade
c1;Ana Souza;ANA@x.com;(31) 98765-4321;pt;alto;rapidez
;Bia;bia@x.com;;en;;
c1;Ana Maria;;;;baixo;
;Ninguém;;;;;
c2;Cid;errado;;;;
"""


def task(text: str, actor: Actor | None = None, **options: object) -> run.Task:
    said = Options(**options)  # type: ignore[arg-type]
    file = BytesIO(text.encode())
    return run.Task("customers", file, "clientes.csv", actor or Actor.system(), said, NOON)


def bring(text: str = FILE, actor: Actor | None = None, **options: object) -> Report:
    return run.bring_in(db.transaction, task(text, actor, **options))


def take_back(batch: int | None) -> int:
    return run.take_back(db.transaction, actor=Actor.system(), batch_id=batch or 0, now=NOON)


def stored() -> list[Customer]:
    with db.reading() as session:
        rows = list(session.exec(select(Customer).order_by(Customer.id)))  # type: ignore[arg-type]
        session.expunge_all()
        return rows


def test_customers_are_noted_and_found_again() -> None:
    report = bring()
    assert (report.read, report.created, report.duplicates) == (5, 2, 1)
    assert [one.row for one in report.rejected] == [5, 6]
    ana, bia = stored()
    assert (ana.key, ana.name, ana.email, ana.phone) == (
        *("c1", "Ana Maria", "ana@x.com", "+5531987654321"),
    )
    assert (ana.language, ana.segment_value, ana.segment_need) == ("pt-BR", "baixo", "rapidez")
    assert (bia.name, bia.language, bool(bia.key)) == ("Bia", "en", True)
    again = bring()
    assert (again.created, again.duplicates, len(stored())) == (0, 3, 2)


def test_a_dry_run_tells_what_a_run_does_and_stores_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with db.transaction() as session:
        note_customer(session, Known(key="c9", name="Zé", email="ze@x.com"), now=NOON)
    text = "key,name,email\nc9,Zeca,zeca@x.com\n,Zeca,zeca@x.com\n,Eva,eva@x.com\n,Eva,eva@x.com\n"
    monkeypatch.setattr(run, "ROWS", 2)
    dry = run.rehearse(db.reading, task(text))
    assert (dry.created, dry.duplicates, dry.batch) == (1, 3, None)
    assert [one.name for one in stored()] == ["Zé"]
    real = bring(text)
    assert (real.created, real.duplicates) == (1, 3)


def test_a_strict_import_of_a_file_with_bad_rows_stores_nothing() -> None:
    refused = bring(is_strict=True)
    assert (refused.is_refused, refused.created, stored()) == (True, 0, [])


def test_an_import_is_taken_back_whole() -> None:
    """New ones go; known ones are again what they were, but for what was changed since."""
    with db.transaction() as session:
        note_customer(session, Known(key="c1", name="Ana", email="a@x.com"), now=NOON)
    before = [one.model_dump() for one in stored()]
    batch = bring().batch
    assert len(stored()) == 2
    assert stored()[0].name == "Ana Maria"
    assert take_back(batch) == 2
    assert [one.model_dump() for one in stored()] == before

    batch = bring().batch
    with db.transaction() as session:
        note_customer(session, Known(key="c1", segment_value="ouro"), now=NOON)
    take_back(batch)
    (ana,) = stored()
    assert (ana.name, ana.segment_value, ana.phone) == ("Ana", "ouro", None)
    with db.reading() as session:
        assert session.exec(select(CustomerChange)).all() == []


def test_a_later_import_is_not_lost_with_an_earlier_one() -> None:
    first = bring("key,name\nc1,Ana\n").batch
    second = bring("key,name\nc1,Ana Maria\n").batch
    take_back(second)
    assert [one.name for one in stored()] == ["Ana"]
    take_back(first)
    assert stored() == []


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("name\nAna\n", {}),
        ("id,name\n1,Ana\n", {"email": "mail"}),
        ("id,name\n1,Ana\n", {"age": "name"}),
        ("", {}),
    ],
)
def test_it_refuses_files_without_what_it_needs(text: str, mapping: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        bring(text, mapping=mapping)


def test_a_column_is_named_by_hand() -> None:
    assert bring("pessoa,quem\np1,Ana\n", mapping={"key": "pessoa", "name": "quem"}).created == 1
    assert stored()[0].name == "Ana"


def test_it_is_for_administrators(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        bring(actor=town.edu)
