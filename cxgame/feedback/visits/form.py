"""What a visit looks at, as it is written: sections of questions, checked and tidied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any

from cxgame.errors import InvalidInput
from cxgame.feedback.visits.kinds import ItemKind, VisitKind
from cxgame.i18n import LOCALES

MOST_SECTIONS = 12
MOST_ITEMS = 60
HIGHEST_WEIGHT = 100
LONGEST_NAME = 120  # characters
LONGEST_QUESTION = 300

Texts = Mapping[str, str]  # language -> words


@dataclass(frozen=True)
class Item:
    """One question; weights compare it with the others of its section, a critical one decides."""

    key: str
    text: Texts
    kind: ItemKind = ItemKind.YES_NO
    weight: int = 1
    is_critical: bool = False
    step_id: int | None = None


@dataclass(frozen=True)
class Section:
    """Questions that belong together; its weight compares it with the other sections."""

    key: str
    title: Texts
    weight: int = 1
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class TemplateForm:
    """A template as it is written; `pass_mark` in percent."""

    kind: VisitKind
    name: Texts
    touchpoint_id: int | None = None
    pass_mark: int = 80
    sections: tuple[Section, ...] = ()
    is_active: bool = field(default=True)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return every question in order."""
        return tuple(item for section in self.sections for item in section.items)


def new_key() -> str:
    """Return a key for a section or a question; it is never given to another one."""
    return token_hex(4)


def clean(form: TemplateForm) -> TemplateForm:
    """Return the form tidied; raise InvalidInput for what is missing, too long or out of range.

    A text given in one language serves for both.
    """
    if not 0 <= form.pass_mark <= 100:
        raise InvalidInput("The mark to pass goes from 0 to 100 %.")
    if len(form.sections) > MOST_SECTIONS or len(form.items) > MOST_ITEMS:
        raise InvalidInput(
            "A template has at most {sections} sections and {items} questions.",
            sections=MOST_SECTIONS,
            items=MOST_ITEMS,
        )
    sections = tuple(
        replace(
            section,
            title=_texts(section.title, LONGEST_NAME, _SECTION),
            weight=_weight(section.weight),
            items=tuple(_item(item) for item in section.items),
        )
        for section in form.sections
    )
    return replace(form, name=_texts(form.name, LONGEST_NAME, _TEMPLATE), sections=sections)


def with_section(form: TemplateForm, section: Section) -> TemplateForm:
    """Return the form with this section in the place of the one with its key, or at the end."""
    known = [one.key for one in form.sections]
    if section.key not in known:
        return replace(form, sections=(*form.sections, section))
    changed = (section if one.key == section.key else one for one in form.sections)
    return replace(form, sections=tuple(changed))


def with_item(form: TemplateForm, section_key: str, item: Item) -> TemplateForm:
    """Return the form with this question in its section, replaced or at the end."""
    for section in form.sections:
        if section.key != section_key:
            continue
        if item.key in {one.key for one in section.items}:
            items = tuple(item if one.key == item.key else one for one in section.items)
        else:
            items = (*section.items, item)
        return with_section(form, replace(section, items=items))
    raise InvalidInput("This section is gone.")


def without(form: TemplateForm, key: str) -> TemplateForm:
    """Return the form without the section or the question of this key."""
    return replace(
        form,
        sections=tuple(
            replace(one, items=tuple(item for item in one.items if item.key != key))
            for one in form.sections
            if one.key != key
        ),
    )


def as_json(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Return sections as they are stored."""
    return [
        {
            "key": one.key,
            "title": dict(one.title),
            "weight": one.weight,
            "items": [
                {
                    "key": item.key,
                    "text": dict(item.text),
                    "kind": item.kind.value,
                    "weight": item.weight,
                    "critical": item.is_critical,
                    "step": item.step_id,
                }
                for item in one.items
            ],
        }
        for one in sections
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    """Return stored sections as plain values."""
    return tuple(
        Section(
            key=one["key"],
            title=one["title"],
            weight=one["weight"],
            items=tuple(
                Item(
                    key=item["key"],
                    text=item["text"],
                    kind=ItemKind(item["kind"]),
                    weight=item["weight"],
                    is_critical=item["critical"],
                    step_id=item["step"],
                )
                for item in one["items"]
            ),
        )
        for one in stored
    )


_TEMPLATE = "Give the template a name."
_SECTION = "Give the section a name."


def _item(item: Item) -> Item:
    text = _texts(item.text, LONGEST_QUESTION, "Write the question.")
    return replace(item, text=text, weight=_weight(item.weight))


def _weight(weight: int) -> int:
    if not 1 <= weight <= HIGHEST_WEIGHT:
        raise InvalidInput("A weight goes from 1 to {n}.", n=HIGHEST_WEIGHT)
    return weight


def _texts(texts: Texts, longest: int, missing: str) -> dict[str, str]:
    tidy = {one: " ".join(texts.get(one, "").replace("\x00", "").split()) for one in LOCALES}
    given = next((words for words in tidy.values() if words), "")
    if not given:
        raise InvalidInput(missing)
    if any(len(words) > longest for words in tidy.values()):
        raise InvalidInput("This text has at most {n} characters.", n=longest)
    return {one: words or given for one, words in tidy.items()}
