import pytest
from sqlmodel import Session

from tests.conftest import Town
from tests.learning.practice.way import Practiser
from tests.learning.way import been_through, stock


@pytest.fixture
def alice(session: Session, town: Town) -> Practiser:
    """Alice, four days after she answered the first module's seven questions, two of them wrong."""
    stock(session)
    been_through(session, town.alice, wrong=("single", "number"))
    return Practiser(session, town.alice).later(days=4)
