"""`import feedback`, `served`, `customers`, `undo`: files in, and back out."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cxgame import clock, db
from cxgame.cli import import_mappings
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.errors import Conflict
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.report import Report
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import SurveyKind
from cxgame.i18n import translate
from cxgame.people.actor import Actor
from cxgame.tabular import pairs

SHOWN = 20  # refused rows printed; --json has them all

import_app = typer.Typer(help="Bring files in, take imports back.", no_args_is_help=True)

Map = Annotated[
    list[str] | None, typer.Option("--map", help="field=COLUMN; may be given several times")
]
Team = Annotated[str, typer.Option(help="The team of rows that name none")]
CreateTeams = Annotated[bool, typer.Option(help="Make the teams that don't exist")]
DateFormat = Annotated[str, typer.Option(help="d/m/y, m/d/y, ISO or like %d.%m.%Y")]
Encoding = Annotated[str, typer.Option(help="Such as utf-8 or cp1252; found out otherwise")]
Separator = Annotated[str, typer.Option(help="A comma, semicolon, bar or \\t; found out otherwise")]
Sheet = Annotated[str, typer.Option(help="The sheet of a workbook; the first otherwise")]
Decimal = Annotated[str, typer.Option(help="A comma or a point before decimals")]
Only = Annotated[
    list[str] | None, typer.Option(help="COLUMN=VALUE: only the rows that say so; several: all")
]
Named = Annotated[
    str, typer.Option("--mapping", help="A saved mapping, delighted, consumidor.gov.br, …")
]
SaveAs = Annotated[str, typer.Option("--save-mapping", help="Remember this mapping by a name")]
DryRun = Annotated[bool, typer.Option(help="Only tell what would happen")]
Strict = Annotated[bool, typer.Option(help="Refuse the whole file when a row is bad")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    import_app.command("feedback")(import_feedback)
    import_app.command("served")(import_served)
    import_app.command("customers")(import_customers)
    import_app.command("undo")(undo)
    import_mappings.add_to(import_app)
    app.add_typer(import_app, name="import")


def import_feedback(
    file: Path,
    survey: Annotated[SurveyKind | None, typer.Option(help="What the scores are")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the rows are, if no survey")] = None,
    scale: Annotated[str, typer.Option(help="Such as 1-10; of several surveys ces=1-5")] = "",
    reverse: Annotated[bool, typer.Option(help="The lowest score is the best")] = False,
    named: Named = "",
    save_as: SaveAs = "",
    mapping: Map = None,
    only_mapped: Annotated[bool, typer.Option(help="Leave other columns out")] = False,
    only: Only = None,
    team: Team = "",
    create_teams: CreateTeams = False,
    date_format: DateFormat = "",
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    decimal: Decimal = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Bring in survey answers, complaints, compliments or suggestions from CSV or XLSX."""
    rows = _rows(mapping, only, team, creates_teams=create_teams, is_strict=strict)
    written = _written(date_format, encoding, separator, sheet, decimal)
    what = Options(survey, kind, scale, is_reversed=reverse, only_mapped=only_mapped)
    said = replace(what, **rows, **written)
    options = import_mappings.with_mapping("feedback", file, named, said)
    _bring_in("feedback", file, options, save_as, dry_run=dry_run, as_json=as_json)


