"""Customers from a file: found again, told anew, refused with a reason."""

from io import BytesIO

import pytest
from sqlmodel import Session, select

from cxgame import db
from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback.customers import incoming
from cxgame.feedback.customers.models import Customer
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


def bring(text: str = FILE, **more: object) -> Report:
    return incoming.bring_in(  # type: ignore[arg-type]
        db.transaction,
        **{
            "file": BytesIO(text.encode()),
            "name": "clientes.csv",
            "actor": Actor.system(),
            "mapping": {},
            "now": NOON,
            **more,
        },
    )


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


def test_a_dry_run_and_a_strict_one_store_nothing() -> None:
    assert (bring(is_dry=True).created, stored()) == (2, [])
    refused = bring(is_strict=True)
    assert (refused.is_refused, refused.created, stored()) == (True, 0, [])


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
