"""A streak in words and marks: what each day was, what is kept, what protects it."""

from datetime import date, timedelta

from cxgame import i18n
from cxgame.game.queries import StreakView
from cxgame.game.streaks import FREEZES, Mark, Streak
from cxgame.i18n import N_
from cxgame.ui.text import _, locale, ngettext

DAY = timedelta(days=1)
# What each mark says to a screen reader, and in the key below the picture.
WORDS = {
    Mark.KEPT: N_("practised"),
    Mark.FROZEN: N_("freeze used"),
    Mark.LEAVE: N_("leave"),
    Mark.OUTAGE: N_("app was down"),
    Mark.OFF: N_("day off"),
    Mark.MISSED: N_("shift without practice"),
    Mark.TODAY: N_("today, still open"),
    Mark.PLANNED: N_("shift to come"),
}
_ALWAYS_TOLD = (Mark.KEPT, Mark.FROZEN, Mark.LEAVE, Mark.OFF)

Weeks = tuple[tuple[tuple[date, Mark], ...], ...]


def weeks(shown: Weeks) -> list[list[dict[str, str]]]:
    """Return weeks of days as the strip draws them."""
    return [
        [
            {"mark": mark.value, "words": f"{i18n.short_day(locale(), day)}: {_(WORDS[mark])}"}
            for day, mark in week
        ]
        for week in shown
    ]


def letters(monday: date) -> list[str]:
    """Return the first letters of the weekdays, from Monday on."""
    return [i18n.weekday(locale(), monday + n * DAY, "narrow") for n in range(7)]


def key(shown: Weeks) -> list[tuple[str, str]]:
    """Return what the marks mean: the usual ones, and the rarer ones that are in the picture."""
    seen = {mark for week in shown for _day, mark in week}
    told = [mark for mark in WORDS if mark in _ALWAYS_TOLD or mark in seen]
    return [(mark.value, _(WORDS[mark])) for mark in told]


def title(streak: Streak) -> str:
    """Return how many shifts in a row were kept."""
    if not streak.length:
        return _("A new streak")
    return ngettext("{n} shift in a row", "{n} shifts in a row", streak.length)


def invitation(streak: Streak) -> str:
    """Return what today could add, "" where it is no open shift."""
    if not streak.is_open:
        return ""
    if not streak.length:
        return _("practise today and it begins")
    return _("practise today and it’s {n}", n=streak.length + 1)


def freezes(streak: Streak) -> str:
    """Return how many freezes are kept."""
    return ngettext("{n} freeze kept", "{n} freezes kept", streak.freezes)


def protection(streak: Streak) -> str:
    """Return how a freeze that was used comes back, or what freezes are for."""
    if streak.freezes < FREEZES:
        return ngettext(
            "Another freeze comes back after {n} kept shift.",
            "Another freeze comes back after {n} kept shifts.",
            streak.to_freeze,
        )
    return _("A freeze covers a missed shift by itself.")


def card(found: StreakView) -> dict[str, object]:
    """Return everything that the card of a streak shows."""
    streak = found.streak
    return {
        "title": title(streak),
        "freezes": freezes(streak),
        "protection": protection(streak),
        "longest": ngettext("Your longest: {n} shift", "Your longest: {n} shifts", streak.longest)
        if streak.longest > streak.length
        else "",
        "weeks": weeks(found.weeks),
        "letters": letters(found.weeks[-1][0][0]),
        "key": key(found.weeks),
    }
