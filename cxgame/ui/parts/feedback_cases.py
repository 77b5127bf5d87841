"""The list of cases: what the address asks for, the rows with their clocks, work on many."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.cases import bulk, export, figures, listing, queries
from cxgame.feedback.cases.figures import CaseFigures
from cxgame.feedback.cases.listing import CaseLine, CasePage, Wanted
from cxgame.feedback.cases.words import DONE, Priority, Purpose, Status
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup, spreadsheet
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, load

PER_PAGE = 25
FURTHEST = 4_000  # pages
CHOSEN = ("q", "show", "team", "owner", "purpose", "priority")  # in the form
GIVEN = ("reason", "since", "until")  # by a link that led here
FILTERS = (*CHOSEN, *GIVEN, "page")
OPEN, LATE, MINE, UNOWNED, WHOLE = "", "late", "mine", "unowned", "all"
SHOWS = {
    OPEN: N_("Still open"),
    LATE: N_("Late"),
    MINE: N_("Mine"),
    UNOWNED: N_("Without an owner"),
    Status.SOLVED.value: N_("Solved"),
    Status.CLOSED.value: N_("Closed"),
    WHOLE: N_("All"),
}
WINDOW = timedelta(days=90)  # of the figures at the top
FILE = "cases:file"


@dataclass(frozen=True)
class Asked:
    """What the address asks to read; `page` counts from 1."""

    wanted: Wanted
    show: str
    page: int

    @property
    def offset(self) -> int:
        """Return how many cases lie before this page."""
        return PER_PAGE * (self.page - 1)


def asked(actor: Actor) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    show = address.read("show") if address.read("show") in SHOWS else OPEN
    purpose, priority = address.read("purpose"), address.read("priority")
    wanted = Wanted(
        status=Status(show) if show in DONE else None,
        is_whole=show == WHOLE,
        team_id=address.number("team"),
        owner_id=actor.person_id if show == MINE else address.number("owner"),
        has_no_owner=show == UNOWNED,
        purpose=Purpose(purpose) if purpose in set(Purpose) else None,
        priority=Priority(priority) if priority in set(Priority) else None,
        reason_id=address.number("reason"),
        is_late=show == LATE,
        search=address.read("q")[:100],
        since=_day("since"),
        until=_day("until"),
    )
    return Asked(wanted, show, min(address.number("page") or 1, FURTHEST))


def page(actor: Actor, now: datetime) -> None:
    """Show the cases with their filters, and follow what is tapped."""
    said = asked(actor)
    found = load(
        listing.cases,
        actor=actor,
        wanted=said.wanted,
        now=now,
        limit=PER_PAGE,
        offset=said.offset,
    )
    sent = sheet(
        markup.render("feedback/cases/list.html", locale(), **_values(actor, said, found, now)),
        key="cases",
    )
    _download()
    _follow(actor, said, sent, now)


def line(one: CaseLine, now: datetime) -> dict[str, Any]:
    """Return a case as the list shows it."""
    who = (one.team, words.kind(one), one.owner or _("without an owner"))
    return {
        "id": one.id,
        "title": words.title(one),
        "who": [part for part in who if part],
        "score": one.score,
        "band": one.band or "",
        "icon": "volunteer_activism" if one.purpose is Purpose.THANK else "support_agent",
        "clock": words.clock_of(one, now),
        "status": _(words.STATUSES[one.status]),
        "is_high": one.priority is Priority.HIGH,
        "is_thanks": one.purpose is Purpose.THANK,
        "is_reopened": one.times_reopened > 0,
        "tags": one.tags,
        "next": i18n.short_day(locale(), one.next_on) if one.next_on else "",
    }


def figure_tiles(found: CaseFigures) -> list[dict[str, str]]:
    """Return the figures of some cases as tiles, each with what it was counted from."""

    def share(value: float | None) -> str:
        return "–" if value is None else i18n.percent(locale(), value)

    def count(n: int) -> str:
        return f"n = {i18n.number(locale(), n)}"

    return [
        {
            "label": _("Solved in time"),
            "value": share(found.share_in_time),
            "n": count(found.due),
        },
        {
            "label": _("First contact, on average"),
            "value": words.minutes(found.mean_contact),
            "n": count(found.contacted),
        },
        {
            "label": _("Solved, on average"),
            "value": words.minutes(found.mean_solved),
            "n": count(found.solved),
        },
        {
            "label": _("Share reopened"),
            "value": share(found.share_reopened),
            "n": count(found.opened),
        },
    ]


def _values(actor: Actor, said: Asked, found: CasePage, now: datetime) -> dict[str, Any]:
    leads = actor.role is not Role.FRONTLINE
    teams: list[TeamView] = load(people.teams, actor=actor) if leads else []
    today = clock.local_day(now)
    made = load(figures.case_figures, actor=actor, now=now, cut=Cut(since=today - WINDOW))
    owners = load(queries.possible_owners, team_id=said.wanted.team_id) if leads else []
    in_reach = {one.id for one in load(people.people, actor=actor)} if leads else set()
    return {
        "leads": leads,
        "may_export": permissions.may(actor, "feedback.export_cases"),
        "may_set": permissions.may_open(actor, "case_settings"),
        "said": said,
        "wanted": said.wanted,
        "shows": [(key, _(name)) for key, name in SHOWS.items()],
        "teams": feedback.named(teams),
        "owners": [(str(key), name) for key, name in owners if key in in_reach],
        "new_owners": [(str(key), name) for key, name in owners],
        "purposes": [(key.value, _(name)) for key, name in words.PURPOSES.items()],
        "priorities": [(key.value, _(name)) for key, name in words.PRIORITIES.items()],
        "statuses": [(key.value, _(name)) for key, name in words.STATUSES.items()],
        "tiles": figure_tiles(made) if leads else [],
        "cases": [line(one, now) for one in found.cases],
        "total": found.total,
        "period": _period(said.wanted),
        "pages": -(-found.total // PER_PAGE),
        "is_filtered": said.wanted != Wanted() or said.page > 1,
        "turn": sum(one.version for one in found.cases),
    }


def _follow(actor: Actor, said: Asked, sent: dict[str, str], now: datetime) -> None:
    match sent.get("name"):
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in CHOSEN}, page="")
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "page":
            address.turn(page=sent.get("value", ""))
        case "bulk":
            _change(actor, sent, now)
        case "export":
            _export(actor, said, sent.get("value", "csv"), now)
    follow(sent)


def _period(wanted: Wanted) -> str:
    """Return the days that a link gave, in words; "" where it gave none."""
    days = [i18n.day(locale(), day) for day in (wanted.since, wanted.until) if day]
    return _("Opened: {days}", days=" – ".join(days)) if days else ""


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(address.read(name))
    except ValueError:
        return None


def _change(actor: Actor, sent: dict[str, str], now: datetime) -> None:
    ids = [int(one) for one in sent.get("case", "").split() if one.isdecimal() and len(one) < 19]
    priority, status = sent.get("new_priority", ""), sent.get("new_status", "")
    act(
        _("Done."),
        bulk.change_cases,
        actor=actor,
        case_ids=ids,
        owner_id=feedback.whole(sent, "new_owner"),
        priority=Priority(priority) if priority in set(Priority) else None,
        status=Status(status) if status in set(Status) else None,
        words=sent.get("words", ""),
        tag=sent.get("tag", ""),
        now=now,
    )


def _export(actor: Actor, said: Asked, format: str, now: datetime) -> None:
    """Make the file and keep it until it is downloaded: making it stands in the audit."""
    wanted = replace(said.wanted, is_whole=said.show == WHOLE)
    table = attempt(export.export_cases, actor=actor, wanted=wanted, now=now)
    if isinstance(table, CxgameError):
        feedback.refused(table)
        return
    ending = format if format in spreadsheet.ENDINGS else "csv"
    made = spreadsheet.written(table, ending, locale())
    st.session_state[FILE] = (f"cases-{now:%Y%m%d}.{ending}", made)
    st.rerun()


def _download() -> None:
    """Offer the file that was made, once."""
    if kept := st.session_state.get(FILE):
        name, made = kept
        st.download_button(
            _("Download {file}", file=name),
            made,
            file_name=name,
            icon=":material/download:",
            on_click=lambda: st.session_state.pop(FILE, None),
        )
