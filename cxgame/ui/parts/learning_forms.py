"""Read what an author's form sent into the plain values of a part."""

import copy
from collections.abc import Mapping
from typing import Any

from cxgame import content
from cxgame.content.single import Body
from cxgame.content.text import LANGUAGES
from cxgame.errors import InvalidInput
from cxgame.learning.authoring import edits
from cxgame.numerals import read_number
from cxgame.ui.text import locale

Fields = Mapping[str, str]

NEW = ""  # the id of an entry that gets one when it is stored
END, TALK = "end", "talk"  # what a moment can be turned into
SOLUTIONS = ("options", "pairs", "items")
_OF_ENTRY = {
    "options": ("text", "feedback"),
    "pairs": ("left", "right"),
    "items": ("text",),
    "choices": ("text", "feedback"),
}


def text(fields: Fields, name: str) -> Body:
    """Return a text in both languages."""
    return {language: fields.get(f"{name}.{language}", "") for language in LANGUAGES}


def sop_head(fields: Fields) -> Body:
    """Return the head of an SOP; what the form lacks stays as it is."""
    head: Body = {name: text(fields, name) for name in ("title", "purpose", "scope")}
    head |= {name: fields.get(name, "") for name in ("owner", "approver", "review_by")}
    return {**head, "roles": fields["roles"].split("\n") if fields.get("roles") else []}


def module_head(fields: Fields) -> Body:
    """Return the head of a module."""
    return {
        "sop": fields.get("sop", ""),
        "title": text(fields, "title"),
        "objective": text(fields, "objective"),
        "minutes": whole(fields.get("minutes", "")),
        "pass_mark": whole(fields.get("pass_mark", "")),
    }


def lines(fields: Fields, names: tuple[str, ...]) -> list[Any]:
    """Return a list whose entries have no id: texts, or mappings of the named texts.

    What `then` asks for is done to it: "add", "up:2", "down:2" or "remove:2".
    """
    held: list[Any] = []
    for number in range(edits.MOST_ENTRIES):
        if not any(name.startswith(f"{number}.") for name in fields):
            break
        entry = {name: text(fields, f"{number}.{name}") for name in names}
        held.append(entry if names else text(fields, str(number)))
    act, place = _then(fields)
    if act == "add":
        held.append({name: edits.both() for name in names} if names else edits.both())
    elif place.isdigit() and int(place) < len(held):
        _arrange(held, act, int(place))
    return held


def question(fields: Fields, before: Body) -> Body:
    """Return a question of the kind that it had before, as its form says it now."""
    kind = content.Kind(before["kind"])
    held: Body = {
        "id": before["id"],
        "kind": before["kind"],
        "step": fields.get("step", ""),
        "prompt": text(fields, "prompt"),
        **_solution(kind, fields, before),
        "feedback": text(fields, "feedback"),
    }
    if "picture" in before and _then(fields)[0] != "unpicture":
        held["picture"] = {**before["picture"], "alt": text(fields, "alt")}
    return held


def step(fields: Fields, before: Body) -> Body:
    """Return a step of an SOP."""
    return {
        "id": before["id"],
        "touchpoint": fields.get("touchpoint", ""),
        "title": text(fields, "title"),
        "text": text(fields, "text"),
    }


def scenario(fields: Fields, before: Body) -> Body:
    """Return the head of a scenario."""
    return {
        **before,
        "title": text(fields, "title"),
        "customer": text(fields, "customer"),
        "start": fields.get("start", ""),
    }


def node(fields: Fields, before: Body) -> Body:
    """Return a moment, which offers replies or ends the conversation."""
    held: Body = {"id": before["id"]}
    for name in ("scene", "says", "mood"):
        if said(words := text(fields, name)):
            held[name] = words
    act = _then(fields)[0]
    if act == END:
        return held | {"end": {"outcome": "good", "title": edits.both(), "debrief": [_remark()]}}
    if act == TALK:
        return held | {"choices": [_reply(), _reply()]}
    if "outcome" in fields:
        return held | {"end": _end(fields)}
    choices = [_choice(fields, one) for one in before.get("choices", [])]
    return held | {"choices": _arranged(fields, choices, _reply())}


