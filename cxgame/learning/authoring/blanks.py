"""What a new SOP, module, question or moment begins as."""

import copy
from datetime import date, timedelta
from typing import Any

from cxgame.content import Kind
from cxgame.content.single import Body
from cxgame.learning.authoring import ids
from cxgame.learning.authoring.edits import both

REVIEW_AFTER = timedelta(days=365)
STEPS = 3  # the fewest that an SOP has
OPTIONS = 3


def sop(code: str, title: Body, today: date) -> Body:
    """Return an SOP that says nothing yet."""
    return {
        "code": code,
        "title": title,
        "owner": "manager",
        "approver": "director",
        "roles": ["frontline"],
        "version": 1,
        "change": "major",
        "effective_from": today.isoformat(),
        "review_by": (today + REVIEW_AFTER).isoformat(),
        "purpose": both(),
        "scope": both(),
        "steps": [step(f"step-{number}") for number in range(1, STEPS + 1)],
        "do": [both()],
        "dont": [both()],
        "phrases": [both()],
        "exceptions": [{"when": both(), "then": both()}],
        "escalation": both(),
        "indicators": [{"name": both(), "target": both()}],
        "history": [],
    }


def module(slug: str, title: Body, sop_code: str) -> Body:
    """Return a module that says nothing yet."""
    return {
        "slug": slug,
        "sop": sop_code,
        "title": title,
        "objective": both(),
        "minutes": 4,
        "pass_mark": 80,
        "lesson": both(),
        "questions": [],
        "scenario": {
            "id": f"{slug}-talk"[: ids.LONGEST],
            "title": both(),
            "customer": both(),
            "start": "moment-1",
            "nodes": [moment("moment-1")],
        },
    }


def step(key: str) -> Body:
    """Return a step without words."""
    return {"id": key, "touchpoint": "", "title": both(), "text": both()}


def moment(key: str) -> Body:
    """Return a moment of a conversation without words or replies."""
    return {"id": key, "says": both(), "mood": both(), "choices": []}


def question(key: str, kind: Kind, step_key: str) -> Body:
    """Return a question without words, ready for what its kind needs."""
    head = {"id": key, "kind": kind.value, "step": step_key, "prompt": both()}
    return {**head, **_solution(kind), "feedback": both()}


def copied_module(body: Body, slug: str, title: Body) -> Body:
    """Return a module's body under another slug; its questions get ids of their own."""
    new = copy.deepcopy(body) | {"slug": slug, "title": title}
    for number, one in enumerate(new["questions"], 1):
        one["id"] = f"{slug}-{number}"
    new["scenario"]["id"] = f"{slug}-talk"[: ids.LONGEST]
    return new


def copied_sop(body: Body, code: str, title: Body) -> Body:
    """Return an SOP's body under another code, without a history."""
    return copy.deepcopy(body) | {"code": code, "title": title, "version": 1, "history": []}


def _solution(kind: Kind) -> dict[str, Any]:
    numbers = range(1, OPTIONS + 1)
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            options: list[Body] = [{"id": f"option-{n}", "text": both()} for n in numbers]
            options[0]["right"] = True
            return {"options": options}
        case Kind.TRUE_FALSE:
            return {"answer": True}
        case Kind.SHORT_TEXT:
            return {"accepted": {"pt-BR": [], "en": []}}
        case Kind.NUMBER:
            return {"answer": ""}
        case Kind.MATCHING:
            return {
                "pairs": [{"id": f"pair-{n}", "left": both(), "right": both()} for n in numbers]
            }
        case Kind.ORDERING:
            return {"items": [{"id": f"item-{n}", "text": both()} for n in numbers]}


def _pair(key: str) -> Body:
    return {"id": key, "left": both(), "right": both()}
