"""Words for figures: the value, its doubt, and the verdict, which is computed and never typed."""

from dataclasses import dataclass
from typing import Any

from cxgame import i18n
from cxgame.control.signals import MIN_POINTS, Rule, Side, State, Verdict
from cxgame.i18n import N_
from cxgame.insight.kpis import Kpi, KpiKey
from cxgame.ui.text import _, locale, ngettext

LABELS = {
    KpiKey.NPS: N_("NPS"),
    KpiKey.CES: N_("CES, found it easy"),
    KpiKey.CSAT: N_("CSAT, satisfied"),
    KpiKey.STARS: N_("4 or 5 stars"),
    KpiKey.COMPLAINTS: N_("Complaints per 1,000"),
}


@dataclass(frozen=True)
class Tile:
    """A figure worded for the tile part of the look."""

    label: str
    value: str
    interval: str
    n: str
    verdict: str
    state: str
    up: bool | None
    series: dict[str, Any] | None
    href: str


def tile(kpi: Kpi, href: str = "") -> Tile:
    """Return a figure in words, with the signal told from the noise."""
    return Tile(
        label=_(LABELS[kpi.key]),
        value=figure(kpi.key, kpi.value),
        interval=interval(kpi),
        n=size(kpi),
        verdict=verdict(kpi),
        state=_state(kpi),
        up=kpi.verdict is Verdict.UP,
        series=_series(kpi),
        href=href,
    )


def figure(key: KpiKey, value: float | None) -> str:
    """Return a value as people write it: NPS whole, shares in percent, rates with one decimal."""
    if value is None:
        return "–"
    match key:
        case KpiKey.NPS:
            return i18n.number(locale(), value)
        case KpiKey.COMPLAINTS:
            return i18n.number(locale(), value, 1)
    return i18n.percent(locale(), value)


def interval(kpi: Kpi) -> str:
    """Return the 95 % interval in words, empty where there is no figure."""
    if kpi.low is None or kpi.high is None:
        return ""
    low, high = figure(kpi.key, kpi.low), figure(kpi.key, kpi.high)
    return _("{low} to {high}", low=low, high=high)


def size(kpi: Kpi) -> str:
    """Return what the figure rests on: answers, or complaints among customers served."""
    if kpi.key is KpiKey.COMPLAINTS:
        served = i18n.number(locale(), kpi.n)
        return _("{count} in {served}", count=kpi.count, served=served) if kpi.n else ""
    return ngettext("{n} answer", "{n} answers", kpi.n) if kpi.n else ""


def verdict(kpi: Kpi) -> str:
    """Return what the course says: a signal and why, or noise, or that it is too early."""
    if kpi.verdict is Verdict.TOO_FEW:
        return _("Too early to tell: {n} of {needed} periods", n=len(kpi.values), needed=MIN_POINTS)
    signal = kpi.latest
    if signal is None:
        return _("Steady: only the usual ups and downs")
    up = signal.side is Side.HIGH
    match signal.rule:
        case Rule.OUTSIDE:
            return (
                _("Signal: above its usual limits") if up else _("Signal: below its usual limits")
            )
        case Rule.RUN:
            return (
                _("Signal: 8 in a row above the mean")
                if up
                else _("Signal: 8 in a row below the mean")
            )
    return (
        _("Signal: close to its upper limit again and again")
        if up
        else _("Signal: close to its lower limit again and again")
    )


def _state(kpi: Kpi) -> str:
    if kpi.verdict is Verdict.TOO_FEW:
        return "early"
    if kpi.is_better is None:
        return ""
    return "better" if kpi.is_better else "worse"


def _series(kpi: Kpi) -> dict[str, Any] | None:
    if len(kpi.values) < 2:
        return None
    shown = kpi.limits if kpi.state is not State.NONE else None
    signals = [signal.index for signal in kpi.signals]
    return {"values": kpi.values, "limits": shown, "signals": signals}
