"""`badges keys`, `badges new-key`, `badges verify`: what credentials are signed with."""

from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, db, i18n
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import Conflict, InvalidInput
from cxgame.issuing import queries, service
from cxgame.people.actor import Actor

badges_app = typer.Typer(help="Badges and certificates: keys, verification.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(badges_app, name="badges")


@badges_app.command("keys")
def keys() -> None:
    """List the keys that sign, the current one first; never what is secret of them."""
    with db.reading() as session:
        published = queries.published_keys(session)
    for each in published:
        since = i18n.day(LANGUAGE, clock.local_day(each.since))
        say("Key {n}, since {day}: {did}", n=each.number, day=since, did=each.key.did)


@badges_app.command("new-key")
def new_key() -> None:
    """Make a key that signs from now on; the others stay published."""
    with db.transaction() as session:
        number = service.add_issuer_key(session, actor=Actor.system("cli"), now=clock.now())
    say("Key {n} signs from now on.", n=number)


@badges_app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="JSON, or a PNG or SVG it is baked into")],
    as_json: Annotated[bool, typer.Option("--json", help="Print what it says as JSON")] = False,
) -> None:
    """Verify the signature of an Open Badge, without the network; not whether it was revoked."""
    from cxgame.credentials import reading  # JSON-LD is slow to import, and only this needs it

    if not file.is_file():
        raise InvalidInput("There is no file {path}.", path=file)
    try:
        found = reading.read(reading.document_in(file.read_bytes()))
    except ValueError as error:
        raise Conflict("It does not verify: {reason}.", reason=str(error)) from error
    holds = found.holds(clock.now())
    if as_json:
        say_json({**vars(found), "key": found.key.did, "holds": holds})
    else:
        say("The signature holds. Key: {did}", did=found.key.did)
        say(
            "{issuer} gave {name}: {badge}",
            issuer=found.issuer,
            name=found.recipient,
            badge=found.achievement,
        )
    if not holds:
        raise Conflict("It is not valid at this moment: see its dates.")
