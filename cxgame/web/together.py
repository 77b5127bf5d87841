"""Commit together what arrives together: one wait for the disk serves many requests."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from cxgame import db

T = TypeVar("T")
MOST = 64  # requests of one transaction


class _Ticket(Generic[T]):
    """One request's work: to do, done with its result, or to be done alone."""

    def __init__(self, work: Callable[[Session], T]) -> None:
        self.work = work
        self.results: list[T] = []
        self.is_alone = False


class Together(Generic[T]):
    """Run the work of several threads in one transaction, led by whoever comes first.

    Nobody returns before the commit. Work that refuses must say so in its result and write
    nothing; where the database refuses, each is done again alone, so that none spoils another.
    """

    def __init__(self) -> None:
        self._waiting: deque[_Ticket[T]] = deque()
        self._turn = threading.Lock()

    def run(self, work: Callable[[Session], T]) -> T:
        """Return what the work returned, once it is committed."""
        ticket = _Ticket(work)
        self._waiting.append(ticket)
        while not (ticket.results or ticket.is_alone):
            with self._turn:
                if not (ticket.results or ticket.is_alone):
                    self._commit([self._waiting.popleft() for _ in range(self._size())])
        if ticket.results:
            return ticket.results[0]
        with db.transaction() as session:
            return work(session)

    def _size(self) -> int:
        """Return how many to take; only who has the turn takes, so they stay there."""
        return min(MOST, len(self._waiting))

    def _commit(self, tickets: list[_Ticket[T]]) -> None:
        found: list[T] = []
        try:
            with db.transaction() as session:
                made = [ticket.work(session) for ticket in tickets]
            found = made  # not before the commit, whatever may break there
        except SQLAlchemyError:
            pass  # each is done again alone
        finally:
            for place, ticket in enumerate(tickets):
                ticket.results, ticket.is_alone = found[place : place + 1], not found
