"""Diagnosis and drivers: each part of the answers beside all others, and what it does to both."""

from math import ceil, floor
from typing import Any

from cxgame import i18n
from cxgame.feedback.analysis import comparing
from cxgame.feedback.analysis.dimensions import Dimension
from cxgame.feedback.analysis.parts import Part, Parts, parted
from cxgame.feedback.kinds import Kind
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_counting as counting
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.parts.analysis import Asked, span
from cxgame.ui.parts.analysis_words import Namer
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

CLUSTERS = (
    Dimension.TEAM,
    Dimension.UNIT,
    Dimension.TOUCHPOINT,
    Dimension.SEGMENT_VALUE,
    Dimension.SEGMENT_NEED,
)
DRIVERS = (Dimension.TOUCHPOINT, Dimension.TAG, Dimension.STEP)
MOST = 40  # parts of one list
Span = tuple[float, float]


def clusters(actor: Actor, wanted: Asked) -> None:
    """Show how each team, unit, touchpoint or segment stands, and what became of it."""
    by = _chosen(CLUSTERS)
    made = _loaded(actor, wanted, by, with_change=True)
    name = words.namer(actor, by)
    ends = score_span(made)
    sent = sheet(
        markup.render(
            "analysis/clusters.html",
            locale(),
            **_common(made, wanted, by, name, CLUSTERS),
            rows=[cluster(one, made, wanted, by, name) for one in made.parts[:MOST]],
            span=ends,
            mark=made.total.score,
            marks=score_marks(made, ends),
        ),
        key="clusters",
    )
    _follow(sent)


def drivers(actor: Actor, wanted: Asked) -> None:
    """Show what goes along with a higher or a lower score."""
    by = _chosen(DRIVERS)
    made = _loaded(actor, wanted, by, with_change=False)
    name = words.namer(actor, by)
    known = [one for one in made.parts if one.against]
    ends = difference_span(known)
    sent = sheet(
        markup.render(
            "analysis/drivers.html",
            locale(),
            **{**_common(made, wanted, by, name, DRIVERS), "title": driving(made, name)},
            rows=[driver(one, made, wanted, by, name) for one in known[:MOST]],
            few=len(made.parts) - len(known),
            span=ends,
            marks=[(end, words.signed(end)) for end in (ends[0], 0.0, ends[1])],
        ),
        key="drivers",
    )
    _follow(sent)


def finding(made: Parts, name: Namer) -> str:
    """Return what the parts say: what pulls the score down, what holds it up, or nothing."""
    if not made.total.n:
        return _("No answers yet")
    real = [one for one in made.parts if one.is_real and one.effect]
    score = _(feedback.SURVEYS[made.kind])
    low = [one for one in real if (one.effect or 0) < 0]
    if low:
        return _("{name} pulls the {score} down", name=name(low[0].value), score=score)
    if real:
        return _("{name} holds the {score} up", name=name(real[-1].value), score=score)
    if made.compared:
        return _("Nothing stands out: chance explains the differences")
    return _("It is too early to compare")


def driving(made: Parts, name: Namer) -> str:
    """Return where the score is lower or higher, without saying that one is the cause."""
    real = [one for one in made.parts if one.is_real and one.effect]
    score = _(feedback.SURVEYS[made.kind])
    low = [one for one in real if (one.effect or 0) < 0]
    if low:
        return _("Where “{name}” is named, the {score} is lower", name=name(low[0].value),
                 score=score)  # fmt: skip
    if real:
        return _("Where “{name}” is named, the {score} is higher", name=name(real[-1].value),
                 score=score)  # fmt: skip
    return finding(made, name)


def sentence(made: Parts, name: Namer) -> str:
    """Return what the first finding does to the whole."""
    real = [one for one in made.parts if one.is_real and one.effect]
    if not real or made.total.score is None:
        return ""
    one = real[0] if (real[0].effect or 0) < 0 else real[-1]
    return _(
        "Without {name} it would be {other} instead of {whole}.",
        name=name(one.value),
        other=words.scored(made.kind, made.total.score - (one.effect or 0)),
        whole=words.scored(made.kind, made.total.score),
    )


