from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed
from cxgame.notices import queries, service
from tests.conftest import NOON, Town


def tell(session: Session, town: Town, key: str = "card:1", now=NOON, **values) -> int:
    return service.tell(
        session,
        people=[town.alice.person_id, town.bob.person_id, town.alice.person_id],
        key=key,
        message="{who} moved a card.",
        link="board?card=1",
        now=now,
        **(values or {"who": "Diana"}),
    )


def read(session: Session, actor, notice_id: int | None = None, now=NOON) -> int:
    return service.mark_read(
        session, actor=actor, person_id=actor.person_id, notice_id=notice_id, now=now
    )


def test_each_person_is_told_once_per_key(session: Session, town: Town) -> None:
    assert tell(session, town) == 2
    assert tell(session, town) == 0
    assert tell(session, town, key="card:2") == 2
    assert queries.unread_count(session, actor=town.alice) == 2
    assert queries.unread_count(session, actor=town.charlie) == 0


def test_the_inbox_is_newest_first(session: Session, town: Town) -> None:
    tell(session, town, key="old")
    tell(session, town, key="new", now=NOON + timedelta(hours=1), who="Edu")

    newest, oldest = queries.inbox(session, actor=town.alice)
    assert newest.values == {"who": "Edu"}
    assert (oldest.message, oldest.link) == ("{who} moved a card.", "board?card=1")
    assert not newest.is_read


def test_one_or_all_are_marked_as_read(session: Session, town: Town) -> None:
    for key in ("a", "b", "c"):
        tell(session, town, key=key)
    first = queries.inbox(session, actor=town.alice)[0].id

    assert read(session, town.alice, first) == 1
    assert read(session, town.alice, first) == 0
    assert read(session, town.alice) == 2
    assert queries.unread_count(session, actor=town.alice) == 0
    assert queries.unread_count(session, actor=town.bob) == 3


def test_nobody_reads_for_somebody_else(session: Session, town: Town) -> None:
    tell(session, town)
    bobs = queries.inbox(session, actor=town.bob)[0].id

    assert read(session, town.alice, bobs) == 0
    with pytest.raises(NotAllowed):
        service.mark_read(session, actor=town.alice, person_id=town.bob.person_id, now=NOON)


def test_only_old_and_read_notices_are_forgotten(session: Session, town: Town) -> None:
    tell(session, town)
    read(session, town.alice)
    later = NOON + service.KEEP_READ + timedelta(seconds=1)

    assert service.forget_read(session, now=NOON + service.KEEP_READ) == 0
    assert service.forget_read(session, now=later) == 1
    assert queries.inbox(session, actor=town.alice) == []
    assert len(queries.inbox(session, actor=town.bob)) == 1
