"""What became of some rows of a file."""

from dataclasses import dataclass, field

from cxgame.errors import Reason


@dataclass(slots=True)
class Outcome:
    """How many rows went in or were known, and by their place among the given the refused."""

    created: int
    duplicates: int
    rejected: dict[int, Reason] = field(default_factory=dict)
    cases: int = 0  # that a rehearsal would open
