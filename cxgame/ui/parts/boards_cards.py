"""Cards of all boards: whose, which, as a list with moves of many, or as a calendar."""

from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import bulk, candidates, listing, shelf
from cxgame.boards.bulk import MovedMany
from cxgame.boards.listing import Line, Listed, State, Wanted
from cxgame.boards.models import Level, Priority
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load

VIEWS = {"list": N_("List"), "calendar": N_("Calendar")}
WHOSE = {"mine": N_("My cards"), "all": N_("All cards")}
STATES = {
    State.OPEN: N_("Open cards"),
    State.DONE: N_("Finished cards"),
    State.CANCELLED: N_("Cancelled cards"),
}
FILTERS = ("q", "board", "level", "team", "state", "priority", "label", "overdue", "person")
KEPT = "cards-kept"  # what a move of many cards left where it was
SHOWN = 5  # of these


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `month` is its first day."""

    view: str
    whose: str
    wanted: Wanted
    month: date
    page: int


def show(actor: Actor) -> None:
    """Show the cards that the address asks for, and follow what is tapped."""
    asked = _asked(actor)
    listed, drawn = None, None
    if asked.view == "calendar":
        drawn = _month(actor, asked)
    else:
        listed = load(
            listing.cards, actor=actor, wanted=asked.wanted, now=clock.now(), page=asked.page
        )
    sent = sheet(
        markup.render(
            "boards/cards.html",
            locale(),
            asked=asked,
            listed=listed,
            lines=[_line(one) for one in listed.lines] if listed else [],
            turn="-".join(str(one.version) for one in listed.lines) if listed else "",
            month=drawn,
            views=[(key, _(words), f"?view={key}") for key, words in VIEWS.items()],
            whose=[(key, _(words), f"?whose={key}") for key, words in WHOSE.items()],
            targets=_targets(actor, asked) if asked.wanted.state is State.OPEN else [],
            kept=st.session_state.pop(KEPT, []),
            **_choices(actor),
        ),
        key="cards",
    )
    _follow(actor, listed, sent)


def _asked(actor: Actor) -> Asked:
    view, whose = address.read("view"), address.read("whose")
    level, state, priority = (address.read(name) for name in ("level", "state", "priority"))
    is_mine = whose != "all"
    return Asked(
        view=view if view in VIEWS else "list",
        whose="mine" if is_mine else "all",
        month=_first_of(address.read("month")),
        page=address.number("page") or 1,
        wanted=Wanted(
            board_id=address.number("board"),
            level=Level(level) if level in list(Level) else None,
            team_id=address.number("team"),
            person_id=actor.person_id if is_mine else address.number("person"),
            state=State(state) if state in list(State) else State.OPEN,
            is_overdue=address.read("overdue") == "on",
            priority=Priority(priority) if priority in list(Priority) else None,
            label=address.read("label")[:40],
            search=address.read("q")[:100],
        ),
    )


def _first_of(month: str) -> date:
    """Return the first day of a month such as 2026-03, this month's for anything else."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return clock.local_day(clock.now()).replace(day=1)


def _choices(actor: Actor) -> dict[str, list[tuple[object, str]]]:
    """Return what the filters let one choose from."""
    return {
        "boards": [(one.id, one.name) for one in load(shelf.boards, actor=actor)],
        "levels": [(one.value, _(words)) for one, words in card_words.LEVELS.items()],
        "teams": [(team.id, team.name) for team in load(people.teams, actor=actor)],
        "people": [(one.id, one.name) for one in load(candidates.candidates, actor=actor)],
        "states": [(one.value, _(words)) for one, words in STATES.items()],
        "priorities": [(one.value, _(words)) for one, words in card_words.PRIORITIES.items()],
        "labels": [(one, one) for one in load(listing.labels, actor=actor)],
    }


