"""Clocks in words: how long something still may wait, and how loudly to say so."""

from dataclasses import dataclass, replace
from datetime import date

from cxgame import i18n
from cxgame.ui.text import _, locale, ngettext

SOON_DAYS = 2
A_WEEK = 7


@dataclass(frozen=True)
class Clock:
    """A deadline in words; `left` is the share (0-1) of a week, state is "", soon or late."""

    words: str
    left: float
    state: str


def kind_clock(due_on: date | None, today: date) -> Clock | None:
    """Return the clock of something beside a person's name: late is no alarm on a person."""
    shown = clock(due_on, today)
    return replace(shown, state="soon") if shown and shown.state == "late" else shown


def clock(due_on: date | None, today: date) -> Clock | None:
    """Return the clock of a day, None where there is no deadline."""
    if due_on is None:
        return None
    days = (due_on - today).days
    left = max(0.0, min(1.0, days / A_WEEK))
    if days < 0:
        return Clock(ngettext("{n} day late", "{n} days late", -days), 0.0, "late")
    if days == 0:
        return Clock(_("today"), left, "soon")
    if days == 1:
        return Clock(_("tomorrow"), left, "soon")
    if days <= A_WEEK:
        words = ngettext("{n} day", "{n} days", days)
        return Clock(words, left, "soon" if days <= SOON_DAYS else "")
    return Clock(i18n.short_day(locale(), due_on), 1.0, "")
