"""The list of modules: what to do next, what was sent, and the tracks."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cxgame import i18n
from cxgame.learning.assignments import AssignmentView
from cxgame.learning.practice.outlook import Outlook
from cxgame.learning.tracks import ModuleLine, State, TrackView
from cxgame.look import markup
from cxgame.ui.parts.clocks import Clock, clock
from cxgame.ui.text import _, locale, ngettext

ICONS = {
    State.NEW: "radio_button_unchecked",
    State.STARTED: "clock_loader_40",
    State.FAILED: "replay",
    State.PASSED: "check_circle",
}


@dataclass(frozen=True)
class Row:
    """A module as a row; `address` is a page of the app."""

    title: str
    sub: str
    address: str
    icon: str = ""
    side: str = ""
    is_done: bool = False
    clock: Clock | None = None


@dataclass(frozen=True)
class Button:
    """The one large button: `count` is drawn on its pile of cards."""

    title: str
    sub: str
    address: str
    count: int | None = None


def render(
    tracks: list[TrackView], assigned: list[AssignmentView], ahead: Outlook, today: date
) -> Markup:
    """Return the page in the reader's language; what is due comes before what is new."""
    shown = [track for track in tracks if track.is_mine] or tracks
    return markup.render(
        "learning/modules.html",
        locale(),
        next=practice_button(ahead) or _next(shown, assigned),
        assigned=[_assigned_row(one, today) for one in _once(assigned)],
        tracks=[_track(track) for track in shown if track.modules],
    )


def row(line: ModuleLine) -> Row:
    """Return a module with its state, as the track shows it."""
    return Row(
        title=line.title,
        sub=f"{_minutes(line.minutes)} · {line.sop_code}",
        address=address(line.slug),
        icon=ICONS[line.state],
        side=_side(line),
        is_done=line.state is State.PASSED,
    )


def practice_button(ahead: Outlook) -> Button | None:
    """Return the button that leads to the practice, None where nothing is due."""
    if not ahead.is_open:
        return None
    verb = _("Go on") if ahead.is_under_way else _("Practise")
    if ahead.is_under_way:
        sub = ngettext("{n} card left", "{n} cards left", ahead.cards)
    elif ahead.due > ahead.cards:
        due = i18n.number(locale(), ahead.due)
        sub = _("{n} cards now, {due} are due", n=ahead.cards, due=due)
    else:
        sub = ngettext("{n} card for today", "{n} cards for today", ahead.cards)
    return Button(f"{verb} ({_minutes(ahead.minutes)})", sub, "practice", ahead.cards)


def module_button(line: ModuleLine) -> str:
    """Return the words of the button that leads to a module."""
    verb = _("Go on") if line.state is State.STARTED else _("Learn")
    return f"{verb} ({_minutes(line.minutes)})"


def address(slug: str) -> str:
    """Return the address of a module inside the app."""
    return f"module?m={slug}"


def _minutes(minutes: int) -> str:
    return _("{n} min", n=minutes)


def _side(line: ModuleLine) -> str:
    match line.state:
        case State.STARTED:
            return i18n.percent(locale(), 100 * line.share)
        case State.FAILED:
            return _("one more try")
        case State.PASSED:
            return i18n.short_day(locale(), line.passed_on) if line.passed_on else ""
    return ""


def _next(tracks: list[TrackView], assigned: list[AssignmentView]) -> Button | None:
    """Return what to do now: what is under way, else sent, else first in the track."""
    lines = [line for track in tracks for line in track.modules]
    sent = [one.slug for one in assigned]
    under_way = [line for line in lines if line.state is State.STARTED]
    due = [line for slug in sent[:1] for line in lines if line.slug == slug]
    left = [line for line in lines if line.state is not State.PASSED]
    for line in (*under_way, *due, *left):
        return Button(module_button(line), line.title, address(line.slug))
    return None


def _once(assigned: list[AssignmentView]) -> list[AssignmentView]:
    """Return each module once, the soonest day it is due; they come sorted so."""
    first: dict[str, AssignmentView] = {}
    for one in assigned:
        first.setdefault(one.slug, one)
    return list(first.values())


def _assigned_row(one: AssignmentView, today: date) -> Row:
    return Row(
        title=one.title,
        sub=_minutes(one.minutes),
        address=address(one.slug),
        clock=clock(one.due_on, today),
    )


def _track(track: TrackView) -> dict[str, object]:
    total = len(track.modules)
    return {
        "name": track.name,
        "purpose": track.purpose,
        "share": track.passed / total,
        "progress": ngettext(
            "{done} of {n} passed", "{done} of {n} passed", total, done=track.passed
        ),
        "rows": [row(line) for line in track.modules],
    }
