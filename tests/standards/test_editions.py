from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import NotFound
from cxgame.standards import editions
from cxgame.standards.signing import service
from tests.conftest import NOON, Town
from tests.learning.library import SOP
from tests.learning.way import stock
from tests.standards.story import APRIL, CODE, MAJOR, MINOR, ask, publish, sign

TODAY = clock.local_day(NOON)


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def know(session: Session, town: Town, revision: str) -> None:
    service.note_reading(
        session,
        actor=town.alice,
        person_id=town.alice.person_id or 0,
        code=CODE,
        revision=revision,
        now=NOON,
    )


def test_every_version_stays_readable(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    publish(session, MINOR)
    found = editions.editions(session, actor=town.alice, code=CODE, today=APRIL)
    assert [(one.version, one.is_major, one.is_current) for one in found] == [
        (4, False, True),
        (3, True, False),
        (2, False, False),
    ]
    old = editions.edition(session, actor=town.alice, code=CODE, tag=found[2].tag)
    assert old.steps[2].text == "Say when."
    assert (old.version, old.revision) == (2, SOP.revision)


def holding(session: Session, town: Town, today: date) -> list[int]:
    found = editions.editions(session, actor=town.alice, code=CODE, today=today)
    return [one.version for one in found if one.holds]


def test_until_its_day_the_version_before_holds(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    assert holding(session, town, APRIL - timedelta(days=1)) == [2]
    assert holding(session, town, APRIL) == [3]
    assert holding(session, town, SOP.effective_from - timedelta(days=1)) == []


def test_an_older_text_that_was_put_in_force_again_holds(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    publish(session, SOP)
    assert holding(session, town, APRIL) == [2]


@pytest.mark.parametrize("tag", ["", "0", "%", "_" * 12, "f" * 64])
def test_a_version_that_never_was_is_not_found(session: Session, town: Town, tag: str) -> None:
    with pytest.raises(NotFound):
        editions.edition(session, actor=town.alice, code=CODE, tag=tag)
    with pytest.raises(NotFound):
        editions.since(session, actor=town.alice, code=CODE, tag=tag)


def test_the_news_is_what_changed_since_the_version_one_knew(session: Session, town: Town) -> None:
    know(session, town, SOP.revision)
    assert editions.news(session, actor=town.alice, code=CODE, today=TODAY) is None
    publish(session, MAJOR)
    publish(session, MINOR)
    mine = editions.news(session, actor=town.alice, code=CODE, today=TODAY)
    assert mine is not None
    assert (mine.version, mine.is_known) == (2, True)
    assert set(mine.difference.kinds) == {"greet", "promise"}

    theirs = editions.news(session, actor=town.bob, code=CODE, today=TODAY)
    assert theirs is not None
    assert (theirs.version, theirs.is_known) == (3, False)
    assert set(theirs.difference.kinds) == {"greet"}

    know(session, town, MINOR.revision)
    assert editions.news(session, actor=town.alice, code=CODE, today=TODAY) is None


def test_to_sign_is_to_know(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR)
    sign(session, town.alice, MAJOR)
    assert editions.news(session, actor=town.alice, code=CODE, today=TODAY) is None
    assert editions.news(session, actor=town.bob, code=CODE, today=TODAY) is not None


def test_old_news_is_no_news_for_who_knew_nothing(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    late = MAJOR.effective_from + timedelta(days=31)
    assert editions.news(session, actor=town.bob, code=CODE, today=late) is None
    assert editions.news(session, actor=town.bob, code=CODE, today=date(2026, 4, 2)) is not None


def test_any_version_can_be_compared(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    found = editions.since(session, actor=town.alice, code=CODE, tag=SOP.revision[:12])
    assert found.version == 2
    assert [step.text for step in found.difference.steps] == ["Say day and hour."]
