"""`scores`, `leaderboard`, `rollups check`: what was heard, in figures."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from cxgame import clock, db, i18n
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback import leaderboards, rollup_check
from cxgame.feedback import scores as readings
from cxgame.feedback.leaderboards import BOARDS, Board
from cxgame.feedback.ranking import Row
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor

rollups_app = typer.Typer(help="The day roll-ups behind every score.", no_args_is_help=True)

Since = Annotated[str, typer.Option(help="First day, such as 2026-03-01")]
Until = Annotated[str, typer.Option(help="Last day, included")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("scores")(scores)
    app.command("leaderboard")(leaderboard)
    rollups_app.command("check")(check)
    rollups_app.callback()(_rollups)
    app.add_typer(rollups_app, name="rollups")


def scores(
    kind: SurveyKind,
    by: Annotated[
        str, typer.Option(help="team, unit, touchpoint, month or a field of the metadata")
    ] = "",
    since: Since = "",
    until: Until = "",
    as_json: AsJson = False,
) -> None:
    """Print a score with its 95 % interval, and by group."""
    cut = Cut(since=_day(since), until=_day(until))
    with db.reading() as session:
        report = readings.scores(session, actor=_reader(), kind=kind, by=by, cut=cut)
    if as_json:
        total = {"kind": kind, **_figures(report.total)}
        total["standard_error"] = _rounded(report.total.standard_error)
        groups = [{"group": group.name, **_figures(group.score)} for group in report.groups]
        say_json({**total, "groups": groups})
        return
    typer.echo(_line(kind.upper(), report.total))
    for group in report.groups:
        typer.echo("  " + _line(group.name or "—", group.score))


def leaderboard(
    board: Annotated[
        str,
        typer.Argument(help="Which one, such as nps, complaints, time_to_close or loops_closed"),
    ],
    since: Since = "",
    until: Until = "",
    as_json: AsJson = False,
) -> None:
    """Print a fair leaderboard of the teams."""
    wanted, last = _board(board), _day(until)
    if wanted in leaderboards.TWO_WINDOWS:
        last = last or clock.local_day(clock.now())
    with db.reading() as session:
        made = leaderboards.leaderboard(
            session,
            actor=_reader(),
            board=wanted,
            since=_day(since),
            until=last,
            now=clock.now(),
        )
    if as_json:
        say_json([_row(row) for row in made.rows])
        return
    for row in made.rows:
        place = i18n.ordinal(LANGUAGE, row.rank) if row.rank else "—"
        typer.echo(f"{place:>4} " + _line(row.team, row))


def check(
    repair: Annotated[bool, typer.Option(help="Replace what is wrong")] = False,
) -> None:
    """Make the roll-ups anew from the records and compare."""
    if repair:
        with db.transaction() as session:
            actor = Actor.system("cli")
            found = rollup_check.repair_rollups(session, actor=actor, now=clock.now())
    else:
        with db.reading() as session:
            found = rollup_check.check(session)
    wrong = len(found.differences)
    for one in found.differences:
        typer.echo(f"{one.table} {one.cell}: {one.stored} -> {one.rebuilt}")
    if not wrong:
        say("The roll-ups are right: {n} cells.", n=found.cells)
    elif repair:
        say("The roll-ups were repaired: {n} cells were wrong.", n=wrong)
    else:
        raise Conflict("{n} cells of the roll-ups are wrong. Add --repair.", n=wrong)


def _rollups() -> None:
    """Check and repair the roll-ups."""


def _reader() -> Actor:
    return replace(Actor.system("cli"), locale=LANGUAGE)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInput("Write a day as year-month-day, such as 2026-03-31.") from None


def _board(name: str) -> Board:
    for board in BOARDS:
        if board == name:
            return board
    raise InvalidInput(
        "There is no such leaderboard. Use one of: {boards}.", boards=", ".join(BOARDS)
    )


def _figures(made: readings.Score | Row) -> dict[str, Any]:
    return {
        "n": made.n,
        "score": _rounded(made.score),
        "low": _rounded(made.low),
        "high": _rounded(made.high),
    }


def _row(row: Row) -> dict[str, Any]:
    shrunk = {"shrunk": _rounded(row.shrunk), "state": row.state}
    return {"rank": row.rank, "team": row.team, **_figures(row), **shrunk}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2) + 0.0


def _line(name: str, made: readings.Score | Row) -> str:
    """Return a name, its score with the interval, and n, in the company's language."""
    score, low, high = (
        "—" if value is None else i18n.number(LANGUAGE, value, 1)
        for value in (made.score, made.low, made.high)
    )
    return f"{name}: {score} ({low} … {high}), n = {i18n.number(LANGUAGE, made.n)}"
