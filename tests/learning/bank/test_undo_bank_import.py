"""A file of questions is taken back whole, once."""

import pytest
from sqlmodel import Session, select

from cxgame.content.formats import Reading
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.learning.bank import queries, service
from cxgame.learning.bank.models import BankQuestion
from tests.conftest import NOON, Town
from tests.learning.bank.conftest import read


def test_its_questions_leave_and_others_stay(session: Session, town: Town, file: Reading) -> None:
    first = service.import_bank(
        session, actor=town.diana, reading=file, file_name="a.gift", now=NOON
    )
    service.import_bank(
        session, actor=town.diana, reading=read("Other {T}"), file_name="b.gift", now=NOON
    )
    assert first.batch is not None
    removed = service.undo_bank_import(session, actor=town.root, batch_id=first.batch, now=NOON)
    assert removed == 3
    (left,) = session.exec(select(BankQuestion)).all()
    assert left.body["prompt"]["en"] == "Other"
    newest, oldest = queries.bank_batches(session, actor=town.diana)
    assert (oldest.undone_at, oldest.left, oldest.imported) == (NOON, 0, 3)
    assert (newest.undone_at, newest.left) == (None, 1)


def test_it_refuses_a_second_time_and_the_unknown(
    session: Session, town: Town, file: Reading
) -> None:
    report = service.import_bank(
        session, actor=town.diana, reading=file, file_name="a.gift", now=NOON
    )
    assert report.batch is not None
    service.undo_bank_import(session, actor=town.diana, batch_id=report.batch, now=NOON)
    with pytest.raises(Conflict):
        service.undo_bank_import(session, actor=town.diana, batch_id=report.batch, now=NOON)
    with pytest.raises(NotFound):
        service.undo_bank_import(session, actor=town.diana, batch_id=77, now=NOON)
    with pytest.raises(NotAllowed):
        service.undo_bank_import(session, actor=town.alice, batch_id=report.batch, now=NOON)
