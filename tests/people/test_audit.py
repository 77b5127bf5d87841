import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from cxgame.people import audit, service
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town


def tamper(session: Session, statement) -> tuple[int, int | None]:
    session.execute(statement)
    session.expire_all()
    return audit.verify(session)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "person:999"),
        ("action", "people.add_unit"),
        ("entity", "person:999"),
        ("payload", "{}"),
        ("at", NOON.replace(year=2020)),
        ("hash", "0" * 64),
        ("previous_hash", "f" * 64),
    ],
)
def test_any_edit_in_the_middle_shows(
    session: Session, town: Town, column: str, value: object
) -> None:
    statement = update(AuditEntry).where(col(AuditEntry.seq) == 7).values({column: value})

    assert tamper(session, statement) == (6, 7)


def test_a_row_taken_out_of_the_middle_shows(session: Session, town: Town) -> None:
    assert tamper(session, delete(AuditEntry).where(col(AuditEntry.seq) == 7)) == (6, 8)


def test_a_row_taken_out_and_the_rest_renumbered_shows(session: Session, town: Town) -> None:
    session.execute(delete(AuditEntry).where(col(AuditEntry.seq) == 7))
    statement = update(AuditEntry).where(col(AuditEntry.seq) == 8).values(seq=7)

    assert tamper(session, statement) == (6, 7)


def test_a_row_resealed_after_an_edit_shows_in_the_next(session: Session, town: Town) -> None:
    entry = session.get_one(AuditEntry, 7)
    entry.actor = "person:999"
    entry.hash = audit.digest(entry)
    session.flush()

    assert audit.verify(session) == (7, 8)


def test_an_empty_audit_is_whole(session: Session) -> None:
    assert audit.verify(session) == (0, None)


def test_entries_hold_ids_and_no_names(session: Session, town: Town) -> None:
    service.add_unit(session, actor=town.root, name="A very secret place", now=NOON)

    entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc())).first()
    assert entry
    assert (entry.actor, entry.action) == (f"person:{town.root.person_id}", "people.add_unit")
    assert "secret" not in entry.entity + entry.payload


def test_a_refused_command_leaves_no_entry(session: Session, town: Town) -> None:
    before = audit.verify(session)
    with pytest.raises(Exception, match="role"):
        service.add_unit(session, actor=town.alice, name="West", now=NOON)

    assert audit.verify(session) == before
