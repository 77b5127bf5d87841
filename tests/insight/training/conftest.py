import pytest
from sqlmodel import Session

from tests.insight.training.heard import Heard


@pytest.fixture
def heard(session: Session) -> Heard:
    """Nothing said yet."""
    return Heard(session)
