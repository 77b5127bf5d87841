"""Read one SOP or one module from plain values, with the faults that its files would have."""

from collections.abc import Mapping
from typing import Any

from cxgame.content.craft import weaknesses
from cxgame.content.fields import Cursor, Fault, fault_in
from cxgame.content.library import Library, Touchpoint
from cxgame.content.links import broken_links
from cxgame.content.module import Module, read_module
from cxgame.content.sop import Sop, read_sop
from cxgame.content.text import LANGUAGES, Text, tidy

Body = dict[str, Any]  # what `plain` returns for an SOP or a module


def sop_of(body: Body, faults: list[Fault]) -> Sop:
    """Return the SOP that a body says, its faults added to the list."""
    return read_sop(Cursor(body, f"sops/{body.get('code', '')}.yaml", faults))


def module_of(body: Body, faults: list[Fault]) -> Module:
    """Return the module that a body says, its faults added to the list under its files' names."""
    head = dict(body)
    slug, lesson = str(head.pop("slug", "")), head.pop("lesson", None)
    questions, scenario = head.pop("questions", None), head.pop("scenario", None)
    folder = f"modules/{slug}"
    return read_module(
        slug,
        Cursor(head, f"{folder}/module.yaml", faults),
        lesson=_lesson(lesson if isinstance(lesson, dict) else {}, folder, faults),
        questions=Cursor(questions, f"{folder}/questions.yaml", faults),
        scenario=Cursor(scenario, f"{folder}/scenario.yaml", faults),
    )


def check_sop(body: Body, *, touchpoints: tuple[Touchpoint, ...]) -> tuple[Sop, list[Fault]]:
    """Return an SOP and all that is wrong with it."""
    faults: list[Fault] = []
    sop = sop_of(body, faults)
    return sop, [*faults, *broken_links(Library(touchpoints=touchpoints, sops=(sop,)))]


def check_module(
    body: Body, *, sops: tuple[Sop, ...], homes: Mapping[str, str]
) -> tuple[Module, list[Fault]]:
    """Return a module and all that is wrong with it.

    `sops` holds the SOP that it may be about, `homes` the module of every question elsewhere.
    """
    faults: list[Fault] = []
    module = module_of(body, faults)
    faults += broken_links(Library(sops=sops, modules=(module,)))
    for question in module.questions:
        if question.id in homes:
            faults.append(
                fault_in(
                    f"modules/{module.slug}/questions.yaml",
                    question.id,
                    "The module {slug} has a question with this id.",
                    slug=homes[question.id],
                )
            )
    return module, [*faults, *weaknesses(Library(modules=(module,)))]


def _lesson(held: Mapping[str, object], folder: str, faults: list[Fault]) -> Text:
    words = [tidy(str(held.get(language) or "")) for language in LANGUAGES]
    for language, lesson in zip(LANGUAGES, words, strict=True):
        if not lesson:
            Cursor(None, f"{folder}/lesson.{language}.md", faults).missing(language)
    return Text(*words)
