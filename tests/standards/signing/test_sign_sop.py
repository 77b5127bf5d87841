from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, NotAllowed
from cxgame.people import service as people
from cxgame.people.models import AuditEntry, Person
from cxgame.standards.signing import duties, register, seals, service
from cxgame.standards.signing.asks import Kind, Method
from cxgame.standards.signing.models import SopSignature
from tests.conftest import NOON, Town
from tests.learning.library import SOP
from tests.learning.way import stock
from tests.standards.story import CODE, MAJOR, MINOR, ask, publish, sign

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def asked(session: Session, town: Town) -> None:
    stock(session)
    ask(session, town.diana)


def test_it_holds_who_signed_which_text_when(session: Session, town: Town) -> None:
    sign(session, town.alice)
    (row,) = session.exec(select(SopSignature)).all()
    assert (row.person_id, row.team_id) == (town.alice.person_id, town.desk)
    assert (row.version, row.revision, row.method) == (2, SOP.revision, "read")
    assert row.signed_at == NOON
    assert duties.to_sign(session, actor=town.alice) == []
    action = select(AuditEntry).where(AuditEntry.action == "standards.sign_sop")
    assert session.exec(action).one().entity == "sop_signature:1"


def test_signed_twice_is_signed_once(session: Session, town: Town) -> None:
    assert sign(session, town.alice) == sign(session, town.alice, now=NOON + HOUR) == 1
    assert session.exec(select(SopSignature)).one().signed_at == NOON


def test_a_text_that_was_not_read_is_not_signed(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    with pytest.raises(Conflict, match="newer version"):
        sign(session, town.alice, SOP)


def test_what_nobody_asks_for_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(Conflict, match="Nobody asks"):
        sign(session, town.diana)  # a manager: the SOP is for the frontline
    ask(session, town.diana, kind=Kind.NOTHING)
    with pytest.raises(Conflict, match="Nobody asks"):
        sign(session, town.alice)


def test_a_quiz_cannot_be_passed_by_reading(session: Session, town: Town) -> None:
    ask(session, town.diana, kind=Kind.QUIZ)
    with pytest.raises(Conflict, match="quiz"):
        sign(session, town.alice)
    service.sign_by_quiz(
        session,
        person_id=town.alice.person_id or 0,
        version_id=session.exec(select(SopSignature.version_id)).first() or 1,
        right=4,
        total=5,
        now=NOON,
    )
    row = session.exec(select(SopSignature)).one()
    assert (row.method, row.quiz_right, row.quiz_total) == ("quiz", 4, 5)
    assert sign(session, town.alice) == row.seq  # nothing is left to sign


def test_nobody_signs_for_another(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        service.sign_sop(
            session,
            actor=town.diana,
            person_id=town.alice.person_id or 0,
            code=CODE,
            revision=SOP.revision,
            now=NOON,
        )


def test_an_older_signature_stays_in_sight(session: Session, town: Town) -> None:
    sign(session, town.alice)
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR)
    sign(session, town.alice, MAJOR, now=NOON + HOUR)
    publish(session, MINOR)
    mine = register.own_signatures(session, actor=town.alice, code=CODE)
    assert [(one.version, one.method, one.signed_at) for one in mine] == [
        (3, Method.READ, NOON + HOUR),
        (2, Method.READ, NOON),
    ]
    assert duties.to_sign(session, actor=town.alice) == []


def test_who_left_is_still_on_record(session: Session, town: Town) -> None:
    sign(session, town.bob)
    bob = session.get_one(Person, town.bob.person_id)
    people.set_active(
        session,
        actor=town.root,
        person_id=bob.id,
        is_active=False,
        version=bob.version,
        now=NOON,
    )
    ever = register.signatures_ever(session, actor=town.diana, code=CODE)
    assert [(one.name, one.team, one.version) for one in ever] == [("Bob", "Front desk", 2)]


def test_the_seals_hold(session: Session, town: Town) -> None:
    for actor in (town.alice, town.bob, town.charlie):
        sign(session, actor)
    assert seals.verify(session) == (3, None)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sop_signature SET person_id = 4 WHERE seq = 2",
        "UPDATE sop_signature SET signed_at = '2025-01-01 00:00:00.000000' WHERE seq = 2",
        "UPDATE sop_signature SET version = 9 WHERE seq = 2",
        "UPDATE sop_signature SET method = 'quiz' WHERE seq = 2",
        "DELETE FROM sop_signature WHERE seq = 2",
    ],
)
def test_any_change_shows(session: Session, town: Town, change: str) -> None:
    from sqlalchemy import text

    for actor in (town.alice, town.bob, town.charlie):
        sign(session, actor)
    session.execute(text(change))
    session.expire_all()
    count, broken = seals.verify(session)
    assert count == 1
    assert broken == (3 if "DELETE" in change else 2)


def test_a_text_changed_under_its_hash_shows(session: Session, town: Town) -> None:
    from cxgame.standards.models import SopVersion

    sign(session, town.alice)
    row = session.exec(select(SopVersion)).one()
    row.body = {**row.body, "title": {"pt-BR": "Outro", "en": "Other"}}
    session.flush()
    assert seals.verify(session) == (0, 1)
