"""What authors read: names of states, parts, fields and places, and where a fault belongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cxgame import content, i18n
from cxgame.content.fields import Fault
from cxgame.content.single import Body
from cxgame.i18n import N_
from cxgame.learning.authoring import edits
from cxgame.learning.authoring.rules import Kind, State, What
from cxgame.ui.text import _, locale

LANGUAGES = (("pt-BR", N_("Portuguese")), ("en", N_("English")))
KINDS = {Kind.SOP: N_("SOP"), Kind.MODULE: N_("Module"), "track": N_("Track")}
STATES = {
    State.DRAFT: (N_("draft"), "plain"),
    State.IN_REVIEW: (N_("waits for approval"), "soon"),
    State.SENT_BACK: (N_("sent back"), "soon"),
    State.APPROVED: (N_("approved"), "good"),
    State.PUBLISHED: (N_("in force"), "good"),
    State.WITHDRAWN: (N_("withdrawn"), ""),
}
HAPPENED = {
    What.OPENED: (N_("{name} opened the draft"), "edit_note"),
    What.CHANGED: (N_("{name} changed it"), "edit"),
    What.SUBMITTED: (N_("{name} handed it in"), "send"),
    What.SENT_BACK: (N_("{name} sent it back"), "undo"),
    What.APPROVED: (N_("{name} approved it"), "task_alt"),
    What.REBASED: (N_("{name} let it go on from the newer version"), "merge"),
    What.PUBLISHED: (N_("It was published"), "check_circle"),
    What.HELD_UP: (N_("It could not come into force"), "error"),
    What.WITHDRAWN: (N_("{name} withdrew it"), "close"),
}
HEAD, STEPS, LINES, WAYS = "head", "steps", "lines", "ways"
LESSON, QUESTIONS, SCENARIO, PUBLISH = "lesson", "questions", "scenario", "publish"
PARTS = {
    Kind.SOP: {
        HEAD: N_("About"),
        STEPS: N_("Steps"),
        LINES: N_("Do and say"),
        WAYS: N_("When it doesn't fit"),
        PUBLISH: N_("Publish"),
    },
    Kind.MODULE: {
        HEAD: N_("About"),
        LESSON: N_("Lesson"),
        QUESTIONS: N_("Questions"),
        SCENARIO: N_("Scenario"),
        PUBLISH: N_("Publish"),
    },
}
# The page that shows each field of an SOP; what is not here is in its head.
_OF_SOP = {
    "steps": STEPS,
    **dict.fromkeys(("do", "dont", "phrases"), LINES),
    **dict.fromkeys(("exceptions", "escalation", "indicators"), WAYS),
    **dict.fromkeys(("version", "change", "effective_from", "history"), PUBLISH),
}
QUESTION_KINDS = {
    content.Kind.SINGLE: (N_("One right answer"), "radio_button_checked"),
    content.Kind.MULTIPLE: (N_("Several right answers"), "check_box"),
    content.Kind.TRUE_FALSE: (N_("True or false"), "rule"),
    content.Kind.SHORT_TEXT: (N_("A word or two"), "short_text"),
    content.Kind.NUMBER: (N_("A number"), "pin"),
    content.Kind.MATCHING: (N_("Match pairs"), "join_inner"),
    content.Kind.ORDERING: (N_("Put in order"), "format_list_numbered"),
}
ROLES = {
    "frontline": N_("Frontline"),
    "manager": N_("Managers"),
    "director": N_("Direction"),
    "admin": N_("Administration"),
}
OUTCOMES = {"good": N_("good end"), "fair": N_("fair end"), "bad": N_("bad end")}
FIELDS = {
    "title": N_("Title"),
    "text": N_("Text"),
    "touchpoint": N_("Touchpoint"),
    "purpose": N_("Purpose"),
    "scope": N_("Where it applies"),
    "escalation": N_("Whom to call, and when"),
    "do": N_("Do"),
    "dont": N_("Avoid"),
    "phrases": N_("Phrases that help"),
    "exceptions": N_("Exceptions"),
    "when": N_("When"),
    "then": N_("Then"),
    "indicators": N_("Indicators"),
    "name": N_("Name"),
    "target": N_("Target"),
    "owner": N_("Looked after by"),
    "approver": N_("Approved by"),
    "roles": N_("For whom"),
    "review_by": N_("Review by"),
    "objective": N_("Objective"),
    "minutes": N_("Minutes"),
    "pass_mark": N_("Pass mark, in percent"),
    "sop": N_("SOP"),
    "lesson": N_("Lesson"),
    "prompt": N_("What is asked"),
    "feedback": N_("Feedback"),
    "options": N_("Answers"),
    "right": N_("right"),
    "answer": N_("Right answer"),
    "accepted": N_("Accepted answers"),
    "tolerance": N_("Tolerance"),
    "unit": N_("Unit"),
    "pairs": N_("Pairs"),
    "items": N_("Items in order"),
    "picture": N_("Picture"),
    "alt": N_("What the picture shows"),
    "step": N_("Step"),
    "customer": N_("Customer"),
    "start": N_("First moment"),
    "scene": N_("What happens"),
    "says": N_("What the customer says"),
    "mood": N_("Mood"),
    "choices": N_("Replies"),
    "goto": N_("Leads to"),
    "points": N_("Points"),
    "end": N_("End"),
    "outcome": N_("How it ends"),
    "debrief": N_("What to take from it"),
    "history": N_("What changed"),
    "summary": N_("What changed"),
    "modules": N_("Modules"),
    "pt-BR": N_("Portuguese"),
    "en": N_("English"),
}
_ENTRIES = {
    "steps": N_("Step {n}"),
    "questions": N_("Question {n}"),
    "nodes": N_("Moment {n}"),
    "options": N_("Answer {n}"),
    "pairs": N_("Pair {n}"),
    "items": N_("Item {n}"),
    "choices": N_("Reply {n}"),
}
_UNSAID = ("scenario", "history")  # said by what stands below them


@dataclass(frozen=True)
class Wanting:
    """A fault in words, and the page and entry where it is put right."""

    where: str
    words: str
    part: str
    entry: str


def wanting(kind: Kind, body: Body, faults: Iterable[Fault]) -> list[Wanting]:
    """Return faults in the reader's language, each with its page."""
    return [_wanting(kind, body, fault) for fault in faults]


