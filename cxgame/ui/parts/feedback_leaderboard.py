"""The leaderboard of teams: its finding in words, places with their doubt, the numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from cxgame import i18n
from cxgame.feedback import scores
from cxgame.feedback.leaderboards import (
    BOARDS,
    OF_CASES,
    TWO_WINDOWS,
    Board,
    Figure,
    Leaderboard,
)
from cxgame.feedback.ranking import Row, State
from cxgame.game.seasons import SeasonView
from cxgame.i18n import N_
from cxgame.insight.first_tries import FirstTries
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.ui import address
from cxgame.ui.parts import feedback_findings as findings
from cxgame.ui.parts import insight
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import go, load

NAMES: dict[Board, str] = {
    "nps": N_("NPS"),
    "nps_change": N_("NPS: change"),
    "ces": "CES",
    "csat": "CSAT",
    "complaints": N_("Complaints per 1,000"),
    "time_to_close": N_("Time to close"),
    "loops_closed": N_("Loops closed"),
    "points": N_("Points"),
    "improvement": N_("Points: improvement"),
}
SURVEYED = ("ces", "csat")
SEASON = "season"
USUAL = timedelta(days=90)
WINDOWS = {"3m": USUAL, "6m": timedelta(days=182), "all": None, "days": None}
STEPS = 10  # bars that show how much a collecting team has


@dataclass(frozen=True)
class Asked:
    """What the address asks to see; `since` and `until` are company days, both included."""

    board: Board
    window: str
    since: date | None
    until: date | None
    unit: str


def asked(today: date, season: SeasonView | None) -> Asked:
    """Read the address; what it says wrongly counts as not said.

    Points are compared over the season unless other days are asked for, the rest over 3 months.
    """
    named: dict[str, Board] = {board: board for board in BOARDS}
    board = named.get(address.read("board"), "nps")
    usual = SEASON if season and board in findings.BY_POINTS else "3m"
    window = address.read("window")
    if (window == SEASON and season) or (window not in WINDOWS and usual == SEASON):
        assert season  # noqa: S101  # both conditions ask for one
        return Asked(board, SEASON, season.starts_on, today, address.read("unit"))
    if window == "days":
        since, until = _day("since"), _day("until")
        if board in TWO_WINDOWS and not (since and until and since <= until):
            since, until = today - USUAL + timedelta(days=1), today
        return Asked(board, window, since, until, address.read("unit"))
    window = window if window in WINDOWS else "3m"
    length = WINDOWS[window]
    if board in TWO_WINDOWS and not length:
        window, length = "3m", WINDOWS["3m"]  # there is no period before all days
    since = today - length + timedelta(days=1) if length else None
    until = today if board in TWO_WINDOWS else None
    return Asked(board, window, since, until, address.read("unit"))


def is_by_points(wanted: Asked) -> bool:
    """Tell whether a board of learning is asked for: how much was right stands beside it."""
    return wanted.board in findings.BY_POINTS


def page(
    actor: Actor,
    wanted: Asked,
    made: Leaderboard,
    season: SeasonView | None,
    tries: Mapping[int, FirstTries],
) -> None:
    """Show a leaderboard, and follow what is tapped; `tries` by team stand beside its points."""
    own = own_row(actor, made)
    rows = [row for row in made.rows if not wanted.unit or made.unit_of[row.team_id] == wanted.unit]
    span = axis(made)
    sent = sheet(
        markup.render(
            "feedback/leaderboard.html",
            locale(),
            board=made.board,
            boards=boards(made.board),
            wanted=wanted,
            windows=windows(wanted, season),
            season=_(season.name) if season and wanted.window == SEASON else "",
            units=[] if is_frontline(actor) else _same(set(made.unit_of.values())),
            title=findings.finding(made, own),
            sentence=findings.explanation(made, own),
            places=[place(actor, made, row, tries) for row in rows if row.state is State.RANKED],
            gap_before=own.team_id if own and made.skips else 0,
            collecting=[
                place(actor, made, row, tries) for row in rows if row.state is not State.RANKED
            ],
            span=span,
            marks=marks(made, span),
            mark=made.company.score,
            numbers=numbers(actor, made, rows, tries) if not is_frontline(actor) else [],
            totals=[figure(made, unit) for unit in made.units],
            company=figure(made, made.company),
        ),
        key="leaderboard",
    )
    _follow(sent, wanted)


def boards(shown: Board) -> list[tuple[str, str, str]]:
    """Return the leaderboards to choose from; of surveys, those that were ever answered."""
    answered = {kind.value for kind in load(scores.kinds_with_answers)} | {shown}
    offered = [board for board in NAMES if board not in SURVEYED or board in answered]
    return [(board, _(NAMES[board]), f"?board={board}") for board in offered]


def is_frontline(actor: Actor) -> bool:
    """Tell whether the page is for a phone in one hand: few rows, no tables."""
    return actor.role is Role.FRONTLINE


def own_row(actor: Actor, made: Leaderboard) -> Row | None:
    """Return the row of a frontline person's team; leaders look at all teams alike."""
    if not is_frontline(actor):
        return None
    return next((row for row in made.rows if row.team_id == actor.team_id), None)


