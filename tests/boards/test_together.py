"""Several people on the same cards at the same time."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlmodel import Session, select

from cxgame import db
from cxgame.boards import service, writing
from cxgame.boards.history import StaleCard
from cxgame.boards.models import Card, CardEvent
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import NOON, Town

ROUNDS = 25


def look(session: Session, card_id: int) -> tuple[int, str]:
    """Return the version and the column key that somebody sees."""
    return story.version(session, card_id), story.column(session, card_id)


def work(actor: Actor, cards: list[int], seed: int) -> Counter[str]:
    """Move or change cards as fast as possible; count what was done and what was told."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for number in range(ROUNDS):
        card_id = chance.choice(cards)
        with db.transaction() as session:
            version, key = look(session, card_id)
            form = writing.read(session, session.get_one(Card, card_id))
        try:
            with db.transaction() as session:
                if chance.random() < 0.5:
                    form = replace(form, why=f"{actor.name} {number}")
                    service.change_card(
                        session, actor=actor, card_id=card_id, form=form, version=version, now=NOON
                    )
                else:
                    service.move_card(
                        session,
                        actor=actor,
                        card_id=card_id,
                        to="doing" if key == "todo" else "todo",
                        before=chance.choice(cards),
                        version=version,
                        now=NOON,
                    )
        except StaleCard as stale:
            assert stale.changes, "a conflict says what changed"
            done["told"] += 1
            continue
        done["done"] += 1
    return done


def test_no_update_is_lost_and_no_place_is_taken_twice(town: Town) -> None:
    with db.transaction() as session:
        cards = [story.add_task(session, town) for _ in range(4)]
    people = [town.alice, town.bob, town.diana, town.edu]
    with ThreadPoolExecutor(len(people)) as pool:
        jobs = [pool.submit(work, who, cards, seed) for seed, who in enumerate(people)]
        total = sum((job.result() for job in jobs), Counter[str]())

    assert total["done"] + total["told"] == ROUNDS * len(people)
    with db.transaction() as session:
        rows = session.exec(select(Card)).all()
        versions = {card.id: card.version for card in rows}
        places = {(card.column_id, card.position) for card in rows}
        events = Counter(session.exec(select(CardEvent.card_id)).all())
    assert len(places) == len(cards)
    assert versions == dict(events)
    assert sum(versions.values()) - len(cards) == total["done"]
