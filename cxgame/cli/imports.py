"""`import feedback`, `served`, `customers`, `undo`: files in, and back out."""

from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, db
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.customers import incoming
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.report import Report
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import SurveyKind
from cxgame.i18n import translate
from cxgame.people.actor import Actor

SHOWN = 20  # refused rows printed; --json has them all

import_app = typer.Typer(help="Bring files in, take imports back.", no_args_is_help=True)

Map = Annotated[
    list[str] | None, typer.Option("--map", help="field=COLUMN; may be given several times")
]
Team = Annotated[str, typer.Option(help="The team of rows that name none")]
CreateTeams = Annotated[bool, typer.Option(help="Make the teams that don't exist")]
DateFormat = Annotated[str, typer.Option(help="d/m/y, m/d/y, ISO or like %d.%m.%Y")]
DryRun = Annotated[bool, typer.Option(help="Only tell what would happen")]
Strict = Annotated[bool, typer.Option(help="Refuse the whole file when a row is bad")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    import_app.command("feedback")(import_feedback)
    import_app.command("served")(import_served)
    import_app.command("customers")(import_customers)
    import_app.command("undo")(undo)
    app.add_typer(import_app, name="import")


def import_feedback(
    file: Path,
    survey: Annotated[SurveyKind | None, typer.Option(help="What the scores are")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the rows are, if no survey")] = None,
    scale: Annotated[str, typer.Option(help="Lowest and highest score, such as 1-10")] = "",
    reverse: Annotated[bool, typer.Option(help="The lowest score is the best")] = False,
    mapping: Map = None,
    only_mapped: Annotated[bool, typer.Option(help="Leave other columns out")] = False,
    team: Team = "",
    create_teams: CreateTeams = False,
    date_format: DateFormat = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Bring in survey answers, complaints, compliments or suggestions from a CSV file."""
    options = Options(
        survey=survey,
        kind=kind,
        scale=scale,
        is_reversed=reverse,
        mapping=mappings.parse(mapping or []),
        team=team,
        creates_teams=create_teams,
        date_format=date_format,
        only_mapped=only_mapped,
        is_strict=strict,
    )
    _bring_in("feedback", file, options, dry_run=dry_run, as_json=as_json)


def import_served(
    file: Path,
    mapping: Map = None,
    team: Team = "",
    create_teams: CreateTeams = False,
    date_format: DateFormat = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Bring in how many customers each team served in a day or a week."""
    options = Options(
        mapping=mappings.parse(mapping or []),
        team=team,
        creates_teams=create_teams,
        date_format=date_format,
        is_strict=strict,
    )
    _bring_in("served", file, options, dry_run=dry_run, as_json=as_json)


def import_customers(
    file: Path,
    mapping: Map = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Note customers from a file: key, name, email, phone, language, segment_value, segment_need.

    A customer that is known by key, e-mail or phone gets what the file tells anew.
    """
    if not file.is_file():
        raise InvalidInput("There is no file {path}.", path=file)
    with file.open("rb") as opened:
        report = incoming.bring_in(
            db.transaction,
            file=opened,
            name=file.name,
            actor=Actor.system("cli"),
            mapping=mappings.parse(mapping or []),
            is_dry=dry_run,
            is_strict=strict,
            now=clock.now(),
        )
    _report(report, as_json=as_json)


def undo(batch: int, as_json: AsJson = False) -> None:
    """Take an import back whole: its records, their scores, its figures."""
    actor = Actor.system("cli")
    removed = run.take_back(db.transaction, actor=actor, batch_id=batch, now=clock.now())
    if as_json:
        say_json({"batch": batch, "removed": removed})
        return
    say("Import {batch} was taken back: {n} records.", batch=batch, n=removed)


def _bring_in(
    kind: BatchKind, path: Path, options: Options, *, dry_run: bool, as_json: bool
) -> None:
    if not path.is_file():
        raise InvalidInput("There is no file {path}.", path=path)
    with path.open("rb") as file:
        task = run.Task(kind, file, path.name, Actor.system("cli"), options, clock.now())
        report = run.rehearse(db.reading, task) if dry_run else run.bring_in(db.transaction, task)
    _report(report, as_json=as_json)


def _report(report: Report, *, as_json: bool) -> None:
    if as_json:
        say_json(report.as_json(LANGUAGE))
    else:
        _tell(report)
    if report.is_refused:
        raise Conflict("Nothing was stored, because {n} rows are bad.", n=len(report.rejected))


def _tell(report: Report) -> None:
    say(
        "Rows read: {read}. New: {created}. Known already: {duplicates}. Refused: {rejected}.",
        read=report.read,
        created=report.created,
        duplicates=report.duplicates,
        rejected=len(report.rejected),
    )
    for row, reason in report.rejected[:SHOWN]:
        say(
            "Row {row}: {reason}",
            row=row,
            reason=translate(LANGUAGE, reason.message, **reason.values),
        )
    if len(report.rejected) > SHOWN:
        say("… and {n} more; --json lists them all.", n=len(report.rejected) - SHOWN)
    if report.batch is not None:
        say("To take it back: import undo {batch}", batch=report.batch)
