import pytest
from sqlmodel import Session

from tests.conftest import Town
from tests.learning.authoring.story import Author, stock


@pytest.fixture
def diana(session: Session, town: Town) -> Author:
    """Diana, a manager who writes, with an SOP and its module in place."""
    stock(session)
    return Author(session, town.diana)


@pytest.fixture
def edu(session: Session, town: Town, diana: Author) -> Author:
    """Edu, a director who approves."""
    return Author(session, town.edu)


@pytest.fixture
def root(session: Session, town: Town, diana: Author) -> Author:
    """Root, an administrator who writes too."""
    return Author(session, town.root)
