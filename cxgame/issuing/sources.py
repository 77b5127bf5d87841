"""What the public pages ask of a room that gives credentials: badges, certificates."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from cxgame.credentials.open_badge import Achievement, Issued


@dataclass(frozen=True)
class Source:
    """One kind of credential; `name` is the first part of its addresses.

    `issued` finds what was given at a public id, `achievement` what can be achieved under a key,
    both worded in a locale, None where there is nothing. `revoked` returns which places of a span
    (first included, last not) were taken back.
    """

    name: str
    issued: Callable[[Session, str, str], Issued | None]
    achievement: Callable[[Session, str, str], Achievement | None]
    revoked: Callable[[Session, int, int], list[int]]
