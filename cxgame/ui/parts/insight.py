"""What the pages of insight share: their tabs, and figures in words."""

from cxgame import i18n
from cxgame.feedback.interval import Interval
from cxgame.ui import menu
from cxgame.ui.text import _, locale

VIEWS = ("knowledge", "items", "effects")


def tabs() -> list[tuple[str, str, str]]:
    """Return the pages of insight, as segments."""
    return [(slug, _(menu.ENTRIES[slug].title), f"/{slug}") for slug in VIEWS]


def share(value: float | None) -> str:
    """Return a share (0-1) in whole percent, a dash where there is none."""
    return "–" if value is None else i18n.percent(locale(), 100 * value)


def between(ends: Interval | None) -> str:
    """Return an interval of shares (0-1) in percent, empty where there is none."""
    if ends is None:
        return ""
    low, high = i18n.number(locale(), 100 * ends.low), share(ends.high)
    return _("{low} to {high}", low=low, high=high)
