"""`boards import`, `export`, `undo`: whole boards in from other tools, and out."""

from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, db, i18n
from cxgame.boards import exporting
from cxgame.boards.importing import reading, service
from cxgame.boards.importing.planning import Report
from cxgame.boards.importing.reading import Written
from cxgame.boards.importing.service import Wanted
from cxgame.boards.models import Level
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import InvalidInput
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.tabular import pairs
from cxgame.thread import board_imports

SHOWN = 20  # of what was left out; --json has all

boards_app = typer.Typer(help="Boards in from other tools, and out.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(boards_app, name="boards")


@boards_app.command("import")
def import_board(
    file: Path,
    form: Annotated[reading.Kind, typer.Option("--format", help="What the file is")],
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="Of a table: field=COLUMN; several times")
    ] = None,
    date_format: Annotated[str, typer.Option(help="Of a table: d/m/y, m/d/y, ISO")] = "",
    level: Annotated[Level, typer.Option(help="Of the new board")] = Level.TACTICAL,
    team: Annotated[str, typer.Option(help="The team that the board is for")] = "",
    name: Annotated[str, typer.Option(help="Of the new board; the file's by default")] = "",
    dry_run: Annotated[bool, typer.Option(help="Only tell what would happen")] = False,
    json: AsJson = False,
) -> None:
    """Bring a board in from Trello or a table; without more words a company-wide tactical one."""
    actor = Actor.system("cli")
    written = Written(pairs.parse(mapping or []), date_format)
    with file.open("rb") as opened:
        found = reading.read(opened, file.name, form, written)
    with db.transaction() as session:
        wanted = Wanted(level=level, team_id=_team(people.team_by_name(session), team), name=name)
        if dry_run:
            report = service.rehearse(session, actor=actor, found=found, wanted=wanted)
            _tell(report, None, as_json=json)
            return
        brought = service.import_board(
            session,
            actor=actor,
            found=found,
            wanted=wanted,
            form=form.value,
            file_name=file.name,
            now=clock.now(),
        )
    _tell(brought.report, brought.import_id, as_json=json)


@boards_app.command("export")
def export_board(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .xlsx or .json")],
    board: Annotated[int | None, typer.Option(help="The board's number; all of them else")] = None,
) -> None:
    """Write one row for each card of a board, or of all of them."""
    ending = file.suffix.removeprefix(".")
    if ending not in exporting.ENDINGS:
        raise InvalidInput("Name a file that ends in .csv, .xlsx or .json.")
    actor = Actor.system("cli")
    with db.transaction() as session:
        made = exporting.export_cards(
            session, actor=actor, board_id=board, ending=ending, locale=LANGUAGE, now=clock.now()
        )
    file.write_bytes(made.data)
    say("{n} cards were written to {file}.", n=made.cards, file=file)


@boards_app.command("undo")
def undo(number: int, json: AsJson = False) -> None:
    """Take a board that was brought in back whole; what was worked on since stays."""
    with db.transaction() as session:
        undone = board_imports.undo_board_import(
            session, actor=Actor.system("cli"), import_id=number, now=clock.now()
        )
    if json:
        say_json({"removed": undone.removed, "kept": undone.kept})
    else:
        say("{n} cards were taken back, {kept} stay.", n=undone.removed, kept=undone.kept)


def _team(known: dict[str, int], name: str) -> int | None:
    if not name:
        return None
    if name not in known:
        raise InvalidInput("There is no team {name}.", name=name)
    return known[name]


def _tell(report: Report, import_id: int | None, *, as_json: bool) -> None:
    skipped = [
        {"what": one.what, "reason": i18n.translate(LANGUAGE, one.reason, **one.values)}
        for one in report.skipped
    ]
    if as_json:
        number = {"import": import_id} if import_id else {}
        say_json({**report.counts(), "skipped": skipped, **number})
        return
    counts = report.counts()
    say(
        "{cards} cards in {columns} columns, {checklists} checklists, {comments} comments.",
        **counts,
    )
    for one in skipped[:SHOWN]:
        say("Left out: {what}. {reason}", **one)
    if import_id:
        say("To take it back: python -m cxgame boards undo {n}", n=import_id)
