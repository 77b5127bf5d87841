from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import NotAllowed, NotFound
from cxgame.issuing import queries, service
from cxgame.issuing.models import IssuerKey
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town

BASE = "https://cx.example.com"


def test_the_first_key_is_made_once(session: Session) -> None:
    for _start in range(2):
        service.set_up(session, actor=Actor.system(), now=NOON)
    assert len(queries.published_keys(session)) == 1
    assert queries.issuer(session, base=BASE).since == NOON


def test_without_a_key_nobody_issues(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.issuer(session, base=BASE)


def test_the_newest_key_signs_and_all_stay_published(session: Session, town: Town) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    first = queries.issuer(session, base=BASE)
    later = NOON + timedelta(days=1)
    number = service.add_issuer_key(session, actor=town.root, now=later)

    second = queries.issuer(session, base=BASE)
    assert second.number == number and second.since == later
    assert second.key.public != first.key.public
    assert queries.issuer(session, base=BASE, number=first.number).key == first.key
    published = queries.published_keys(session)
    assert [(each.key, each.is_current) for each in published] == [
        (second.key.public, True),
        (first.key.public, False),
    ]


def test_the_stored_halves_belong_together(session: Session) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    issuer = queries.issuer(session, base=BASE)
    (published,) = queries.published_keys(session)
    assert published.key.verifies(issuer.key.sign(b"words"), b"words")


def test_the_secret_is_shown_nowhere(session: Session) -> None:
    service.set_up(session, actor=Actor.system(), now=NOON)
    row = session.exec(select(IssuerKey)).one()
    told = [repr(row), str(row), repr(queries.issuer(session, base=BASE))]
    told += [entry.payload + entry.entity for entry in session.exec(select(AuditEntry))]
    assert not [words for words in told if row.secret in words]


@pytest.mark.parametrize("who", ["alice", "diana", "edu"])
def test_only_an_administrator_changes_keys(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.add_issuer_key(session, actor=town.everybody[who], now=NOON)
