from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import NotAllowed, NotFound
from cxgame.people.models import Role
from cxgame.standards.signing import register
from cxgame.standards.signing.asks import Kind, Method
from cxgame.standards.signing.register import State
from tests.conftest import NOON, Town
from tests.learning.way import stock
from tests.standards.story import CODE, MAJOR, ask, publish, sign

TODAY = clock.local_day(NOON)
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def test_a_manager_sees_the_own_teams(session: Session, town: Town) -> None:
    ask(session, town.diana)
    sign(session, town.alice)
    found = register.register(session, actor=town.diana, code=CODE, today=LATER)
    assert [(one.name, one.state) for one in found.signers] == [
        ("Alice", State.SIGNED),
        ("Bob", State.OVERDUE),
    ]
    first = found.signers[0]
    assert (first.version, first.method, first.signed_at) == (2, Method.READ, NOON)
    assert (found.count(State.SIGNED), found.count(State.OVERDUE)) == (1, 1)
    whole = register.register(session, actor=town.edu, code=CODE, today=TODAY)
    assert [(one.name, one.state) for one in whole.signers] == [
        ("Alice", State.SIGNED),
        ("Bob", State.OPEN),
        ("Charlie", State.OPEN),
    ]


def test_it_says_what_was_decided_by_whom(session: Session, town: Town) -> None:
    before = register.register(session, actor=town.diana, code=CODE, today=TODAY)
    assert (before.decision, before.waits, before.signers) == (None, False, ())
    assert before.roles == (Role.FRONTLINE,)
    publish(session, MAJOR)
    assert register.register(session, actor=town.diana, code=CODE, today=TODAY).waits
    ask(session, town.diana, MAJOR, Kind.SIGN, team_ids=(town.desk,))
    after = register.register(session, actor=town.diana, code=CODE, today=TODAY)
    assert after.decision is not None
    assert not after.waits
    assert (after.decision.kind, after.decision.team_ids) == (Kind.SIGN, (town.desk,))
    assert after.decision.decided_by == town.diana.person_id


def test_a_signature_ever_is_within_reach_only(session: Session, town: Town) -> None:
    ask(session, town.diana)
    sign(session, town.charlie)
    assert register.signatures_ever(session, actor=town.diana, code=CODE) == []
    assert len(register.signatures_ever(session, actor=town.edu, code=CODE)) == 1


def test_the_frontline_sees_only_its_own(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        register.register(session, actor=town.alice, code=CODE, today=TODAY)
    with pytest.raises(NotAllowed):
        register.signatures_ever(session, actor=town.alice, code=CODE)
    ask(session, town.diana)
    sign(session, town.bob)
    assert register.own_signatures(session, actor=town.alice, code=CODE) == []


def test_an_unknown_code_is_not_found(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        register.register(session, actor=town.diana, code="POP-0", today=TODAY)
