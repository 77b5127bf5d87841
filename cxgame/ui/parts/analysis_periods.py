"""Two periods side by side: every score, the complaints, and the chosen score by team."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cxgame import i18n
from cxgame.feedback.analysis import comparing
from cxgame.feedback.analysis.comparing import Compared, ComparedRates
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.dimensions import Dimension
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_counting as counting
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.parts.analysis import LONGEST, Asked, day, span
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

BY = (Dimension.TEAM, Dimension.TOUCHPOINT)


def show(actor: Actor, wanted: Asked) -> None:
    """Show what changed between two periods, and what only seems to have."""
    earlier = earlier_of(wanted)
    pairs = [
        load(comparing.compare, actor=actor, kind=kind, cut=wanted.cut, earlier=earlier)
        for kind in wanted.kinds
    ]
    rates = load(comparing.compare_rates, actor=actor, cut=wanted.cut, earlier=earlier)
    by = next((one for one in BY if one == address.read("by")), BY[0])
    parts = compared_parts(actor, wanted, earlier, by)
    changes = sum(pair.is_change for pair in pairs) + rates.is_change
    sent = sheet(
        markup.render(
            "analysis/periods.html",
            locale(),
            title=finding(changes, any(pair.z is not None for pair in pairs)),
            now=span(wanted.cut),
            before=span(earlier),
            since=earlier.since,
            until=earlier.until,
            rows=[row(pair, _(feedback.SURVEYS[pair.kind]), wanted) for pair in pairs]
            + [rate_row(rates, wanted)],
            by=by.value,
            choices=[(one.value, words.dimension(one), f"?by={one}") for one in BY],
            score=_(feedback.SURVEYS[wanted.kind]),
            part=words.dimension(by),
            parts=parts,
        ),
        key="periods",
    )
    follow(sent)
    match sent.get("name"):
        case "by":
            address.turn(by=sent.get("value", ""))
        case "before":
            address.turn(since2=sent.get("since2", ""), until2=sent.get("until2", ""))


def earlier_of(wanted: Asked) -> Cut:
    """Return the period to compare with: the address's, else as many days just before."""
    since, until = day("since2"), day("until2")
    if since and until and timedelta(0) <= until - since <= timedelta(days=LONGEST):
        return replace(wanted.cut, since=since, until=until)
    return comparing.before(wanted.cut)


def finding(changes: int, has_two: bool) -> str:
    """Return how many figures really changed."""
    if changes:
        return ngettext("{n} figure really changed", "{n} figures really changed", changes)
    return _("No real change") if has_two else _("Nothing to compare yet")


def row(pair: Compared, name: str, wanted: Asked, *parts: tuple[str, Any]) -> dict[str, Any]:
    """Return one score in both periods, worded."""
    behind = record_links.records(wanted.cut, *parts, kind=Kind.SURVEY, survey_kind=pair.kind)
    difference = "–"
    if pair.difference is not None and pair.low is not None and pair.high is not None:
        low, high = words.signed(pair.low), words.signed(pair.high)
        difference = _("{by} ({low} to {high})", by=words.signed(pair.difference), low=low,
                       high=high)  # fmt: skip
    return {
        "name": name,
        "now": _figure(pair, is_now=True),
        "before": _figure(pair, is_now=False),
        "difference": difference,
        "verdict": verdict(pair),
        "href": f"/{behind}" if behind else "",
        "send": "open" if behind else "",
        "value": behind,
    }


def verdict(pair: Compared | ComparedRates) -> str:
    """Return whether anything really changed, in words."""
    if pair.z is None:
        return _("nothing to compare")
    return _("real change") if pair.is_change else _("no real change")


def rate_row(made: ComparedRates, wanted: Asked) -> dict[str, Any]:
    """Return the complaints in both periods, worded."""
    behind = record_links.records(wanted.cut, kind=Kind.COMPLAINT)
    figures = [
        "–"
        if one.score is None
        else _(
            "{rate} ({n} in {served})",
            rate=i18n.number(locale(), one.score, 1),
            n=one.count,
            served=i18n.number(locale(), one.served),
        )
        for one in (made.now, made.before)
    ]
    difference = "–"
    if made.now.score is not None and made.before.score is not None:
        by = made.now.score - made.before.score
        difference = ("+" if by > 0 else "") + i18n.number(locale(), by, 1)
    return {
        "name": _("Complaints per 1,000"),
        "now": figures[0],
        "before": figures[1],
        "difference": difference,
        "verdict": verdict(made),
        "href": f"/{behind}",
        "send": "open",
        "value": behind,
    }


def compared_parts(
    actor: Actor, wanted: Asked, earlier: Cut, by: Dimension
) -> list[dict[str, Any]]:
    """Return the chosen score by team or touchpoint in both periods, by name."""
    now, before = (
        counting.counts(actor, wanted.kind, cut, [(by,)])[by,] for cut in (wanted.cut, earlier)
    )
    name = words.namer(actor, by)
    values = {value for (value,) in (*now, *before) if value is not None}
    return [
        row(
            comparing.compared(
                now.get((value,), Counts()).score(wanted.kind),
                before.get((value,), Counts()).score(wanted.kind),
            ),
            name(value),
            wanted,
            (by, value),
        )
        for value in sorted(values, key=lambda value: name(value).casefold())
    ]


def _figure(pair: Compared, *, is_now: bool) -> str:
    made = pair.now if is_now else pair.before
    if not made.n:
        return "–"
    score = words.scored(pair.kind, made.score)
    return _("{score} (n {n})", score=score, n=i18n.number(locale(), made.n))
