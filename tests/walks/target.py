"""Whose things a walked command reaches for, and what all builders are given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from cxgame.people.actor import Actor
from tests.conftest import Town


@dataclass(frozen=True)
class Target:
    """The team and the person whose things a command is run on."""

    team_id: int
    person_id: int


# Makes what a command needs and returns its arguments, without `actor` and `now`.
Builder = Callable[[Session, Town, Target, Actor], dict[str, Any]]
