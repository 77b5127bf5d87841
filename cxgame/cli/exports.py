"""`export xapi`: what was learned, for a learning record store elsewhere."""

from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

import typer

from cxgame import db
from cxgame.cli.say import say_json
from cxgame.errors import InvalidInput
from cxgame.learning.xapi import records
from cxgame.learning.xapi.records import Span
from cxgame.learning.xapi.statements import Site
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
