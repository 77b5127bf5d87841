"""Change one part of a body: plain values in, new plain values out."""

import copy
import json
import re
from collections.abc import Sequence
from typing import Any

from cxgame.content.single import Body
from cxgame.content.text import LANGUAGES
from cxgame.errors import InvalidInput, NotFound
from cxgame.learning.authoring.rules import Kind

HEAD, LESSON, SCENARIO = "head", "lesson", "scenario"
STEPS, QUESTIONS, NODES = "steps", "questions", "nodes"
LINES = ("do", "dont", "phrases", "exceptions", "indicators")  # lists whose entries have no id
LARGEST = 400_000  # characters of a body as JSON: twenty times what a module has
MOST_ENTRIES = 200

_HEADS: dict[Kind, tuple[str, ...]] = {
    Kind.SOP: (
        *("title", "owner", "approver", "roles", "review_by"),
        *("purpose", "scope", "escalation"),
    ),
    Kind.MODULE: ("sop", "title", "objective", "minutes", "pass_mark"),
}
_SCENARIO = ("id", "title", "customer", "start")
_LISTS: dict[Kind, tuple[str, ...]] = {Kind.SOP: (STEPS,), Kind.MODULE: (QUESTIONS, NODES)}
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # a database or a file refuses it


def value_of(kind: Kind, body: Body, part: str) -> Any:
    """Return what a part holds; raise NotFound where the body has no such part."""
    name, _slash, entry = part.partition("/")
    if entry and name in _LISTS[kind]:
        return _entry(entries(body, name), entry)
    if part == HEAD:
        return {key: body.get(key) for key in _HEADS[kind]}
    if kind is Kind.SOP and part in LINES:
        return body.get(part, [])
    if kind is Kind.MODULE and part == LESSON:
        return body.get(LESSON, {})
    if kind is Kind.MODULE and part == SCENARIO:
        return {key: body[SCENARIO].get(key) for key in _SCENARIO}
    raise NotFound("There is no such part.")


def with_part(kind: Kind, body: Body, part: str, value: Any) -> Body:
    """Return the body with another value for a part; an entry keeps its id.

    Raise NotFound where the body has no such part, InvalidInput for too much text.
    """
    standing = value_of(kind, body, part)
    new = copy.deepcopy(body)
    name, _slash, entry = part.partition("/")
    if entry:
        here = entries(new, name)
        here[here.index(_entry(here, entry))] = {**value, "id": standing["id"]}
    elif part == HEAD:
        new |= {key: value[key] for key in _HEADS[kind] if key in value}
    elif part == SCENARIO:
        new[SCENARIO] |= {key: value[key] for key in _SCENARIO if key in value}
    else:
        new[part] = value
    return _fitting(new)


def with_entry(body: Body, name: str, entry: Body, *, after: str = "") -> Body:
    """Return the body with one more entry in a list, at its end or after another one."""
    new = copy.deepcopy(body)
    here = entries(new, name)
    if len(here) >= MOST_ENTRIES:
        raise InvalidInput("That is too much for one: split it in two.")
    here.insert(here.index(_entry(here, after)) + 1 if after else len(here), entry)
    return _fitting(new)


def without_entry(body: Body, name: str, entry: str) -> Body:
    """Return the body without an entry; raise NotFound where there is none of this id."""
    new = copy.deepcopy(body)
    here = entries(new, name)
    here.remove(_entry(here, entry))
    return new


def with_entry_moved(body: Body, name: str, entry: str, by: int) -> Body:
    """Return the body with an entry so many places further down; ends stop it."""
    new = copy.deepcopy(body)
    here = entries(new, name)
    moved(here, here.index(_entry(here, entry)), by)
    return new


def path_of(part: str) -> str:
    """Return where a part stands in its body, as the paths of ids are written."""
    return f"{SCENARIO}/{part}" if part.startswith(f"{NODES}/") else part


def moved(held: list[Any], place: int, by: int) -> None:
    """Move one thing of a list so many places down, in place; ends stop it."""
    thing = held.pop(place)
    held.insert(min(max(place + by, 0), len(held)), thing)


def entries(body: Body, name: str) -> list[Body]:
    """Return a list of entries of the body itself; raise NotFound for an unknown list."""
    holder = body.get(SCENARIO, {}) if name == NODES else body
    if name not in (STEPS, QUESTIONS, NODES) or not isinstance(holder.get(name), list):
        raise NotFound("There is no such part.")
    found: list[Body] = holder[name]
    return found


def changed_steps(before: Body | None, after: Body) -> list[str]:
    """Return the ids of the steps that are new or say something else, in their order."""
    known = {step["id"]: step for step in (before or {}).get(STEPS, [])}
    return [step["id"] for step in after.get(STEPS, []) if step != known.get(step["id"])]


def tidied(value: Any) -> Any:
    """Return plain values without the characters that no database and no file can hold."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {str(key): tidied(held) for key, held in value.items()}
    if isinstance(value, Sequence):
        return [tidied(held) for held in value]
    return value


def both(pt_br: str = "", en: str = "") -> Body:
    """Return a text in both languages as the files write it."""
    return dict(zip(LANGUAGES, (pt_br, en), strict=True))


def _entry(here: list[Body], entry: str) -> Body:
    for one in here:
        if one.get("id") == entry:
            return one
    raise NotFound("There is no such part.")


def _fitting(body: Body) -> Body:
    if len(json.dumps(body, ensure_ascii=False)) > LARGEST:
        raise InvalidInput("That is too much for one: split it in two.")
    return body
