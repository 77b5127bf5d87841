"""What xAPI 1.0.3 asks of a statement, as far as ours go: part 2, sections 2.2 to 2.6, 4 and C."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?")
TYPES = {"choice", "true-false", "fill-in", "numeric", "matching", "sequencing"}
COMPONENTS = {
    "choice": {"choices"},
    "sequencing": {"choices"},
    "matching": {"source", "target"},
    "true-false": set(),
    "fill-in": set(),
    "numeric": set(),
}


def check(statement: dict[str, Any]) -> None:
    """Fail where a statement breaks a rule."""
    assert set(statement) <= {"id", "timestamp", "actor", "verb", "object", "result", "context"}
    assert {"actor", "verb", "object"} <= set(statement)
    assert str(UUID(statement["id"])) == statement["id"]
    assert UUID(statement["id"]).version == 5
    assert datetime.fromisoformat(statement["timestamp"]).tzinfo is not None
    assert nothing_is_null(statement)
    actor(statement["actor"])
    assert iri(statement["verb"]["id"])
    language_map(statement["verb"]["display"])
    activity(statement["object"])
    result(statement["result"])
    context(statement["context"])


def nothing_is_null(value: Any) -> bool:
    if isinstance(value, dict):
        return all(nothing_is_null(each) for each in value.values())
    if isinstance(value, list):
        return all(nothing_is_null(each) for each in value)
    return value is not None


def iri(text: str) -> bool:
    parts = urlsplit(text)
    return bool(parts.scheme and parts.netloc) and not re.search(r'[\s<>"{}|\\^`]', text)


def language_map(held: dict[str, str]) -> None:
    assert held
    assert all(LANGUAGE.fullmatch(tag) for tag in held)
    assert all(isinstance(text, str) and text for text in held.values())


def actor(held: dict[str, Any]) -> None:
    """Exactly one identifier, and that an account: no e-mail, no name."""
    assert held["objectType"] == "Agent"
    assert set(held) == {"objectType", "account"}
    assert set(held["account"]) == {"homePage", "name"}
    assert iri(held["account"]["homePage"])
    assert held["account"]["name"]


def activity(held: dict[str, Any]) -> None:
    assert held["objectType"] == "Activity"
    assert iri(held["id"])
    definition = held.get("definition")
    if definition is None:
        return
    assert iri(definition["type"])
    language_map(definition["name"])
    interaction = definition.get("interactionType")
    if interaction is None:
        assert set(definition) == {"type", "name"}
        return
    assert interaction in TYPES
    assert definition["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
    assert definition["correctResponsesPattern"]
    known = {"type", "name", "interactionType", "correctResponsesPattern"}
    assert set(definition) - known == COMPONENTS[interaction]
    for name in COMPONENTS[interaction]:
        ids = [part["id"] for part in definition[name]]
        assert len(set(ids)) == len(ids)
        assert not any(re.search(r"\s", key) for key in ids)
        for part in definition[name]:
            assert set(part) == {"id", "description"}
            language_map(part["description"])


def result(held: dict[str, Any]) -> None:
    assert set(held) <= {"score", "success", "completion", "response", "duration", "extensions"}
    for name in ("success", "completion"):
        assert isinstance(held.get(name, True), bool)
    assert isinstance(held.get("response", ""), str)
    assert DURATION.fullmatch(held.get("duration", "PT0S")), held["duration"]
    assert all(iri(name) for name in held.get("extensions", {}))
    score = held.get("score")
    if score:
        assert set(score) <= {"scaled", "raw", "min", "max"}
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        assert score["min"] < score["max"]


def context(held: dict[str, Any]) -> None:
    assert set(held) <= {"registration", "platform", "revision", "contextActivities"}
    assert UUID(held["registration"])
    for name, activities in held.get("contextActivities", {}).items():
        assert name in {"parent", "grouping", "category", "other"}
        assert activities
        for one in activities:
            activity(one)
