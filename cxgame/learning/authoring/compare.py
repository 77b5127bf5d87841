"""Where two bodies say different things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Place = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One place and what it says before and after; None where it is not there."""

    place: Place
    before: str | None
    after: str | None


def differences(before: Any, after: Any) -> list[Difference]:
    """Return the places that differ, in the order of what is after; then what is gone.

    Entries with an id are the same thing wherever they stand; others are told by their place.
    """
    was, now = dict(_leaves(before)), dict(_leaves(after))
    changed = [
        Difference(place, was.get(place), words)
        for place, words in now.items()
        if was.get(place) != words
    ]
    gone = [Difference(place, words, None) for place, words in was.items() if place not in now]
    return changed + gone


def _leaves(held: Any, above: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(held, Mapping):
        for key, value in held.items():
            yield from _leaves(value, (*above, str(key)))
    elif isinstance(held, list):
        for number, value in enumerate(held, 1):
            named = value.get("id") if isinstance(value, Mapping) else None
            yield from _leaves(value, (*above, str(named or number)))
    elif held not in ("", None) and above[-1] != "id":
        yield above, str(held)
