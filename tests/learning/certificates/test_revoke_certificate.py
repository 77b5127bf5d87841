from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame.credentials.open_badge import State
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.learning.certificates import queries, service
from cxgame.learning.certificates.credentials import CERTIFICATES
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.certificates.queries import Search
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry, Person
from tests.conftest import NOON, Town
from tests.learning.way import Learner, been_through

TODAY = date(2026, 3, 2)


@pytest.fixture
def certificate(session: Session, alice: Learner) -> Certificate:
    """What alice was given for the module."""
    been_through(session, alice.actor)
    return session.exec(select(Certificate)).one()


def revoke(session: Session, actor: Actor, row: Certificate, reason: str = "Copied") -> None:
    service.revoke_certificate(session, actor=actor, certificate_id=row.id, reason=reason, now=NOON)


def test_it_holds_no_more(session: Session, town: Town, certificate: Certificate) -> None:
    revoke(session, town.diana, certificate, "  Somebody else answered. ")
    view = queries.certificate(
        session, actor=town.diana, certificate_id=certificate.id, today=TODAY
    )
    assert view.state is State.REVOKED
    assert (view.revoked_at, view.revoked_reason) == (NOON, "Somebody else answered.")
    issued = CERTIFICATES.issued(session, certificate.public_id, "en")
    assert issued is not None and issued.state(NOON) is State.REVOKED
    assert CERTIFICATES.revoked(session, 0, 99) == [certificate.id]
    assert CERTIFICATES.revoked(session, certificate.id + 1, 99) == []
    assert not queries.certificate_of_run(session, actor=town.alice, run_id=certificate.run_id)


def test_the_reason_goes_into_no_public_word(
    session: Session, town: Town, certificate: Certificate
) -> None:
    revoke(session, town.diana, certificate, "Somebody else answered.")
    issued = CERTIFICATES.issued(session, certificate.public_id, "en")
    assert "Somebody" not in repr(issued)
    notes = session.exec(select(AuditEntry).where(AuditEntry.entity.startswith("certificate")))  # type: ignore[attr-defined]
    assert [note.payload for note in notes] == ["{}"]


@pytest.mark.parametrize(("reason", "says"), [("", "why"), (" \n ", "why"), ("x" * 501, "500")])
def test_it_needs_a_reason(
    session: Session, town: Town, certificate: Certificate, reason: str, says: str
) -> None:
    with pytest.raises(InvalidInput, match=says):
        revoke(session, town.diana, certificate, reason)
    assert certificate.revoked_at is None


def test_a_second_time_is_refused(session: Session, town: Town, certificate: Certificate) -> None:
    revoke(session, town.diana, certificate)
    with pytest.raises(Conflict):
        revoke(session, town.root, certificate, "Another reason")
    assert certificate.revoked_reason == "Copied"


def test_it_follows_the_person_to_another_team(
    session: Session, town: Town, certificate: Certificate
) -> None:
    session.get_one(Person, town.alice.person_id).team_id = town.grooming
    session.flush()
    with pytest.raises(NotAllowed):
        revoke(session, town.diana, certificate)
    with pytest.raises(NotFound):
        queries.certificate(session, actor=town.diana, certificate_id=certificate.id, today=TODAY)


def test_what_is_not_there_is_not_found(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        service.revoke_certificate(session, actor=town.root, certificate_id=7, reason="x", now=NOON)


def found(session: Session, actor: Actor, today: date = TODAY, **search: object) -> list[str]:
    page = queries.certificates(
        session,
        actor=actor,
        search=Search(**search),  # type: ignore[arg-type]
        today=today,
    )
    return [view.person for view in page.certificates]


def test_leaders_see_those_of_their_people(
    session: Session, town: Town, certificate: Certificate, bob: Learner
) -> None:
    bob.now = NOON + timedelta(hours=1)
    bob.whole()
    assert found(session, town.diana) == ["Bob", "Alice"]
    assert found(session, town.edu) == ["Bob", "Alice"]
    assert found(session, town.charlie) == []
    assert found(session, town.diana, words="ALI") == ["Alice"]
    assert found(session, town.diana, words="acolher") == ["Bob", "Alice"]
    assert found(session, town.diana, words="goodbye") == []
    assert found(session, town.diana, team_id=town.clinic) == []
    assert found(session, town.diana, team_id=town.desk) == ["Bob", "Alice"]


def test_they_are_told_apart_by_state(
    session: Session, town: Town, certificate: Certificate, bob: Learner
) -> None:
    bob.whole()
    certificate.valid_until = TODAY
    session.flush()
    tomorrow = TODAY + timedelta(days=1)
    assert sorted(found(session, town.root, state=State.VALID)) == ["Alice", "Bob"]
    assert found(session, town.root, tomorrow, state=State.VALID) == ["Bob"]
    assert found(session, town.root, tomorrow, state=State.EXPIRED) == ["Alice"]
    revoke(session, town.root, certificate)
    assert found(session, town.root, tomorrow, state=State.EXPIRED) == []
    assert found(session, town.root, tomorrow, state=State.REVOKED) == ["Alice"]


def test_pages_end_with_the_last(session: Session, town: Town, certificate: Certificate) -> None:
    page = queries.certificates(session, actor=town.root, search=Search(), today=TODAY, page=99)
    assert (page.number, page.count, page.total, len(page.certificates)) == (1, 1, 1, 1)
