"""What a visit comes to: by question, by section, by SOP step, and as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxgame.errors import InvalidInput
from cxgame.feedback.visits.form import Item, Section
from cxgame.feedback.visits.kinds import NO, NOT_APPLICABLE, SCALE, YES, ItemKind

FAILS_BELOW = 0.5  # of a scale: 1 and 2 of 5 are a no


@dataclass(frozen=True)
class Part:
    """A section or a step: score 0 to 1, None where nothing applied; how many questions did."""

    score: float | None
    n: int


@dataclass(frozen=True)
class Result:
    """A whole visit: `sections` in their order, `failed` the critical questions that failed it."""

    score: float | None
    is_passed: bool | None
    sections: tuple[Part, ...]
    failed: tuple[str, ...]


def earned(item: Item, answer: str) -> float | None:
    """Return what an answer earns, from 0 to 1; None where the question does not apply.

    Of a scale, 1 earns nothing, 5 all. Raise InvalidInput for an answer that is none of it.
    """
    if answer == NOT_APPLICABLE:
        return None
    if item.kind is ItemKind.YES_NO and answer in (YES, NO):
        return 1.0 if answer == YES else 0.0
    if item.kind is ItemKind.SCALE and answer in {str(n) for n in SCALE}:
        return (int(answer) - SCALE[0]) / (SCALE[-1] - SCALE[0])
    raise InvalidInput("This is no answer to the question.")


def is_failed(share: float | None) -> bool:
    """Tell whether a question went wrong: a no, or the lower end of a scale."""
    return share is not None and share < FAILS_BELOW


def result(sections: Sequence[Section], answers: Mapping[str, str], pass_mark: int) -> Result:
    """Return what the answers come to; `pass_mark` in percent.

    A section's score is the weighted mean of its questions that apply; the visit's that of its
    sections in which any does. What does not apply leaves the weights, so it neither helps nor
    harms. A critical question that went wrong fails the visit, whatever the score.
    """
    parts = tuple(_part(section.items, answers) for section in sections)
    score = _mean(
        (part.score, section.weight) for part, section in zip(parts, sections, strict=True)
    )
    failed = tuple(
        item.key
        for section in sections
        for item in section.items
        if item.is_critical and is_failed(_share(item, answers))
    )
    # A share such as 0.7999999 for 80 % is a matter of binary fractions, not of service.
    passed = None if score is None else not failed and round(score * 100, 6) >= pass_mark
    return Result(score, passed, parts, failed)


def by_step(sections: Iterable[Section], answers: Mapping[str, str]) -> dict[int, Part]:
    """Return the score of each SOP step that a question is tied to, by the step's id."""
    found: dict[int, list[Item]] = {}
    for section in sections:
        for item in section.items:
            if item.step_id is not None:
                found.setdefault(item.step_id, []).append(item)
    return {step: _part(items, answers) for step, items in found.items()}


def _part(items: Sequence[Item], answers: Mapping[str, str]) -> Part:
    shares = [(_share(item, answers), item.weight) for item in items]
    return Part(_mean(shares), sum(share is not None for share, _weight in shares))


def _share(item: Item, answers: Mapping[str, str]) -> float | None:
    answer = answers.get(item.key)
    return earned(item, answer) if answer else None


def _mean(weighted: Iterable[tuple[float | None, int]]) -> float | None:
    counted = [(share, weight) for share, weight in weighted if share is not None]
    total = sum(weight for _share, weight in counted)
    return sum(share * weight for share, weight in counted) / total if total else None