def place(
    actor: Actor, made: Leaderboard, row: Row, tries: Mapping[int, FirstTries]
) -> dict[str, object]:
    """Return one team's line, worded."""
    is_mine = row.team_id == actor.team_id or row.team_id in actor.team_ids
    return {
        "id": row.team_id,
        "rank": i18n.ordinal(locale(), row.rank) if row.rank else "",
        "team": row.team,
        "value": findings.worded(made.board, row.score),
        "score": row.score,
        "low": row.low,
        "high": row.high,
        "note": " · ".join(filter(None, (findings.note(made, row), first_tries(row, tries)))),
        "mine": _("your team") if is_mine else "",
        "tone": "" if is_mine or actor.sees_all or is_frontline(actor) else "grey",
        "href": f"/{behind(made.board)}?team={row.team_id}" if opens(actor, made, row) else "",
        "done": min(STEPS, floor(STEPS * row.n / findings.NEEDED[made.board])),
        "progress": findings.missing(made.board, row.n),
    }


def opens(actor: Actor, made: Leaderboard, row: Row) -> bool:
    """Tell whether the actor may read what is behind a row; the frontline sees own cases alone."""
    is_leader = permissions.may_open(actor, "records")
    return (
        is_leader
        and permissions.may_open(actor, behind(made.board))
        and actor.sees_team(row.team_id)
    )


def behind(board: Board) -> str:
    """Return the page that lists what a board is made of."""
    return "cases" if board in OF_CASES else "records"


def axis(made: Leaderboard) -> tuple[float, float]:
    """Return the ends of the axis that all places share, rounded so that they read well."""
    ranked = [row for row in made.rows if row.state is State.RANKED]
    ends = [made.company.score, *(v for row in ranked for v in (row.low, row.high, row.score))]
    known = [value for value in ends if value is not None]
    if made.board == "nps_change":
        end = max(10.0, max((ceil(abs(value) / 10) * 10.0 for value in known), default=10.0))
        return -end, end
    if made.board != "nps":
        return 0.0, max(1.0, float(ceil(max(known, default=1))))
    low, high = min(known, default=-100), max(known, default=100)
    return max(-100.0, floor(low / 10) * 10.0), min(100.0, ceil(high / 10) * 10.0)


def marks(made: Leaderboard, span: tuple[float, float]) -> list[tuple[float, str]]:
    """Return what stands under the axis: its ends and the company's score."""
    low, high = span
    found = [(low, i18n.number(locale(), low)), (high, i18n.number(locale(), high))]
    score = made.company.score
    if score is not None:
        words = _("company {score}", score=findings.worded(made.board, score))
        found = [mark for mark in found if abs(mark[0] - score) > (high - low) / 5]
        found.append((score, words))
    return found


def windows(wanted: Asked, season: SeasonView | None) -> list[tuple[str, str, str]]:
    """Return the periods to choose from."""
    names = {SEASON: _("Season")} if season else {}
    names |= {"3m": _("3 months"), "6m": _("6 months"), "all": _("All"), "days": _("Other dates")}
    if wanted.board in TWO_WINDOWS:
        del names["all"]
    return [(key, name, f"?board={wanted.board}&window={key}") for key, name in names.items()]


def first_tries(row: Row, tries: Mapping[int, FirstTries]) -> str:
    """Return how much of a team's answers was right the first time, "" where that is not said."""
    found = tries.get(row.team_id)
    if found is None:
        return ""
    return ngettext(
        "{share} of {n} answer right the first time",
        "{share} of {n} answers right the first time",
        found.answers,
        share=insight.share(found.share),
    )


def numbers(
    actor: Actor, made: Leaderboard, rows: list[Row], tries: Mapping[int, FirstTries]
) -> list[dict[str, object]]:
    """Return the rows of the table beneath the picture."""
    return [
        {
            **figure(made, row),
            "team": row.team,
            "place": i18n.ordinal(locale(), row.rank) if row.rank else _("collecting"),
            "shrunk": findings.worded(made.board, row.shrunk),
            "heard": i18n.number(locale(), made.heard.get(row.team_id, 0)),
            "first": insight.share(tries[row.team_id].share if row.team_id in tries else None),
            "mine": row.team_id in actor.team_ids,
        }
        for row in rows
    ]


def figure(made: Leaderboard, made_of: Row | Figure) -> dict[str, object]:
    """Return a score, its interval and n as a row of a table."""
    return {
        "name": getattr(made_of, "name", "") or _("Company"),
        "score": findings.worded(made.board, made_of.score),
        "low": findings.worded(made.board, made_of.low),
        "high": findings.worded(made.board, made_of.high),
        "n": i18n.number(locale(), made_of.n),
    }


def _same(names: set[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(names)]


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(address.read(name))
    except ValueError:
        return None


def _follow(sent: dict[str, str], wanted: Asked) -> None:
    value = sent.get("value", "")
    match sent.get("name"):
        case "board" | "window" | "unit" as name:
            address.turn(**{name: value})
        case "days":
            address.turn(window="days", since=sent.get("since", ""), until=sent.get("until", ""))
        case "team":
            kind = "survey" if wanted.board in findings.ANSWERED else ""
            kind = "complaint" if wanted.board == "complaints" else kind
            since = wanted.since.isoformat() if wanted.since else ""
            query = {"team": value, "kind": kind, "since": since}
            if wanted.board in OF_CASES:
                until = wanted.until.isoformat() if wanted.until else ""
                query = {"team": value, "show": "all", "purpose": "recover"}
                query |= {"since": since, "until": until}
            go(behind(wanted.board), **{name: word for name, word in query.items() if word})