def said(words: Body) -> bool:
    """Tell whether a text says anything in any language."""
    return any(value.strip() for value in words.values())


def whole(typed: str) -> int | str:
    """Return a whole number where one was typed, else what was typed, which is then a fault."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else typed


def _solution(kind: content.Kind, fields: Fields, before: Body) -> Body:
    match kind:
        case content.Kind.TRUE_FALSE:
            return {"answer": fields.get("answer") == "true"}
        case content.Kind.SHORT_TEXT:
            return {"accepted": {one: _rows(fields, f"accepted.{one}") for one in LANGUAGES}}
        case content.Kind.NUMBER:
            return _number(fields)
    name = next(name for name in SOLUTIONS if name in before)
    right = fields.get("right", "").split("\n")
    entries = [_entry(name, fields, one, right) for one in before[name]]
    return {name: _arranged(fields, entries, _blank(name))}


def _entry(name: str, fields: Fields, before: Body, right: list[str]) -> Body:
    key = str(before["id"])
    held: Body = {"id": key}
    for one in _OF_ENTRY[name]:
        words = text(fields, f"{name}.{key}.{one}")
        if one != "feedback" or said(words):
            held[one] = words
    if name == "options" and key in right:
        held["right"] = True
    return held


def _number(fields: Fields) -> Body:
    held: Body = {"answer": _figure(fields.get("answer", ""))}
    if typed := fields.get("tolerance", "").strip():
        held["tolerance"] = _figure(typed)
    if said(unit := text(fields, "unit")):
        held["unit"] = unit
    return held


def _figure(typed: str) -> float | str:
    try:
        return read_number(typed, locale())
    except InvalidInput:
        return typed


def _choice(fields: Fields, before: Body) -> Body:
    name = f"choices.{before['id']}"
    return {
        "id": before["id"],
        "text": text(fields, f"{name}.text"),
        "goto": fields.get(f"{name}.goto", ""),
        "points": whole(fields.get(f"{name}.points", "")),
        "step": fields.get(f"{name}.step", ""),
        "feedback": text(fields, f"{name}.feedback"),
    }


def _end(fields: Fields) -> Body:
    remarks: list[Body] = []
    while f"debrief.{len(remarks)}.step" in fields:
        name = f"debrief.{len(remarks)}"
        remarks.append({"step": fields[f"{name}.step"], "text": text(fields, f"{name}.text")})
    act, place = _then(fields)
    if act == "add":
        remarks.append(_remark())
    elif place.isdigit() and int(place) < len(remarks):
        _arrange(remarks, act, int(place))
    return {"outcome": fields["outcome"], "title": text(fields, "end.title"), "debrief": remarks}


def _rows(fields: Fields, name: str) -> list[str]:
    return [row.strip() for row in fields.get(name, "").split("\n") if row.strip()]


def _arranged(fields: Fields, entries: list[Body], blank: Body) -> list[Body]:
    act, place = _then(fields)
    if act == "add":
        return [*entries, copy.deepcopy(blank)]
    ids = [entry["id"] for entry in entries]
    if place in ids:
        _arrange(entries, act, ids.index(place))
    return entries


def _arrange(held: list[Any], act: str, place: int) -> None:
    if act == "remove":
        held.pop(place)
    elif act in ("up", "down"):
        edits.moved(held, place, -1 if act == "up" else 1)


def _then(fields: Fields) -> tuple[str, str]:
    act, _colon, place = fields.get("then", "").partition(":")
    return act, place


def _blank(name: str) -> Body:
    return {"id": NEW, **{one: edits.both() for one in _OF_ENTRY[name] if one != "feedback"}}


def _reply() -> Body:
    both = edits.both
    return {"id": NEW, "text": both(), "goto": "", "points": 0, "step": "", "feedback": both()}


def _remark() -> Body:
    return {"step": "", "text": edits.both()}