def cluster(one: Part, made: Parts, wanted: Asked, by: str, name: Namer) -> dict[str, Any]:
    """Return one part with its score on the common axis."""
    notes = [words.resting_on(one.score)]
    if one.change:
        notes.append(
            _("real change since before: {by}", by=words.signed(one.change.difference))
            if one.change.is_change
            else _("no real change since before")
        )
    return {
        **_row(one, made, wanted, by, name),
        "figure": words.scored(made.kind, one.score.score),
        "score": one.score.score,
        "low": one.score.low,
        "high": one.score.high,
        "note": " · ".join(notes),
    }


def driver(one: Part, made: Parts, wanted: Asked, by: str, name: Namer) -> dict[str, Any]:
    """Return one part with its difference from all others, beside zero."""
    assert one.against  # noqa: S101  # parts without a difference are left out above
    rest = (made.total.score or 0.0) - (one.effect or 0.0)
    notes = [
        words.ends_of(one.against),
        _(
            "{own} with, {rest} without",
            own=words.scored(made.kind, one.score.score),
            rest=words.scored(made.kind, rest),
        ),
        words.answers(one.score.n),
    ]
    return {
        **_row(one, made, wanted, by, name),
        "figure": words.signed(one.against.difference),
        "score": one.against.difference,
        "low": one.against.low,
        "high": one.against.high,
        "note": " · ".join(notes),
    }


def score_span(made: Parts) -> Span:
    """Return the ends of the axis that all scores share."""
    known = [v for one in made.parts for v in (one.score.low, one.score.high) if v is not None]
    lowest = -100.0 if made.kind == "nps" else 0.0
    low, high = min(known, default=lowest), max(known, default=100.0)
    return max(lowest, floor(low / 10) * 10.0), max(10.0, min(100.0, ceil(high / 10) * 10.0))


def score_marks(made: Parts, ends: Span) -> list[tuple[float, str]]:
    """Return what stands under the axis: its ends and the score of all."""
    found = [(end, words.scored(made.kind, end)) for end in ends]
    score = made.total.score
    if score is not None:
        found = [mark for mark in found if abs(mark[0] - score) > (ends[1] - ends[0]) / 5]
        found.append((score, _("all {score}", score=words.scored(made.kind, score))))
    return found


def difference_span(parts: list[Part]) -> Span:
    """Return an axis with zero in its middle that holds every interval."""
    far = max((max(abs(p.against.low), abs(p.against.high)) for p in parts if p.against), default=0)
    end = max(10.0, ceil(far / 10) * 10.0)
    return -end, end


def _common(
    made: Parts, wanted: Asked, by: str, name: Namer, choices: tuple[Dimension, ...]
) -> dict[str, Any]:
    real = sum(one.is_real for one in made.parts)
    return {
        "title": finding(made, name),
        "sentence": sentence(made, name),
        "by": by,
        "choices": [(one.value, words.dimension(one), f"?by={one}") for one in choices],
        "score": _(feedback.SURVEYS[made.kind]),
        "span_words": span(wanted.cut),
        "honesty": words.honesty(made.compared, real=real),
        "unnamed": words.answers(made.unnamed.n) if made.unnamed.n else "",
        "more": max(0, len(made.parts) - MOST),
    }


def _row(one: Part, made: Parts, wanted: Asked, by: str, name: Namer) -> dict[str, Any]:
    behind = record_links.records(
        wanted.cut, (by, one.value), kind=Kind.SURVEY, survey_kind=made.kind
    )
    chip = ""
    if one.is_real and one.against:
        chip = _("above the rest") if one.against.difference > 0 else _("below the rest")
    few = one.against is None
    return {
        "name": name(one.value),
        "chip": chip,
        "is_few": few,
        "share": i18n.percent(locale(), 100 * one.share),
        "address": behind,
    }


def _loaded(actor: Actor, wanted: Asked, by: str, *, with_change: bool) -> Parts:
    found = counting.counts(actor, wanted.kind, wanted.cut, [(by,)])[by,]
    total = counting.total_of(actor, wanted.kind, wanted.cut)
    earlier = None
    if with_change:
        earlier = counting.counts(actor, wanted.kind, comparing.before(wanted.cut), [(by,)])[by,]
    return parted(wanted.kind, found, total, earlier)


def _chosen(choices: tuple[Dimension, ...]) -> Dimension:
    return next((one for one in choices if one == address.read("by")), choices[0])


def _follow(sent: dict[str, str]) -> None:
    follow(sent)
    if sent.get("name") == "by":
        address.turn(by=sent.get("value", ""))
