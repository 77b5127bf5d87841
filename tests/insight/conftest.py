import pytest
from sqlmodel import Session

from tests.conftest import Town
from tests.insight.crowd import Crowd


@pytest.fixture
def crowd(session: Session, town: Town) -> Crowd:
    """The town with the small library, where nobody has answered yet."""
    return Crowd(session)