def import_served(
    file: Path,
    named: Named = "",
    save_as: SaveAs = "",
    mapping: Map = None,
    only: Only = None,
    team: Team = "",
    create_teams: CreateTeams = False,
    date_format: DateFormat = "",
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    decimal: Decimal = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Bring in how many customers each team served in a day or a week, from CSV or XLSX."""
    rows = _rows(mapping, only, team, creates_teams=create_teams, is_strict=strict)
    written = _written(date_format, encoding, separator, sheet, decimal)
    said = replace(Options(), **rows, **written)
    options = import_mappings.with_mapping("served", file, named, said)
    _bring_in("served", file, options, save_as, dry_run=dry_run, as_json=as_json)


def import_customers(
    file: Path,
    named: Named = "",
    save_as: SaveAs = "",
    mapping: Map = None,
    only: Only = None,
    encoding: Encoding = "",
    separator: Separator = "",
    sheet: Sheet = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Note customers from a file: key, name, email, phone, language, segment_value, segment_need.

    A customer that is known by key, e-mail or phone gets what the file tells anew.
    """
    rows = _rows(mapping, only, "", creates_teams=False, is_strict=strict)
    said = replace(Options(), **rows, **_written("", encoding, separator, sheet, ""))
    options = import_mappings.with_mapping("customers", file, named, said)
    _bring_in("customers", file, options, save_as, dry_run=dry_run, as_json=as_json)


def undo(batch: int, as_json: AsJson = False) -> None:
    """Take an import back whole: its records, their scores, its figures, its customers."""
    actor = Actor.system("cli")
    removed = run.take_back(db.transaction, actor=actor, batch_id=batch, now=clock.now())
    if as_json:
        say_json({"batch": batch, "removed": removed})
        return
    say("Import {batch} was taken back: {n} records.", batch=batch, n=removed)


def _rows(
    mapping: list[str] | None,
    only: list[str] | None,
    team: str,
    *,
    creates_teams: bool,
    is_strict: bool,
) -> dict[str, Any]:
    """Return how rows are read, as values of Options."""
    return {
        "mapping": pairs.parse(mapping or []),
        "only": pairs.parse(only or []),
        "team": team,
        "creates_teams": creates_teams,
        "is_strict": is_strict,
    }


def _written(
    date_format: str, encoding: str, separator: str, sheet: str, decimal: str
) -> dict[str, Any]:
    """Return how the file is said to be written, as values of Options."""
    return {
        "date_format": date_format,
        "encoding": encoding,
        "separator": separator,
        "sheet": sheet,
        "decimal": decimal,
    }


def _bring_in(
    kind: BatchKind, path: Path, options: Options, save_as: str, *, dry_run: bool, as_json: bool
) -> None:
    with path.open("rb") as file:
        task = run.Task(kind, file, path.name, Actor.system("cli"), options, clock.now())
        report = run.rehearse(db.reading, task) if dry_run else run.bring_in(db.transaction, task)
    _report(report, as_json=as_json)
    if save_as and not dry_run:
        import_mappings.save(kind, path, save_as, options, report.mapping)


def _report(report: Report, *, as_json: bool) -> None:
    if as_json:
        say_json(report.as_json(LANGUAGE))
    else:
        _tell(report)
    if report.is_refused:
        raise Conflict("Nothing was stored, because {n} rows are bad.", n=len(report.rejected))


def _tell(report: Report) -> None:
    _tell_how_written(report)
    if report.stood:
        say("An interrupted import of this file goes on: {n} rows stood.", n=report.stood)
    say(
        "Rows read: {read}. New: {created}. Known already: {duplicates}. Refused: {rejected}.",
        read=report.read,
        created=report.created,
        duplicates=report.duplicates,
        rejected=len(report.rejected),
    )
    if not report.read:
        say("There are no rows below the heading.")
    if report.cases:
        say("Cases that would be opened: {n}, of the last 14 days.", n=report.cases)
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


def _tell_how_written(report: Report) -> None:
    written = report.written
    if written.sheet:
        say("Sheet: {sheet}. Heading in row {row}.", sheet=written.sheet, row=written.heading_row)
    else:
        say(
            "Encoding: {encoding}. Separator: {separator}. Heading in row {row}.",
            encoding=written.encoding.upper(),
            separator="\\t" if written.separator == "\t" else written.separator,
            row=written.heading_row,
        )
    if written.date_format:
        say("Dates: {order}.", order=written.date_format)
    if written.scales:
        pairs = ", ".join(f"{kind} {scale}" for kind, scale in written.scales.items())
        say("Scales: {scales}.", scales=pairs)
    if written.left_out:
        say("Columns about persons left out: {columns}.", columns=", ".join(written.left_out))
