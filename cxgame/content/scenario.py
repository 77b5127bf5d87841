"""A conversation that branches with what one says, and ends well or badly."""

from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from cxgame.content.fields import Cursor
from cxgame.content.revision import Revised
from cxgame.content.text import NO_TEXT, Text

TITLE, SPEECH, REPLY, MOOD, NOTE = 70, 320, 200, 30, 280  # characters that read well on a phone
MOST_POINTS = 3


class Outcome(StrEnum):
    """How a conversation ends."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@dataclass(frozen=True)
class Choice:
    """Something to say or do; `feedback` names what it does, `step` is the SOP step it is about."""

    id: str
    text: Text
    goto: str
    points: int
    step: str
    feedback: Text


@dataclass(frozen=True)
class Remark:
    """A line of the debrief: what the end has to do with an SOP step."""

    step: str
    text: Text


@dataclass(frozen=True)
class Ending:
    """The end of a conversation, in a headline, and what to take from it."""

    outcome: Outcome
    title: Text
    debrief: tuple[Remark, ...]


@dataclass(frozen=True)
class Node:
    """A moment: what happens (`scene`), what the customer says, and then choices or an end.

    A moment has a scene or words of the customer, or both; words have a mood.
    """

    id: str
    scene: Text = NO_TEXT
    says: Text = NO_TEXT
    mood: Text = NO_TEXT
    choices: tuple[Choice, ...] = ()
    end: Ending | None = None


@dataclass(frozen=True)
class Scenario(Revised):
    """One conversation: it begins at `start` and never comes back to a node."""

    id: str
    title: Text
    customer: Text
    start: str
    nodes: tuple[Node, ...]

    def node(self, node_id: str) -> Node:
        """Return the node of this id; raise KeyError where there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def best_way(self) -> "Way":
        """Return the most points one can have, and how the ways that bring them end."""
        return _best_ways(self)[self.start]


@dataclass(frozen=True)
class Way:
    """What the best ways on from a node bring."""

    points: int
    outcomes: frozenset[Outcome]


def read_scenario(cursor: Cursor) -> Scenario:
    """Return the scenario that a mapping describes, its faults noted in the cursor."""
    cursor.only("id", "title", "customer", "start", "nodes")
    nodes = cursor.at("nodes")
    scenario = Scenario(
        id=cursor.at("id").word(),
        title=cursor.at("title").text(TITLE),
        customer=cursor.at("customer").text(MOOD),
        start=cursor.at("start").word(),
        nodes=tuple(_read_node(entry) for entry in nodes.each(least=2)),
    )
    nodes.different(node.id for node in scenario.nodes)
    _check_ways(cursor, scenario)
    return scenario


def _read_node(cursor: Cursor) -> Node:
    cursor.only(*Node.__dataclass_fields__)
    scene, says, end = cursor.at("scene"), cursor.at("says"), cursor.at("end")
    node = Node(
        id=cursor.at("id").word(),
        scene=NO_TEXT if scene.value is None else scene.text(SPEECH),
        says=NO_TEXT if says.value is None else says.text(SPEECH),
        mood=NO_TEXT if says.value is None else cursor.at("mood").text(MOOD),
        choices=tuple(_read_choice(entry) for entry in cursor.at("choices").each()),
        end=None if end.value is None else _read_ending(end),
    )
    cursor.at("choices").different(choice.id for choice in node.choices)
    if scene.value is None and says.value is None:
        cursor.fault("A node needs a scene, or words of the customer.")
    if bool(node.choices) == (node.end is not None):
        cursor.fault("A node has either choices or an end.")
    if len(node.choices) == 1:
        cursor.fault("One choice is no choice: give two or more.")
    return node


def _read_choice(cursor: Cursor) -> Choice:
    cursor.only(*Choice.__dataclass_fields__)
    return Choice(
        id=cursor.at("id").word(),
        text=cursor.at("text").text(REPLY),
        goto=cursor.at("goto").word(),
        points=cursor.at("points").whole(0, MOST_POINTS),
        step=cursor.at("step").word(),
        feedback=cursor.at("feedback").text(NOTE),
    )


def _read_ending(cursor: Cursor) -> Ending:
    cursor.only("outcome", "title", "debrief")
    return Ending(
        outcome=cursor.at("outcome").one_of(Outcome),
        title=cursor.at("title").text(TITLE),
        debrief=tuple(_read_remark(entry) for entry in cursor.at("debrief").each(least=1)),
    )


def _read_remark(cursor: Cursor) -> Remark:
    cursor.only("step", "text")
    return Remark(step=cursor.at("step").word(), text=cursor.at("text").text(NOTE))


def _check_ways(cursor: Cursor, scenario: Scenario) -> None:
    """Note ways that lead nowhere, nodes that none leads to, and ends that are wanting."""
    nodes, known = cursor.at("nodes"), {node.id: node for node in scenario.nodes}
    if scenario.start not in known:
        cursor.at("start").fault("There is no node “{node}”.", node=scenario.start)
    for node in scenario.nodes:
        for choice in node.choices:
            if choice.goto not in known:
                nodes.fault(
                    "{node} leads to “{goto}”, which is no node.", node=node.id, goto=choice.goto
                )
    for node_id in sorted(set(known) - _reached(scenario)):
        nodes.fault("No way leads to the node “{node}”.", node=node_id)
    outcomes = {node.end.outcome for node in scenario.nodes if node.end}
    for outcome in {Outcome.GOOD, Outcome.BAD} - outcomes:
        nodes.fault("There is no {outcome} end.", outcome=outcome.value)
    try:
        ways = _best_ways(scenario)
    except CycleError as error:
        nodes.fault("The way comes back to where it was: {way}.", way=" → ".join(error.args[1]))
        return
    if scenario.start in ways and ways[scenario.start].outcomes != {Outcome.GOOD}:
        nodes.fault("The choices with the most points must lead to a good end.")


def _reached(scenario: Scenario) -> set[str]:
    ways = {node.id: {choice.goto for choice in node.choices} for node in scenario.nodes}
    reached, ahead = set[str](), {scenario.start}
    while ahead:
        reached |= ahead
        ahead = {goto for node in ahead for goto in ways.get(node, ())} - reached
    return reached


def _best_ways(scenario: Scenario) -> dict[str, Way]:
    """Return the best way on from each node; raise CycleError where ways go round in a circle."""
    known = {node.id: node for node in scenario.nodes}
    order = TopologicalSorter(
        {node.id: {choice.goto for choice in node.choices} for node in scenario.nodes}
    ).static_order()
    ways: dict[str, Way] = {}
    for node_id in order:  # where a choice leads to comes before the choice
        ways[node_id] = _best_way_on(known.get(node_id), ways)
    return ways


def _best_way_on(node: Node | None, ways: dict[str, Way]) -> Way:
    if node is None or not node.choices:
        return Way(0, frozenset({node.end.outcome} if node and node.end else ()))
    points = max(choice.points + ways[choice.goto].points for choice in node.choices)
    best = [c.goto for c in node.choices if c.points + ways[c.goto].points == points]
    return Way(points, frozenset().union(*(ways[goto].outcomes for goto in best)))
