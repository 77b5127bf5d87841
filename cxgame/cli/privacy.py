"""`privacy`: what is held of a customer, erasures and their journal, what is past its time."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, db
from cxgame.cli.say import LANGUAGE, say
from cxgame.errors import InvalidInput
from cxgame.jobs import forgetting
from cxgame.people.actor import Actor
from cxgame.thread.privacy import dossier, erasing, export, journal, queries, retention, traces
from cxgame.thread.privacy.models import Depth

privacy_app = typer.Typer(help="Customers' rights over their data.", no_args_is_help=True)

Asked = Annotated[str, typer.Argument(help="A key, an e-mail address or a phone number")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(privacy_app, name="privacy")


@privacy_app.command("export")
def export_customer(
    asked: Asked,
    file: Annotated[Path, typer.Argument(help="The file to write: .json or .pdf")],
) -> None:
    """Write all that is held of a customer into a file to hand over."""
    if file.suffix not in (".json", ".pdf"):
        raise InvalidInput("Name a file that ends in .json or .pdf.")
    actor = replace(_system(), locale=LANGUAGE)
    with db.transaction() as session:
        made = export.export_customer(session, actor=actor, asked=asked, now=clock.now())
    if file.suffix == ".pdf":
        file.write_bytes(dossier.as_pdf(made, locale=LANGUAGE))
    else:
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2), "utf-8")
    say("{n} records were written to {file}.", n=len(made["records"]), file=file)


@privacy_app.command("erase")
def erase(
    asked: Asked,
    anonymise: Annotated[bool, typer.Option(help="Keep the words, without the person")] = False,
) -> None:
    """Erase a customer for good, and every trace in the database's file."""
    depth = Depth.ANONYMISE if anonymise else Depth.ERASE
    with db.transaction() as session:
        done = erasing.erase_customer(
            session, actor=_system(), asked=asked, depth=depth, now=clock.now()
        )
    traces.clean()
    say("{n} records tell of nobody any more.", n=done.records)


@privacy_app.command("journal")
def write_journal(
    file: Annotated[Path, typer.Argument(help="The file to write; it holds no personal data")],
) -> None:
    """Write the journal of erasures, to be replayed after an older copy is restored."""
    with db.reading() as session:
        lines = [journal.as_line(entry) for entry in journal.entries(session)]
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    say("{n} erasures were written to {file}.", n=len(lines), file=file)


@privacy_app.command("replay")
def replay(
    file: Annotated[Path, typer.Argument(help="A journal that `privacy journal` wrote")],
) -> None:
    """Erase anew what a restored copy brought back; what it knows to be erased stays erased."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InvalidInput("The file {file} can't be read.", file=file) from None
    told = [journal.read_line(line) for line in lines if line.strip()]
    with db.transaction() as session:
        count = erasing.replay_erasures(session, actor=_system(), told=told, now=clock.now())
    if count:
        traces.clean()
    say("{n} erasures were made again.", n=count)


@privacy_app.command("clean")
def clean() -> None:
    """Leave nothing deleted in the database's file; stop the server first if it is large."""
    traces.clean()
    say("Nothing that was deleted is left in the database.")


@privacy_app.command("retention")
def keep_time(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count")] = False,
) -> None:
    """Empty what is past its time by the company's rules, or count it."""
    now = clock.now()
    if not dry_run:
        say("{n} records and customers were emptied.", n=forgetting.forget_past(now=now))
        return
    with db.transaction() as session:
        retention.try_retention(session, actor=_system(), now=now)
        run = queries.retention_runs(session, actor=_system(), limit=1)[0]
    records = sum(line["records"] for line in run.lines)
    say("{n} records are past their time, {m} customers too.", n=records, m=run.customers)


def _system() -> Actor:
    return Actor.system("cli")
