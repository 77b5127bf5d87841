"""Make of a draft what would be published today, and find all that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from cxgame import content
from cxgame.content import single
from cxgame.content.fields import Fault, fault_in
from cxgame.content.links import named_steps
from cxgame.content.single import Body
from cxgame.learning import exporting
from cxgame.learning.authoring import edits, standing
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Facts, Kind, State
from cxgame.learning.quizzes import pool
from cxgame.standards import sops, touchpoints
from cxgame.standards.signing import asks

_COUNTED = ("version", "change", "effective_from", "history")  # what publishing itself writes


@dataclass(frozen=True)
class Shaped:
    """What a draft comes to: an SOP or a module, and what is wrong with it."""

    entity: content.Sop | content.Module
    faults: tuple[Fault, ...]
    base: standing.Text | None  # what stands now
    has_changed: bool
    tracks: tuple[content.Track, ...] = ()  # all, as they will be
    questions: int = 0  # that a quiz on an SOP could ask


def shaped(session: Session, draft: ContentDraft, *, today: date) -> Shaped:
    """Return what a draft would be if it were published today, or on its day if that is later."""
    base = standing.current(session, Kind(draft.kind), draft.key)
    if draft.kind == Kind.SOP:
        return _shaped_sop(session, draft, base, today)
    return _shaped_module(session, draft, base)


def facts(draft: ContentDraft, made: Shaped) -> Facts:
    """Return what the gates ask."""
    stands = made.base.revision if made.base else ""
    return Facts(
        state=State(draft.state),
        author=draft.author_id,
        editor=draft.editor_id,
        is_stale=draft.base_revision != stands,
        has_changed=made.has_changed,
        faults=len(made.faults),
        effective_on=draft.effective_on,
        asked=asked(draft),
        questions=made.questions,
        not_before=made.base.effective_on if made.base else None,
    )


def asked(draft: ContentDraft) -> asks.Kind:
    """Return what a draft will ask of the people that its SOP is for; of a module, nothing."""
    return asks.Kind(draft.terms.get("decision") or asks.Kind.NOTHING)


def sop_body(draft: ContentDraft, base: standing.Text | None, today: date) -> Body:
    """Return an SOP's draft with the version, the day and the history that it will have."""
    day = max(draft.effective_on or today, today).isoformat()
    version = ((base.number or 0) if base else 0) + 1
    change = draft.terms.get("change", "major")
    entry: Body = {
        "version": version,
        "effective_from": day,
        "change": change,
        "summary": draft.terms.get("summary") or edits.both(),
    }
    if steps := edits.changed_steps(base.body if base else None, draft.body):
        entry["steps"] = steps
    return {
        **draft.body,
        "version": version,
        "change": change,
        "effective_from": day,
        "history": [entry, *(base.body["history"] if base else [])],
    }


def _shaped_sop(
    session: Session, draft: ContentDraft, base: standing.Text | None, today: date
) -> Shaped:
    body = sop_body(draft, base, today)
    known = tuple(touchpoints.contents(session))
    sop, faults = single.check_sop(body, touchpoints=known)
    faults += _missed_steps(session, sop)
    before, after = (
        {key: value for key, value in held.items() if key not in _COUNTED}
        for held in (base.body if base else {}, content.plain(sop))
    )
    questions = pool.count(session, code=draft.key)
    return Shaped(sop, tuple(faults), base, has_changed=before != after, questions=questions)


def _missed_steps(session: Session, sop: content.Sop) -> Iterator[Fault]:
    """Yield a fault for each step that a module is about and the SOP no longer has."""
    steps = {step.id for step in sop.steps}
    for module in exporting.modules(session):
        if module.sop != sop.code:
            continue
        for step in sorted({step for _file, _place, step in named_steps(module)} - steps):
            yield fault_in(
                f"sops/{sop.code}.yaml",
                "steps",
                "The module “{slug}” is about the step “{step}”: change the module first.",
                slug=module.slug,
                step=step,
            )


def _shaped_module(session: Session, draft: ContentDraft, base: standing.Text | None) -> Shaped:
    code = str(draft.body.get("sop", ""))
    found = sops.text_of(session, code)
    module, faults = single.check_module(
        draft.body,
        sops=(found,) if found else (),
        homes=standing.question_homes(session, besides=draft.key),
    )
    before = tuple(exporting.tracks(session))
    after = tuple(_held_by(track, draft.key, draft.terms.get("tracks", [])) for track in before)
    if before and not any(draft.key in track.modules for track in after):
        file = f"modules/{draft.key}/module.yaml"
        faults.append(fault_in(file, "tracks", "Choose the track that this module stands in."))
    has_changed = base is None or module.revision != base.revision or before != after
    return Shaped(module, tuple(faults), base, has_changed=has_changed, tracks=after)


def _held_by(track: content.Track, slug: str, wanted: list[str]) -> content.Track:
    """Return the track with the module or without it; the last one of a track stays."""
    if track.id in wanted and slug not in track.modules:
        return replace(track, modules=(*track.modules, slug))
    rest = tuple(one for one in track.modules if one != slug)
    return replace(track, modules=rest) if track.id not in wanted and rest else track
