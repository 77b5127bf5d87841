from collections.abc import Collection
from datetime import datetime

import pytest
from sqlmodel import Session, select

from cxgame.learning import sop_changes
from cxgame.standards.models import Sop
from tests.conftest import NOON, Town
from tests.learning.way import stock
from tests.standards.story import MAJOR, MINOR, publish


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[str, ...]]]:
    """What a follower is told."""
    found: list[tuple[int, tuple[str, ...]]] = []

    def follower(
        session: Session, *, sop_id: int, step_keys: Collection[str], now: datetime
    ) -> None:
        assert now == NOON
        found.append((sop_id, tuple(step_keys)))

    monkeypatch.setattr(sop_changes, "FOLLOWERS", (follower,))
    return found


def test_a_major_change_names_its_steps(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    assert heard == []  # what is new has no memory to lose
    publish(session, MAJOR)
    sop_id = session.exec(select(Sop.id)).one()
    assert heard == [(sop_id, ("promise",))]


def test_a_minor_change_and_the_same_text_touch_nothing(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MAJOR)
    heard.clear()
    publish(session, MAJOR)
    publish(session, MINOR)
    assert heard == []


def test_whoever_skips_a_major_version_is_told_of_every_step(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MINOR)
    assert [keys for _sop, keys in heard] == [("greet", "promise")]
