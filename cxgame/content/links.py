"""Find names in one part of the content that another part doesn't know."""

from collections.abc import Iterator

from cxgame.content.fields import Fault, fault_in
from cxgame.content.library import Library
from cxgame.content.module import Module


def broken_links(library: Library) -> list[Fault]:
    """Return a fault for every link to a touchpoint, step, SOP or module that isn't there."""
    return [
        *_unknown_touchpoints(library),
        *_unknown_steps(library),
        *_tracks(library),
        *_badges(library),
        *_repeated_questions(library),
    ]


def _unknown_touchpoints(library: Library) -> Iterator[Fault]:
    known = {touchpoint.key for touchpoint in library.touchpoints}
    for sop in library.sops:
        for step in sop.steps:
            if known and step.touchpoint not in known:
                yield fault_in(
                    f"sops/{sop.code}.yaml",
                    f"steps › {step.id}",
                    "There is no touchpoint “{key}”.",
                    key=step.touchpoint,
                )


def _unknown_steps(library: Library) -> Iterator[Fault]:
    sops = {sop.code: {step.id for step in sop.steps} for sop in library.sops}
    for module in library.modules:
        if not module.sop:
            continue  # its absence is a fault already
        if module.sop not in sops:
            file = f"modules/{module.slug}/module.yaml"
            yield fault_in(file, "sop", "There is no SOP “{sop}”.", sop=module.sop)
            continue
        for file, place, step in named_steps(module):
            if step and step not in sops[module.sop]:  # "" is a fault already
                yield fault_in(
                    file, place, "There is no step “{step}” in {sop}.", step=step, sop=module.sop
                )


def named_steps(module: Module) -> Iterator[tuple[str, str, str]]:
    """Yield file, place and step of every mention of a step in the module."""
    folder = f"modules/{module.slug}"
    for question in module.questions:
        yield f"{folder}/questions.yaml", question.id, question.step
    for node in module.scenario.nodes:
        file, place = f"{folder}/scenario.yaml", f"nodes › {node.id}"
        for choice in node.choices:
            yield file, f"{place} › choices › {choice.id}", choice.step
        for remark in node.end.debrief if node.end else ():
            yield file, f"{place} › end › debrief", remark.step


def _tracks(library: Library) -> Iterator[Fault]:
    known = {module.slug for module in library.modules}
    taught = {slug for track in library.tracks for slug in track.modules}
    for track in library.tracks:
        for slug in track.modules:
            if slug not in known:
                yield fault_in("tracks.yaml", track.id, "There is no module “{slug}”.", slug=slug)
    for slug in sorted(known - taught) if library.tracks else ():
        yield fault_in(
            f"modules/{slug}/module.yaml", "", "No track holds this module: add it to tracks.yaml."
        )


def _badges(library: Library) -> Iterator[Fault]:
    modules = {module.slug for module in library.modules}
    tracks = {track.id for track in library.tracks}
    for badge in library.badges:
        place = f"{badge.id} › rule"
        for slug in badge.rule.modules:
            if slug not in modules:
                yield fault_in("badges.yaml", place, "There is no module “{slug}”.", slug=slug)
        if tracks and badge.rule.track and badge.rule.track not in tracks:
            yield fault_in(
                "badges.yaml", place, "There is no track “{track}”.", track=badge.rule.track
            )


def _repeated_questions(library: Library) -> Iterator[Fault]:
    homes: dict[str, str] = {}
    for module in library.modules:
        for question in module.questions:
            home = homes.setdefault(question.id, module.slug)
            if home != module.slug:
                yield fault_in(
                    f"modules/{module.slug}/questions.yaml",
                    question.id,
                    "The module {slug} has a question with this id.",
                    slug=home,
                )
