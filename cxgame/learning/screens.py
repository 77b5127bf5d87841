"""What stands on each screen of a module, from its content and what the person did so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from cxgame import content
from cxgame.learning import course


@dataclass(frozen=True)
class StepRef:
    """The SOP step that something is about."""

    sop_code: str
    key: str
    number: int
    title: str


@dataclass(frozen=True)
class Line:
    """One line of the conversation: a scene, what they say, what one said, or a note on that."""

    kind: str  # scene, theirs, ours, note
    words: str
    mood: str = ""
    is_good: bool = False  # of a note: the best reply there was
    step: StepRef | None = None


@dataclass(frozen=True)
class ConversationView:
    """The conversation so far and the replies that it offers; none when it is over."""

    title: str
    customer: str
    round: int
    position: int
    lines: tuple[Line, ...]
    replies: tuple[tuple[str, str], ...]

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to say."""
        return not self.replies


@dataclass(frozen=True)
class EndView:
    """How a conversation ended, from which mood to which, and what to take from it."""

    outcome: content.Outcome
    title: str
    first_mood: str
    last_mood: str
    debrief: tuple[tuple[StepRef, str], ...]


@dataclass(frozen=True)
class ResultView:
    """What a run came to; `revise` are the steps of the questions missed the first time."""

    is_passed: bool
    right: int
    total: int
    needed: int
    points: int
    revise: tuple[StepRef, ...]
    end: EndView | None
    next_slug: str
    next_title: str
    next_minutes: int
    certificate: str = ""  # its public id, where the run was given one


def conversation_view(
    scenario: content.Scenario,
    said: Sequence[str],
    steps: Mapping[str, StepRef],
    *,
    round_: int,
    seed: str,
    locale: str,
) -> ConversationView:
    """Return the conversation after these replies; the order of the next ones hangs on the seed."""
    nodes = course.walk(scenario, said)
    lines: list[Line] = []
    for node, choice_id in zip(nodes, [*said, None], strict=True):
        lines += _lines(node, choice_id, steps, locale)
    offered = {choice.id: choice.text.in_language(locale) for choice in nodes[-1].choices}
    order = course.shuffled(list(offered), f"{seed}:{nodes[-1].id}")
    return ConversationView(
        title=scenario.title.in_language(locale),
        customer=scenario.customer.in_language(locale),
        round=round_,
        position=len(said),
        lines=tuple(lines),
        replies=tuple((key, offered[key]) for key in order),
    )


def end_view(
    scenario: content.Scenario, said: Sequence[str], steps: Mapping[str, StepRef], locale: str
) -> EndView | None:
    """Return how the conversation ended, None while it goes on."""
    nodes = course.walk(scenario, said)
    end = nodes[-1].end
    if end is None:
        return None
    moods = [node.mood.in_language(locale) for node in nodes if node.mood != content.Text()]
    return EndView(
        outcome=end.outcome,
        title=end.title.in_language(locale),
        first_mood=moods[0] if moods else "",
        last_mood=moods[-1] if moods else "",
        debrief=tuple((steps[one.step], one.text.in_language(locale)) for one in end.debrief),
    )


def needed(total: int, pass_mark: int) -> int:
    """Return how many right answers pass, of so many questions; the mark is in percent."""
    return ceil(total * pass_mark / 100)


def _lines(
    node: content.Node, choice_id: str | None, steps: Mapping[str, StepRef], locale: str
) -> list[Line]:
    lines = []
    if node.scene != content.Text():
        lines.append(Line("scene", node.scene.in_language(locale)))
    if node.says != content.Text():
        lines.append(Line("theirs", node.says.in_language(locale), node.mood.in_language(locale)))
    for choice in node.choices:
        if choice.id == choice_id:
            best = max(other.points for other in node.choices)
            lines += [
                Line("ours", choice.text.in_language(locale)),
                Line(
                    "note",
                    choice.feedback.in_language(locale),
                    is_good=choice.points == best,
                    step=steps[choice.step],
                ),
            ]
    return lines
