import pytest

from cxgame import clock, db
from cxgame.learning.authoring.rules import Kind
from tests.conftest import Town
from tests.learning.authoring.story import CODE, SLUG, Author, stock


@pytest.fixture(autouse=True)
def library(town: Town) -> None:
    """One SOP and its module, in the database before any page is opened."""
    with db.transaction() as session:
        stock(session)


@pytest.fixture
def module_draft(town: Town, library: None) -> int:
    """The address of Diana's draft of the module."""
    with db.transaction() as session:
        return Author(session, town.diana, now=clock.now()).open(Kind.MODULE, SLUG).draft_id


@pytest.fixture
def sop_draft(town: Town, library: None) -> int:
    """The address of Diana's draft of the SOP."""
    with db.transaction() as session:
        return Author(session, town.diana, now=clock.now()).open(Kind.SOP, CODE).draft_id
