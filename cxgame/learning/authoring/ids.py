"""Ids for steps, questions, options and the like: given once, and never to another thing."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

LONGEST = 60  # characters, as the content files allow

# What an entry without an id becomes, by the list that it stands in.
NAMES = {
    "steps": "step",
    "options": "option",
    "pairs": "pair",
    "items": "item",
    "nodes": "moment",
    "choices": "reply",
}


def paths(held: Any, above: str = "") -> Iterator[str]:  # plain values of a body
    """Yield where each entry with an id stands: "questions/welcome-1/options/a"."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield from paths(value, f"{above}/{key}" if above else key)
    if not isinstance(held, list):
        return
    for entry in held:
        if isinstance(entry, dict) and entry.get("id"):
            path = f"{above}/{entry['id']}"
            yield path
            yield from paths(entry, path)


def fresh(name: str, taken: Collection[str], *, start: int = 1) -> str:
    """Return `name-1`, or the first number after it that nothing had."""
    number = start
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def complete(held: Any, above: str, spent: Collection[str]) -> Any:
    """Return plain values in which every entry without an id has one that nothing had.

    `above` is where the values stand, `spent` the paths of every id that was ever given.
    """
    if isinstance(held, dict):
        return {key: complete(value, f"{above}/{key}", spent) for key, value in held.items()}
    if not isinstance(held, list):
        return held
    name = NAMES.get(above.rpartition("/")[2])
    taken = {path.removeprefix(f"{above}/") for path in spent if path.startswith(f"{above}/")}
    taken |= {str(entry["id"]) for entry in held if isinstance(entry, dict) and entry.get("id")}
    whole = []
    for entry in held:
        if name and isinstance(entry, dict) and not entry.get("id"):
            entry = {"id": fresh(name, taken), **{k: v for k, v in entry.items() if k != "id"}}
            taken.add(entry["id"])
        label = entry.get("id", "") if isinstance(entry, dict) else ""
        whole.append(complete(entry, f"{above}/{label}", spent))
    return whole


def slug(words: str) -> str:
    """Return a name of small letters, figures and hyphens made of words; "" where none is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def next_code(codes: Collection[str]) -> str:
    """Return the code that follows the highest numbered one: POP-018 after POP-017."""
    numbered = [match for code in codes if (match := re.fullmatch(r"(.*?)(\d+)", code))]
    if not numbered:
        return "POP-001"
    last = max(numbered, key=lambda match: (int(match[2]), match[1]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"