def _targets(actor: Actor, asked: Asked) -> list[tuple[str, str]]:
    """Return the columns to which cards of the one chosen board can go, as (key, words)."""
    if asked.wanted.board_id is None:
        return []
    lines = load(shelf.column_lines, actor=actor, board_id=asked.wanted.board_id)
    return [(line.key, line.name) for line in lines]


def _line(one: Line) -> dict[str, object]:
    """Return a card in the words of a row."""
    due = card_words.short_day(one.due_on)
    if one.done_at:
        due = _("done {day}", day=card_words.day_of(one.done_at))
    elif one.is_overdue:
        due = _("late: {day}", day=due)
    who = [f"{face.letter.value} {face.name}" for face in one.faces]
    return {
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "sub": " · ".join((one.board, one.column, one.team or _("Whole company"))),
        "who": ", ".join(who) or _("needs A and R"),
        "due": due,
        "is_late": one.is_overdue,
        "is_high": one.priority is Priority.HIGH,
        "labels": one.labels,
        "level": one.level.value,
        "board_id": one.board_id,
    }


def _month(actor: Actor, asked: Asked) -> dict[str, object]:
    """Return a month as weeks of days, each with what is due on it."""
    first = asked.month
    last = first.replace(day=monthrange(first.year, first.month)[1])
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    found = load(
        listing.due_between,
        actor=actor,
        wanted=asked.wanted,
        since=weeks[0][0],
        until=weeks[-1][-1],
        now=clock.now(),
    )
    by_day = {day: list(some) for day, some in groupby(found, key=lambda one: one.due_on)}
    today = clock.local_day(clock.now())
    before, after = _shifted(first, -1), _shifted(first, 1)
    return {
        "title": i18n.whole_month(locale(), first),
        "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}",
        "letters": [i18n.weekday(locale(), day, "abbreviated") for day in weeks[0]],
        "has_cards": any(first <= day <= last for day in by_day if day),
        "weeks": [
            [
                {
                    "day": day.day,
                    "words": i18n.day(locale(), day),
                    "is_here": day.month == first.month,
                    "is_today": day == today,
                    "cards": [_line(one) for one in by_day.get(day, ())],
                }
                for day in week
            ]
            for week in weeks
        ],
    }


def _shifted(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _follow(actor: Actor, listed: Listed | None, sent: dict[str, str]) -> None:
    value = sent.get("value", "")
    match sent.get("name"):
        case "back":
            go("board")
        case "card":
            board, _colon, number = value.partition(":")
            level, _dot, board_id = board.partition(".")
            go("board", level=level, board=board_id, card=number)
        case "view" | "whose" as name:
            address.turn(**{name: value, "page": ""})
        case "month":
            address.turn(month=value)
        case "page":
            address.turn(page=value)
        case "filter":
            address.turn(page="", **{name: sent.get(name, "") for name in FILTERS})
        case "clear":
            address.turn(page="", **dict.fromkeys(FILTERS, ""))
        case "move" if listed:
            _move(actor, listed, sent)


def _move(actor: Actor, listed: Listed, sent: dict[str, str]) -> None:
    chosen = {whole(line) for line in sent.get("ids", "").split()}
    versions = {one.id: whole(sent.get(f"v-{one.id}")) for one in listed.lines}
    outcome = attempt(
        bulk.move_cards,
        actor=actor,
        cards={card: versions[card] for card in chosen & versions.keys()},
        to=sent.get("to", ""),
        now=clock.now(),
    )
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    titles = {one.id: one.title for one in listed.lines}
    st.session_state[KEPT] = _kept(outcome, titles)
    flash(ngettext("{n} card was moved.", "{n} cards were moved.", outcome.moved))
    st.rerun()


def _kept(outcome: MovedMany, titles: dict[int, str]) -> list[str]:
    """Return in a line each which cards stay where they were, and why; the rest as a number."""
    lines = [
        f"{titles[one.card_id]}: {i18n.say(locale(), one.error)}" for one in outcome.kept[:SHOWN]
    ]
    if (more := len(outcome.kept) - SHOWN) > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more))
    return lines
