"""`game check`: prove that everything that is shown follows from the ledger."""

from dataclasses import asdict
from typing import Annotated

import typer

from cxgame import clock, db
from cxgame.cli.say import say, say_json
from cxgame.errors import Conflict
from cxgame.game import ledger_check
from cxgame.learning import noted_points

SHOWN = 30  # differences in a row; --json has them all

game_app = typer.Typer(help="Points, badges, streaks, missions.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    game_app.command("check")(check)
    game_app.callback()(_game)
    app.add_typer(game_app, name="game")


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON")] = False,
) -> None:
    """Prove that totals, badges, streaks, missions, kudos and practices follow from the ledger."""
    with db.reading() as session:
        found = ledger_check.check(session, today=clock.local_day(clock.now()))
        noted = noted_points.check(session)
    differences = [*found.differences, *noted.differences]
    if as_json:
        counted = asdict(found) | {"runs": noted.runs}
        say_json(counted | {"differences": [asdict(one) for one in differences]})
        if differences:
            raise typer.Exit(1)
        return
    say(
        "{rows} rows of the ledger, {runs} modules and practices, {badges} badges, "
        "{missions} missions, {kudos} kudos.",
        rows=found.rows,
        runs=noted.runs,
        badges=found.badges,
        missions=found.missions,
        kudos=found.kudos,
    )
    for one in differences[:SHOWN]:
        typer.echo(f"{one.what}: {one.where}: {one.stored} -> {one.proven}")
    if differences:
        raise Conflict("{n} things don't follow from the ledger.", n=len(differences))
    say("Everything follows from the ledger.")


def _game() -> None:
    """Prove the game."""
