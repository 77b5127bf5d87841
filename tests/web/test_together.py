"""Many requests, few commits; and nobody hears "thank you" too early, or pays for another."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from cxgame import db
from cxgame.web.together import Together

AT_ONCE = 16


@pytest.fixture(autouse=True)
def table(database: Engine) -> None:
    with db.transaction() as session:
        session.execute(text("CREATE TABLE said (n INTEGER PRIMARY KEY)"))


def say(n: int) -> Callable[[Session], int]:
    def work(session: Session) -> int:
        session.execute(text("INSERT INTO said (n) VALUES (:n)"), {"n": n})
        return n

    return work


def said() -> list[int]:
    with db.reading() as session:
        return [row[0] for row in session.execute(text("SELECT n FROM said ORDER BY n"))]


def test_what_returned_is_committed() -> None:
    assert Together[int]().run(say(1)) == 1
    assert said() == [1]


def test_those_who_wait_share_a_commit(database: Engine) -> None:
    commits = 0
    together: Together[int] = Together()
    first_is_in, others_wait = threading.Event(), threading.Event()

    def slow(session: Session) -> int:
        first_is_in.set()
        others_wait.wait(10)
        return say(0)(session)

    @event.listens_for(database, "commit")
    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        leader = pool.submit(together.run, slow)
        assert first_is_in.wait(10)
        others = [pool.submit(together.run, say(n)) for n in range(1, AT_ONCE + 1)]
        while len(together._waiting) < AT_ONCE:
            pass
        others_wait.set()
        assert leader.result() == 0
        assert sorted(other.result() for other in others) == list(range(1, AT_ONCE + 1))
    assert said() == list(range(AT_ONCE + 1))
    assert commits == 2


def test_nobody_pays_for_what_the_database_refuses_another() -> None:
    together: Together[int] = Together()
    together.run(say(3))
    refused = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = [pool.submit(together.run, say(n)) for n in range(AT_ONCE)]
        for n, outcome in enumerate(outcomes):
            if n == 3:
                with pytest.raises(IntegrityError):
                    outcome.result()
                refused += 1
            else:
                assert outcome.result() == n
    assert refused == 1 and said() == list(range(AT_ONCE))


def test_an_error_of_ours_reaches_who_made_it_and_frees_the_turn() -> None:
    together: Together[int] = Together()

    def broken(_session: Session) -> int:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        together.run(broken)
    assert together.run(say(5)) == 5


def test_nobody_is_told_of_a_commit_that_never_came() -> None:
    """Whatever breaks at the very end, and be it no error of the database."""
    together: Together[int] = Together()

    def broken(session: Session) -> int:
        @event.listens_for(session, "before_commit")
        def fail(_session: Session) -> None:
            raise RuntimeError("the machine gave up")

        return say(1)(session)

    with ThreadPoolExecutor(2) as pool, together._turn:
        breaks = pool.submit(together.run, broken)
        while len(together._waiting) < 1:
            pass
        follows = pool.submit(together.run, say(2))
        while len(together._waiting) < 2:
            pass
    with pytest.raises(RuntimeError):
        breaks.result()
    outcome = follows.exception() or follows.result()
    assert said() == ([2] if outcome == 2 else [])
