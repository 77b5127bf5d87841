"""`migrate`, `serve`, `audit verify`: what keeps an installation running."""

from typing import Annotated

import typer

from cxgame import db, migrate
from cxgame.cli.demo import say_accounts, tell_progress
from cxgame.cli.say import say
from cxgame.demo import prepare
from cxgame.errors import Conflict
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.settings import get_settings
from cxgame.standards.signing import seals
from cxgame.web import server

HERE = "127.0.0.1"

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
    prepare.database(tell_progress)
    port, address = port or settings.port, address or settings.address
    with db.reading() as session:
        is_demo = people.company(session).is_demo
        is_empty = not people.person_names(session)
    if is_demo:
        address = _demo_address(address)
    if is_empty:
        say("Nobody can sign in yet. Add yourself: python -m cxgame add-person YOUR-NAME")
    say("Open http://{address}:{port} in your browser.", address=address, port=port)
    server.run(address=address, port=port)


def _demo_address(wanted: str) -> str:
    """Say who can sign in at the demo company, and return the only address it is served on.

    Raise Conflict when a company of one's own was asked for.
    """
    if not get_settings().demo:
        raise Conflict(
            "CXGAME_DEMO is off, but this database holds the demo company. "
            "Name an empty one by CXGAME_DATABASE_URL, or delete this one."
        )
    if wanted != HERE:
        say("Everybody knows the demo's passwords, so it is served on this machine only.")
    say_accounts()
    return HERE


@audit_app.command("verify")
def verify() -> None:
    """Check that no audit row and no signature was changed or taken away."""
    with db.reading() as session:
        count, broken = audit.verify(session)
        signed, unsealed = seals.verify(session)
    if broken is not None:
        raise Conflict("The audit is broken at entry {seq}.", seq=broken)
    say("The audit is whole: {count} entries.", count=count)
    if unsealed is not None:
        raise Conflict("The signatures are broken at number {seq}.", seq=unsealed)
    say("The signatures are whole: {count}.", count=signed)
