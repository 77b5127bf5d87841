from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.content import Change
from cxgame.learning import sop_changes
from cxgame.learning.authoring import publishing
from cxgame.standards.models import Sop
from tests.conftest import NOON, Town
from tests.learning.library import SOP
from tests.learning.way import stock
from tests.standards.story import APRIL, GREET, MAJOR, MINOR, next_version, publish

DAY = timedelta(days=1)
LATER = NOON + (APRIL - clock.local_day(NOON))  # the day on which MAJOR takes effect


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[str, ...]]]:
    """What a follower is told."""
    found: list[tuple[int, tuple[str, ...]]] = []

    def follower(
        session: Session, *, sop_id: int, step_keys: Collection[str], now: datetime
    ) -> None:
        found.append((sop_id, tuple(step_keys)))

    monkeypatch.setattr(sop_changes, "FOLLOWERS", (follower,))
    return found


def test_a_major_change_names_its_steps(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    assert heard == []  # what is new has no memory to lose
    publish(session, MAJOR, now=LATER)
    sop_id = session.exec(select(Sop.id)).one()
    assert heard == [(sop_id, ("promise",))]


def test_a_minor_change_and_the_same_text_touch_nothing(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MAJOR, now=LATER)
    heard.clear()
    publish(session, MAJOR, now=LATER)
    publish(session, MINOR, now=LATER)
    assert heard == []


def test_whoever_skips_a_major_version_is_told_of_every_step(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MINOR, now=LATER)
    assert [keys for _sop, keys in heard] == [("greet", "promise")]


def test_an_announced_change_is_followed_on_its_day_and_once(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MAJOR)
    assert publishing.publish_due(session, now=LATER - DAY) == 0
    assert heard == []  # people still serve by the version before
    assert publishing.publish_due(session, now=LATER + 2 * DAY) == 1  # a night that was missed
    assert [keys for _sop, keys in heard] == [("promise",)]
    assert publishing.publish_due(session, now=LATER + 3 * DAY) == 0
    assert len(heard) == 1


def test_a_change_that_was_taken_back_before_its_day_touches_nothing(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MAJOR)
    publish(session, SOP)
    sop_changes.take_effect(session, now=LATER)
    assert heard == []


def test_two_announced_changes_are_each_followed_on_their_day(
    session: Session, town: Town, heard: list[tuple[int, tuple[str, ...]]]
) -> None:
    stock(session)
    publish(session, MAJOR)
    publish(session, next_version(MAJOR, Change.MAJOR, GREET, effective_from=APRIL + DAY))
    assert sop_changes.take_effect(session, now=LATER) == 1
    assert [keys for _sop, keys in heard] == [("promise",)]
    assert sop_changes.take_effect(session, now=LATER + DAY) == 1
    assert [keys for _sop, keys in heard] == [("promise",), ("greet",)]
