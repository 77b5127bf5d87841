"""Questions come into the bank once each, and the report says what became of every one."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.content.formats import Reading
from cxgame.errors import NotAllowed
from cxgame.learning.bank import service
from cxgame.learning.bank.models import BankBatch, BankQuestion
from cxgame.learning.bank.report import BankReport
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.learning.bank.conftest import read


def bring(session: Session, reading: Reading, actor: Actor) -> BankReport:
    return service.import_bank(session, actor=actor, reading=reading, file_name="q.gift", now=NOON)


def told(report: BankReport) -> list[tuple[int, str]]:
    return [(line, reason.message.format(**reason.values)) for line, reason in report.skipped]


def test_the_good_questions_go_in(session: Session, town: Town, file: Reading) -> None:
    report = bring(session, file, town.diana)
    assert (report.read, report.imported, report.known) == (5, 3, 0)
    assert told(report) == [
        (7, "An essay needs somebody to mark it."),
        (9, "The same question stands in line 1 already."),
    ]
    rows = session.exec(select(BankQuestion).order_by(BankQuestion.line)).all()  # type: ignore[arg-type]
    assert [(row.line, row.title, row.kind) for row in rows] == [
        (1, "greet", "single"),
        (3, "", "true_false"),
        (5, "", "short_text"),
    ]
    assert rows[0].body["prompt"] == {"pt-BR": "", "en": "What comes first?"}
    assert {row.language for row in rows} == {"en"}
    batch = session.exec(select(BankBatch)).one()
    assert (batch.id, batch.read, batch.imported) == (report.batch, 5, 3)
    assert (batch.created_by, batch.created_at) == (town.diana.person_id, NOON)


def test_the_same_file_again_adds_none(session: Session, town: Town, file: Reading) -> None:
    bring(session, file, town.diana)
    again = bring(session, file, town.root)
    assert (again.read, again.imported, again.known, again.batch) == (5, 0, 3, None)
    assert (1, "It is already in the question bank.") in told(again)
    assert len(again.skipped) == again.read
    assert len(session.exec(select(BankBatch)).all()) == 1


def test_only_what_is_new_goes_in(session: Session, town: Town, file: Reading) -> None:
    bring(session, file, town.diana)
    more = bring(session, read("Interrupting helps.{FALSE}\n\nListening helps.{TRUE}"), town.diana)
    assert (more.imported, more.known) == (1, 1)


def test_the_same_words_in_another_language_are_another_question(
    session: Session, town: Town, file: Reading
) -> None:
    bring(session, file, town.diana)
    assert bring(session, read(language="pt-BR"), town.diana).imported == 3


def test_a_rehearsal_says_the_same_and_stores_nothing(
    session: Session, town: Town, file: Reading
) -> None:
    rehearsed = service.rehearse(session, actor=town.diana, reading=file)
    assert session.exec(select(BankQuestion)).all() == []
    report = bring(session, file, town.diana)
    assert rehearsed.as_json("en") == report.as_json("en") | {"batch": None}


def test_the_audit_knows_ids_only(session: Session, town: Town, file: Reading) -> None:
    report = bring(session, file, town.diana)
    entry = session.exec(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()  # type: ignore[attr-defined]
    assert entry is not None
    assert (entry.action, entry.entity) == ("learning.import_bank", f"bank_batch:{report.batch}")
    assert entry.payload == '{"count": 3}'


def test_many_questions_go_in_whole(session: Session, town: Town) -> None:
    text = "\n\n".join(f"Is {n} even? {{{'T' if n % 2 == 0 else 'F'}}}" for n in range(1203))
    assert bring(session, read(text), town.diana).imported == 1203


@pytest.mark.parametrize("who", ["alice", "edu"])
def test_others_may_not(session: Session, town: Town, file: Reading, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring(session, file, town.everybody[who])
    with pytest.raises(NotAllowed):
        service.rehearse(session, actor=town.everybody[who], reading=file)


def test_two_who_bring_the_same_at_once_add_it_once(
    session: Session, town: Town, file: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(session, file, town.diana)
    # The other's questions were not there yet when this import looked.
    monkeypatch.setattr(service, "_known", lambda *_: set())
    late = bring(session, file, town.root)
    assert (late.imported, late.known) == (0, 3)
    assert len(session.exec(select(BankQuestion)).all()) == 3


def test_a_file_taken_back_can_come_again(session: Session, town: Town, file: Reading) -> None:
    report = bring(session, file, town.diana)
    assert report.batch is not None
    service.undo_bank_import(
        session, actor=town.diana, batch_id=report.batch, now=NOON + timedelta(hours=1)
    )
    assert bring(session, file, town.diana).imported == 3