def place(body: Body, segments: Iterable[str]) -> str:
    """Return a place in words: Question 3 · Answer 2 · Text · English."""
    words: list[str] = []
    held: Any = body
    above = ""
    for segment in segments:
        number = _number(held, segment) if above in _ENTRIES else 0
        if number:
            words.append(_(_ENTRIES[above], n=number))
        elif segment not in _ENTRIES and segment not in _UNSAID and above not in _UNSAID:
            words.append(_(FIELDS[segment]) if segment in FIELDS else segment)
        held, above = _below(held, segment), segment if segment != SCENARIO else ""
    return " · ".join(words)


def state(value: State) -> tuple[str, str]:
    """Return a state in a word or two, and the tone of its chip."""
    words, tone = STATES[value]
    return _(words), tone


def _wanting(kind: Kind, body: Body, fault: Fault) -> Wanting:
    segments = [one for one in fault.place.split(" › ") if one]
    part, entry, below = _page(kind, fault.file, segments)
    values = dict(fault.values)
    if "language" in values:
        values["language"] = _(dict(LANGUAGES)[str(values["language"])])
    where = place(body, below) or _(PARTS[kind][part])
    return Wanting(where, i18n.translate(locale(), fault.message, **values), part, entry)


def _page(kind: Kind, file: str, segments: list[str]) -> tuple[str, str, list[str]]:
    """Return the page and the entry that a fault belongs to, and its place as `place` takes it."""
    first = segments[0] if segments else ""
    if kind is Kind.SOP:
        part = _OF_SOP.get(first, HEAD)
        entry = segments[1] if part == STEPS and len(segments) > 1 else ""
        return part, entry, segments
    name = file.rpartition("/")[2]
    if name.startswith("lesson."):
        language = name.removeprefix("lesson.").removesuffix(".md")
        return LESSON, "", [language, *segments]
    if name == "questions.yaml":
        return QUESTIONS, "" if first in dict(LANGUAGES) else first, ["questions", *segments]
    if name == "scenario.yaml":
        entry = segments[1] if first == edits.NODES and len(segments) > 1 else ""
        return SCENARIO, entry, segments
    return PUBLISH if first == "tracks" else HEAD, "", segments


def _number(held: Any, entry: str) -> int:
    """Return the number of an entry in its list, 0 where it is none."""
    ids = [one.get("id") for one in held] if isinstance(held, list) else []
    return ids.index(entry) + 1 if entry in ids else 0


def _below(held: Any, segment: str) -> Any:
    if isinstance(held, list):
        return next((one for one in held if one.get("id") == segment), None)
    return held.get(segment) if isinstance(held, dict) else None
