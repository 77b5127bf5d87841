"""A process with four people on the same cards, for a while; it prints what was done and told."""

import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlmodel import Session, select

from cxgame import clock, db
from cxgame.boards import service, writing
from cxgame.boards.history import StaleCard
from cxgame.boards.models import BoardColumn, Card
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.people.models import Person

PEOPLE = ("alice", "bob", "diana", "edu")


def main() -> None:
    """Work with four threads for so many seconds: `crowd SEED SECONDS`."""
    seed, seconds = int(sys.argv[1]), float(sys.argv[2])
    with db.reading() as session:
        actors = [_actor(session, name) for name in PEOPLE]
        cards = list(session.exec(select(Card.id)))
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(actors)) as pool:
        jobs = [
            pool.submit(_work, actor, cards, seed * 10 + n, until) for n, actor in enumerate(actors)
        ]
        total = sum((job.result() for job in jobs), Counter[str]())
    sys.stdout.write(json.dumps(total))


def _actor(session: Session, name: str) -> Actor:
    query = select(Person).where(Person.sign_in_name == name)
    return accounts.as_actor(session, session.exec(query).one())


def _work(actor: Actor, cards: list[int], seed: int, until: float) -> Counter[str]:
    chance, done = random.Random(seed), Counter[str]()
    while time.monotonic() < until:
        card_id = chance.choice(cards)
        with db.reading() as session:
            card = session.get_one(Card, card_id)
            version, form = card.version, writing.read(session, card)
            key = session.get_one(BoardColumn, card.column_id).key
        try:
            with db.transaction() as session:
                asked = {"actor": actor, "card_id": card_id, "version": version}
                if chance.random() < 0.5:
                    new = replace(form, why=f"{actor.name} {chance.random()}")
                    service.change_card(session, form=new, now=clock.now(), **asked)
                else:
                    to = "doing" if key == "todo" else "todo"
                    near = chance.choice(cards)
                    service.move_card(session, to=to, before=near, now=clock.now(), **asked)
        except StaleCard as stale:
            done["told" if stale.changes else "untold"] += 1
            continue
        done[str(card_id)] += 1
    return done


if __name__ == "__main__":
    main()
