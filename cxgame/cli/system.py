"""`migrate`, `serve`, `audit verify`: what keeps an installation running."""

import runpy
import sys
from typing import Annotated

import typer

from cxgame import db, migrate
from cxgame.cli.say import say
from cxgame.errors import Conflict
from cxgame.people import audit
from cxgame.settings import ROOT, get_settings

audit_app = typer.Typer(help="The audit.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("migrate")(run_migrations)
    app.command("serve")(serve)
    app.add_typer(audit_app, name="audit")


def run_migrations() -> None:
    """Bring the database up to the newest version of its tables."""
    say("The database is at version {revision}.", revision=migrate.upgrade())


def serve(
    port: Annotated[int, typer.Option(help="Port; CXGAME_PORT by default")] = 0,
    address: Annotated[str, typer.Option(help="Address; CXGAME_ADDRESS by default")] = "",
) -> None:
    """Serve the app until it is stopped."""
    settings = get_settings()
    migrate.upgrade()
    sys.argv = [
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        f"--server.port={port or settings.port}",
        f"--server.address={address or settings.address}",
    ]
    runpy.run_module("streamlit", run_name="__main__")


@audit_app.command("verify")
def verify() -> None:
    """Check that no audit row was changed or taken away."""
    with db.reading() as session:
        count, broken = audit.verify(session)
    if broken is not None:
        raise Conflict("The audit is broken at entry {seq}.", seq=broken)
    say("The audit is whole: {count} entries.", count=count)
