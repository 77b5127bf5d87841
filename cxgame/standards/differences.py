"""What differs between two texts of an SOP: pure rules on what it says."""

from dataclasses import dataclass
from enum import StrEnum

from cxgame import content
from cxgame.i18n import N_


class Kind(StrEnum):
    """What became of a step."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class StepChange:
    """A step that differs, in one language; `number` is where it stands now, 0 once it is gone."""

    kind: Kind
    key: str
    number: int
    old_title: str
    old_text: str
    title: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What differs in one language: steps in their order, and the names of the other parts."""

    steps: tuple[StepChange, ...]
    parts: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether a reader would see no difference."""
        return not self.steps and not self.parts

    @property
    def kinds(self) -> dict[str, Kind]:
        """Return what became of each step that differs, by its key."""
        return {step.key: step.kind for step in self.steps}


PARTS = {
    "title": N_("the title"),
    "purpose": N_("the purpose"),
    "scope": N_("where it applies"),
    "do": N_("what to do"),
    "dont": N_("what to avoid"),
    "phrases": N_("the phrases that help"),
    "exceptions": N_("the exceptions"),
    "escalation": N_("whom to call"),
    "indicators": N_("the indicators"),
}


def difference(old: content.Sop, new: content.Sop, locale: str) -> Difference:
    """Return what a reader of one language finds changed, new or gone."""
    before = {step.id: step for step in old.steps}
    after = {step.id for step in new.steps}
    steps = [
        _change(before.get(step.id), step, number, locale)
        for number, step in enumerate(new.steps, 1)
    ]
    gone = [_change(step, None, 0, locale) for step in old.steps if step.id not in after]
    return Difference(
        steps=tuple(step for step in [*steps, *gone] if step is not None),
        parts=tuple(
            words
            for name, words in PARTS.items()
            if _said(old, name, locale) != _said(new, name, locale)
        ),
    )


def changed_steps(old: content.Sop, new: content.Sop) -> tuple[str, ...]:
    """Return the keys of the steps that are new or say something else, in any language."""
    before = {step.id: step.revision for step in old.steps}
    return tuple(step.id for step in new.steps if before.get(step.id) != step.revision)


def is_major(old: content.Sop, new: content.Sop) -> bool:
    """Tell whether any version since the old one calls itself a major change.

    A text that changed without a new version number is a correction.
    """
    newer = [entry for entry in new.history if entry.version > old.version]
    return any(entry.change is content.Change.MAJOR for entry in newer)


def _change(
    old: content.Step | None, new: content.Step | None, number: int, locale: str
) -> StepChange | None:
    """Return a step's change, None where it says the same in this language."""
    was, now = _words(old, locale), _words(new, locale)
    if was == now:
        return None
    kind = Kind.NEW if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    key = new.id if new else old.id if old else ""
    return StepChange(kind, key, number, *was, *now)


def _words(step: content.Step | None, locale: str) -> tuple[str, str]:
    if step is None:
        return "", ""
    return step.title.in_language(locale), step.text.in_language(locale)


def _said(sop: content.Sop, name: str, locale: str) -> object:
    """Return what a part of an SOP says in one language, in a shape to compare."""
    match getattr(sop, name):
        case content.Text() as text:
            return text.in_language(locale)
        case tuple() as entries:
            return [_flat(entry, locale) for entry in entries]
        case other:
            return other


def _flat(entry: object, locale: str) -> object:
    if isinstance(entry, content.Text):
        return entry.in_language(locale)
    return [text.in_language(locale) for text in vars(entry).values()]
