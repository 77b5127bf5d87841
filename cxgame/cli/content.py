"""`content check`, `content import`, `content export`: training content in files."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, content, db, i18n
from cxgame.cli import content_formats
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.content import Fault, Report, export
from cxgame.content.formats import Format
from cxgame.learning import exporting, importing
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from cxgame.standards.versions import Changes

EXPORT_FOLDER = Path("content-export")
SHOWN = 30  # faults in a row; the rest is only counted

content_app = typer.Typer(help="Training content in files.", no_args_is_help=True)
Folder = Annotated[
    Path | None, typer.Argument(help="The folder; the content that comes with us by default")
]
Foreign = Annotated[
    Format | None, typer.Option(help="Questions in another system's format, not content of ours")
]
Language = Annotated[str, typer.Option(help="Of a foreign format: pt-BR or en")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(content_app, name="content")


@content_app.command("check")
def check(
    folder: Folder = None,
    json: AsJson = False,
) -> None:
    """Check a content folder: both languages, links, answers, ways through scenarios."""
    report = content.check(folder or importing.SHIPPED_FOLDER)
    if json:
        say_json(report.as_dict())
    else:
        _say_report(report)
    if report.faults:
        raise typer.Exit(1)


@content_app.command("import")
def import_folder(
    folder: Folder = None,
    format: Foreign = None,
    language: Language = "",
    dry_run: Annotated[bool, typer.Option(help="With --format: only tell")] = False,
    json: AsJson = False,
    replace: Annotated[
        list[str] | None,
        typer.Option(help="Let ours take the place of yours, such as “module welcome”"),
    ] = None,
) -> None:
    """Bring in a content folder, or with --format a file of questions for the question bank.

    A folder of your own takes the place of ours, and may be a part: what it links to may stand in
    the database.
    """
    if format:
        content_formats.import_questions(
            folder, format, language=language, dry_run=dry_run, as_json=json
        )
        return
    changes = _bring_in(folder, frozenset(replace or ()))
    say(
        "Added: {added}. Changed: {changed}. Kept as your company wrote it: {kept}.",
        added=len(changes.added),
        changed=len(changes.changed),
        kept=len(changes.kept),
    )
    for name in changes.kept:
        say("Kept: {name}", name=name)


def _bring_in(folder: Path | None, replace: frozenset[str]) -> Changes:
    with db.transaction() as session:
        beside = exporting.library(session) if folder else content.Library()
        library = content.load(
            folder or importing.SHIPPED_FOLDER, beside=beside if beside.sops else None
        )
        return importing.import_content(
            session,
            actor=Actor.system("cli"),
            library=library,
            origin=Origin.OWN if folder else Origin.SHIPPED,
            replace=replace,
            now=clock.now(),
        )


@content_app.command("export")
def export_content(
    path: Annotated[
        Path | None,
        typer.Argument(help="A new or empty folder (content-export); with --format a file"),
    ] = None,
    format: Foreign = None,
    module: Annotated[str, typer.Option(help="With --format: one module’s slug")] = "",
    language: Language = "",
    json: AsJson = False,
    own: Annotated[
        bool, typer.Option("--own/--all", help="Only what your company wrote, or everything")
    ] = False,
) -> None:
    """Write content as files, which `content import` reads back the same, or with --format."""
    if format:
        content_formats.export_questions(
            path, format, module=module, language=language, as_json=json
        )
        return
    _export_folder(path or EXPORT_FOLDER, is_own=own)


def _export_folder(folder: Path, *, is_own: bool) -> None:
    with db.reading() as session:
        library = exporting.own(session) if is_own else exporting.library(session)
        if not is_own:
            shipped = content.load(importing.SHIPPED_FOLDER)
            library = dataclasses.replace(library, badges=shipped.badges)
        count = export.write(library, folder, pictures=exporting.pictures(session))
    say(
        "{modules} modules and {sops} SOPs written to {folder}, in {files} files.",
        modules=len(library.modules),
        sops=len(library.sops),
        folder=folder,
        files=count,
    )


def _say_report(report: Report) -> None:
    say(
        "{modules} modules, {sops} SOPs, {questions} questions, {scenarios} scenarios, "
        "{badges} badges.",
        modules=report.modules,
        sops=report.sops,
        questions=report.questions,
        scenarios=report.scenarios,
        badges=report.badges,
    )
    for fault in report.faults[:SHOWN]:
        typer.echo(_sentence(fault))
    if report.faults:
        count = len(report.faults)
        typer.echo(i18n.plural(LANGUAGE, "{n} fault.", "{n} faults.", count), err=True)
    else:
        say("The content is whole.")


def _sentence(fault: Fault) -> str:
    words = i18n.translate(LANGUAGE, fault.message, **dict(fault.values))
    return f"{fault.where}: {words}"
