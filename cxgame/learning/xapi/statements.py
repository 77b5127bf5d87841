"""Statements of what was learned: pure, and the same each time they are made.

The actor is an account of this installation, a number without name or e-mail. Identifiers are
UUIDs of version 5 over the row that a statement speaks of, so a second export repeats none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cxgame import content
from cxgame.content.revision import plain
from cxgame.learning.grading import Outcome
from cxgame.learning.xapi import interactions

Statement = dict[str, Any]

_ADL = "http://adlnet.gov/expapi"
_VERBS = {
    "answered": {"en": "answered", "pt-BR": "respondeu"},
    "passed": {"en": "passed", "pt-BR": "passou"},
    "failed": {"en": "failed", "pt-BR": "não passou"},
    "completed": {"en": "completed", "pt-BR": "concluiu"},
}
_PRACTICE = {"en": "Practice of the day", "pt-BR": "Prática do dia"}


@dataclass(frozen=True)
class Site:
    """An installation; every identifier begins with its address, https://learn.example.com."""

    address: str

    def iri(self, *parts: object) -> str:
        """Return the identifier of a thing of this installation."""
        return "/".join([self.address.rstrip("/"), "xapi", *map(str, parts)])

    def uuid(self, *parts: object) -> str:
        """Return the same UUID for the same thing, always."""
        return str(uuid5(NAMESPACE_URL, self.iri(*parts)))


@dataclass(frozen=True)
class Answer:
    """One answer: `run` names the module run or practice it belongs to, such as ("run", 7)."""

    row: tuple[str, int]
    run: tuple[str, int]
    person_id: int
    question: content.Question
    module: content.Module
    given: Any
    outcome: Outcome
    is_guess: bool
    milliseconds: int | None
    at: datetime


@dataclass(frozen=True)
class Finish:
    """A module, a conversation or a practice brought to its end, with what was reached of what."""

    row: tuple[str, int]
    person_id: int
    reached: int
    best: int
    began_at: datetime
    at: datetime


def answered(site: Site, answer: Answer) -> Statement:
    """Return the statement of an answer to a question."""
    question, module = answer.question, answer.module
    result: dict[str, Any] = {
        "success": answer.outcome is Outcome.RIGHT,
        "response": interactions.response(question, answer.given),
        "extensions": {
            site.iri("extensions", "outcome"): answer.outcome.value,
            site.iri("extensions", "guessed"): answer.is_guess,
        },
    }
    if answer.milliseconds is not None:
        result["duration"] = duration(timedelta(milliseconds=answer.milliseconds))
    return {
        **_head(site, answer.row, answer.person_id, "answered", answer.at),
        "object": {
            "objectType": "Activity",
            "id": site.iri("question", question.id),
            "definition": interactions.definition(question),
        },
        "result": result,
        "context": {
            "registration": site.uuid(*answer.run),
            "platform": "CXGame",
            "revision": question.revision,
            "contextActivities": {
                "parent": [_module(site, module)],
                "grouping": [_step(site, module, question.step)],
            },
        },
    }


def module_finished(
    site: Site, finish: Finish, module: content.Module, *, is_passed: bool
) -> Statement:
    """Return the statement of a module passed, or not."""
    verb = "passed" if is_passed else "failed"
    return _finished(site, finish, verb, _module(site, module), is_success=is_passed)


def scenario_completed(
    site: Site, finish: Finish, module: content.Module, outcome: content.Outcome
) -> Statement:
    """Return the statement of a conversation brought to its end, good or bad."""
    scenario = {
        "objectType": "Activity",
        "id": site.iri("scenario", module.slug),
        "definition": {
            "type": f"{_ADL}/activities/simulation",
            "name": plain(module.scenario.title),
        },
    }
    is_success = outcome is content.Outcome.GOOD
    made = _finished(site, finish, "completed", scenario, is_success=is_success)
    made["context"]["contextActivities"] = {"parent": [_module(site, module)]}
    return made


def practice_completed(site: Site, finish: Finish) -> Statement:
    """Return the statement of a practice finished; nobody passes or fails one."""
    practice = {
        "objectType": "Activity",
        "id": site.iri("practice"),
        "definition": {"type": f"{_ADL}/activities/assessment", "name": _PRACTICE},
    }
    return _finished(site, finish, "completed", practice, is_success=None)


def duration(length: timedelta) -> str:
    """Return a length of time as ISO 8601 says it, to a hundredth of a second: PT1M4.2S."""
    hundredths = round(max(length, timedelta()) / timedelta(milliseconds=10))
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest / 100:.2f}".rstrip("0").rstrip(".")
    large = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
    return f"PT{large}{seconds}S" if rest or not large else f"PT{large}"


def _head(site: Site, row: Sequence[object], person_id: int, verb: str, at: datetime) -> Statement:
    account = {"homePage": site.address.rstrip("/"), "name": f"person-{person_id}"}
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "id": site.uuid("statement", *row),
        "timestamp": moment.replace("+00:00", "Z"),
        "actor": {"objectType": "Agent", "account": account},
        "verb": {"id": f"{_ADL}/verbs/{verb}", "display": _VERBS[verb]},
    }


def _finished(
    site: Site, finish: Finish, verb: str, activity: dict[str, Any], *, is_success: bool | None
) -> Statement:
    result: dict[str, Any] = {
        "completion": True,
        "duration": duration(finish.at - finish.began_at),
    }
    if finish.best:
        share = round(finish.reached / finish.best, 4)
        result["score"] = {"scaled": share, "raw": finish.reached, "min": 0, "max": finish.best}
    if is_success is not None:
        result["success"] = is_success
    return {
        **_head(site, finish.row, finish.person_id, verb, finish.at),
        "object": activity,
        "result": result,
        "context": {"registration": site.uuid(*finish.row), "platform": "CXGame"},
    }


def _module(site: Site, module: content.Module) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": site.iri("module", module.slug),
        "definition": {"type": f"{_ADL}/activities/module", "name": plain(module.title)},
    }


def _step(site: Site, module: content.Module, step: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": site.iri("sop", module.sop, step)}
