"""The overview: every score with its doubt, and how the answers spread."""

from collections.abc import Mapping
from typing import Any

from cxgame import i18n
from cxgame.feedback import scales
from cxgame.feedback.analysis import comparing
from cxgame.feedback.analysis.comparing import Compared, ComparedRates
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band, Scale, SurveyKind
from cxgame.insight import counted as kept
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_course, feedback, record_links
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts.analysis import Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load


def show(actor: Actor, wanted: Asked) -> None:
    """Show the overview of a cut."""
    earlier = comparing.before(wanted.cut)
    pairs = [
        load(comparing.compare, actor=actor, kind=kind, cut=wanted.cut, earlier=earlier)
        for kind in wanted.kinds
    ]
    rates = load(comparing.compare_rates, actor=actor, cut=wanted.cut, earlier=earlier)
    spread = load(kept.distribution, actor=actor, kind=wanted.kind, cut=wanted.cut)
    chosen = next(pair for pair in pairs if pair.kind is wanted.kind)
    sent = sheet(
        markup.render(
            "analysis/overview.html",
            locale(),
            tiles=[*(tile(pair, wanted) for pair in pairs), rate_tile(rates, wanted)],
            is_empty=not any(pair.now.n for pair in pairs) and not rates.now.count,
            title=spread_title(chosen),
            parts=bands(chosen, wanted),
            scales=[
                (str(Scale(*ends)), bars(wanted, ends, found)) for ends, found in spread.items()
            ],
            many=len(spread) > 1,
        ),
        key="overview",
    )
    follow(sent)
    made = load(kept.trend, actor=actor, kind=wanted.kind, cut=wanted.cut)
    analysis_course.card(made, wanted.cut)


def tile(pair: Compared, wanted: Asked) -> dict[str, Any]:
    """Return a score as a tile, with what became of it since the period before."""
    verdict, state, up = changed(pair.difference, is_change=pair.is_change)
    return {
        "label": _(feedback.SURVEYS[pair.kind]),
        "value": words.scored(pair.kind, pair.now.score),
        "interval": words.between(pair.now),
        "n": words.answers(pair.now.n),
        "verdict": verdict,
        "state": state,
        "up": up,
        "address": record_links.records(wanted.cut, kind=Kind.SURVEY, survey_kind=pair.kind),
    }


def rate_tile(made: ComparedRates, wanted: Asked) -> dict[str, Any]:
    """Return the complaints per 1,000 customers served as a tile."""
    now, then = made.now, made.before
    difference = None if now.score is None or then.score is None else now.score - then.score
    verdict, state, up = changed(difference, is_change=made.is_change, is_good_low=True)
    low, high = (i18n.number(locale(), end, 1) if end is not None else "" for end in
                 (now.low, now.high))  # fmt: skip
    return {
        "label": _("Complaints per 1,000"),
        "value": "–" if now.score is None else i18n.number(locale(), now.score, 1),
        "interval": _("{low} to {high}", low=low, high=high) if low else "",
        "n": ngettext("{n} complaint", "{n} complaints", now.count),
        "verdict": verdict,
        "state": state,
        "up": up,
        "address": record_links.records(wanted.cut, kind=Kind.COMPLAINT),
    }


def changed(
    difference: float | None, *, is_change: bool, is_good_low: bool = False
) -> tuple[str, str, bool]:
    """Return what became of a figure in words, the tile's state, and whether it went up."""
    if difference is None:
        return _("Nothing to compare with before"), "early", False
    up = difference > 0
    if not is_change:
        return _("No real change since the period before"), "", up
    digits = 1 if is_good_low else 0
    by = ("+" if up else "") + i18n.number(locale(), difference, digits)
    better = up != is_good_low
    said = (
        _("Really better than the period before: {by}", by=by)
        if better
        else _("Really worse than the period before: {by}", by=by)
    )
    return said, "better" if better else "worse", up


def spread_title(pair: Compared) -> str:
    """Return what the spread of the answers says."""
    made = pair.now
    if not made.n:
        return _("No answers yet")
    share = i18n.percent(locale(), 100 * made.promoters / made.n)
    other = i18n.percent(locale(), 100 * made.detractors / made.n)
    if pair.kind is SurveyKind.NPS:
        return _("{share} are promoters, {other} detractors", share=share, other=other)
    return _("{share} are content, {other} are not", share=share, other=other)


def bands(pair: Compared, wanted: Asked) -> list[dict[str, Any]]:
    """Return the bands with their counts, each opening its records."""
    made = pair.now
    counts = {
        Band.DETRACTOR: made.detractors,
        Band.PASSIVE: made.passives,
        Band.PROMOTER: made.promoters,
    }
    return [
        {
            "band": band.value,
            "name": _(feedback.BANDS[band]),
            "n": i18n.number(locale(), n),
            "share": i18n.percent(locale(), 100 * n / made.n) if made.n else "",
            "address": record_links.records(
                wanted.cut, kind=Kind.SURVEY, survey_kind=pair.kind, band=band
            ),
        }
        for band, n in counts.items()
    ]


def bars(wanted: Asked, ends: tuple[int, int], found: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return the scores of one scale with how often each was given, from a zero base."""
    total, most = sum(found.values()) or 1, max(found.values()) or 1
    return [
        {
            "score": score,
            "n": i18n.number(locale(), n),
            "height": round(100 * n / most, 1),
            "share": i18n.percent(locale(), 100 * n / total),
            "band": scales.band(wanted.kind, Scale(*ends), score).value,
        }
        for score, n in sorted(found.items())
    ]
