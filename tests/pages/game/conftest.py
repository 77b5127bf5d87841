import pytest

from cxgame import db
from tests.conftest import Town
from tests.learning.way import stock


@pytest.fixture(autouse=True)
def library(town: Town) -> None:
    """The small library, in the database before any page is opened."""
    with db.transaction() as session:
        stock(session)
