import pytest
from sqlmodel import Session

from tests.conftest import Town
from tests.learning.way import Learner, stock


@pytest.fixture
def alice(session: Session, town: Town) -> Learner:
    """Alice, with the small library in place."""
    stock(session)
    return Learner(session, town.alice)


@pytest.fixture
def bob(session: Session, town: Town, alice: Learner) -> Learner:
    """Bob, of alice's team."""
    return Learner(session, town.bob)
