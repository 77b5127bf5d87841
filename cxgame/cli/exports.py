"""`export`: what was learned, for a learning record store; cases, for a spreadsheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from cxgame import clock, db
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import InvalidInput
from cxgame.feedback.cases import export as cases
from cxgame.learning.xapi import records
from cxgame.learning.xapi.records import Span
from cxgame.learning.xapi.statements import Site
from cxgame.look import spreadsheet
from cxgame.people.actor import Actor
from cxgame.settings import get_settings

export_app = typer.Typer(help="Give data to other systems.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    export_app.callback()(_exports)
    app.add_typer(export_app, name="export")


@export_app.command("xapi")
def xapi(
    since: Annotated[str, typer.Option(help="First day, such as 2026-03-01")] = "",
    until: Annotated[str, typer.Option(help="Last day, included")] = "",
    site: Annotated[
        str, typer.Option(help="Address that names this installation; CXGAME_PUBLIC_URL by default")
    ] = "",
) -> None:
    """Print xAPI 1.0.3 statements, one a line: answers, modules, conversations, practices."""
    span = Span(_day(since), _day(until))
    home = Site(_address(site or get_settings().public_url))
    with db.reading() as session:
        for statement in records.export(session, actor=Actor.system("cli"), site=home, span=span):
            say_json(statement)


@export_app.command("cases")
def export_cases(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv or .xlsx")],
    since: Annotated[str, typer.Option(help="First day of the opening, such as 2026-03-01")] = "",
    until: Annotated[str, typer.Option(help="Last day, included")] = "",
) -> None:
    """Write one row for each case, personal data in texts hidden."""
    if file.suffix not in (".csv", ".xlsx"):
        raise InvalidInput("Name a file that ends in .csv or .xlsx.")
    wanted = cases.Wanted(is_whole=True, since=_day(since), until=_day(until))
    actor = replace(Actor.system("cli"), locale=LANGUAGE)
    with db.transaction() as session:
        table = cases.export_cases(session, actor=actor, wanted=wanted, now=clock.now())
    file.write_bytes(spreadsheet.written(table, file.suffix.removeprefix("."), LANGUAGE))
    say("{n} cases were written to {file}.", n=len(table.rows), file=file)


def _exports() -> None:
    """Give data to other systems."""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInput("Write a day as year-month-day, such as 2026-03-31.") from None


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise InvalidInput(
            "Statements name their installation: set CXGAME_PUBLIC_URL, or give --site."
        )
    return text
