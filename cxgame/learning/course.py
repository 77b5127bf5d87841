"""The way through a module: lesson, questions, conversation, result; and where one stands in it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from cxgame.content.scenario import Node, Scenario


class Stage(StrEnum):
    """The parts of a module, in their order."""

    LESSON = "lesson"
    QUESTIONS = "questions"
    SCENARIO = "scenario"
    RESULT = "result"


def first_stage(*, has_read: bool) -> Stage:
    """Return where a run begins; whoever read this revision's lesson need not read it again."""
    return Stage.QUESTIONS if has_read else Stage.LESSON


def stage_after_questions(*, has_talked: bool) -> Stage:
    """Return what follows the questions; a conversation once finished is not asked for again."""
    return Stage.RESULT if has_talked else Stage.SCENARIO


def turns(order: Sequence[str], missed: Iterable[str]) -> list[str]:
    """Return the questions in the order in which they are put: all, then the missed ones again."""
    wanted = set(missed)
    return [*order, *(key for key in order if key in wanted)]


def shuffled(ids: Sequence[str], seed: str) -> list[str]:
    """Return the ids in an order that depends on the seed alone, so that a reload keeps it.

    With two ids or more the order differs from the one given: for an ordering that one would be
    the answer.
    """
    mixed = sorted(ids, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    return mixed[1:] + mixed[:1] if mixed == list(ids) else mixed


def has_passed(right: int, questions: int, pass_mark: int) -> bool:
    """Tell whether enough questions were right the first time; the mark is in percent."""
    return 100 * right >= pass_mark * questions


def walk(scenario: Scenario, choices: Sequence[str]) -> list[Node]:
    """Return the moments of a conversation, from its start to where these choices lead.

    Raise KeyError for a choice that its moment does not offer.
    """
    nodes = [scenario.node(scenario.start)]
    for choice_id in choices:
        ways: Mapping[str, str] = {choice.id: choice.goto for choice in nodes[-1].choices}
        nodes.append(scenario.node(ways[choice_id]))
    return nodes
