"""Who is meant by “@Name” in a text."""

import re
from collections.abc import Iterable

from cxgame.people import names

_AT = re.compile(r"(?<![\w@])@(?=\w)")


def meant(text: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Return the ids of those whom a text names after an @, each once, in order.

    `people` are ids with names. The longest name that fits counts, accents and case don't matter;
    a first name alone counts where only one person bears it.
    """
    known = _spoken(people)
    longest_first = sorted(known, key=len, reverse=True)
    found: list[int] = []
    folded = names.fold(text)
    for mark in _AT.finditer(folded):
        rest = folded[mark.end() :]
        name = next((one for one in longest_first if _begins(rest, one)), None)
        if name is not None and known[name] not in found:
            found.append(known[name])
    return found


def _spoken(people: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return what each person may be called; a name of two people calls nobody."""
    called: dict[str, set[int]] = {}
    for person_id, name in people:
        folded = names.fold(name)
        for one in {folded, folded.partition(" ")[0]}:
            called.setdefault(one, set()).add(person_id)
    return {name: ids.pop() for name, ids in called.items() if len(ids) == 1 and name}


def _begins(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and not (after.isalnum() or after == "_")
