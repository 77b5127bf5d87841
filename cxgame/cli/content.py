"""`content check`, `content import`, `content export`: training content in files."""

from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, content, db, i18n
from cxgame.cli import content_formats
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.content import Fault, Report
from cxgame.content.formats import Format
from cxgame.errors import InvalidInput
from cxgame.learning import importing
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin

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
) -> None:
    """Bring in a content folder of ours, or with --format a file of questions for the bank."""
    if format:
        content_formats.import_questions(
            folder, format, language=language, dry_run=dry_run, as_json=json
        )
        return
    library = content.load(folder or importing.SHIPPED_FOLDER)
    with db.transaction() as session:
        changes = importing.import_content(
            session,
            actor=Actor.system("cli"),
            library=library,
            origin=Origin.OWN if folder else Origin.SHIPPED,
            now=clock.now(),
        )
    say(
        "Added: {added}. Changed: {changed}. Kept as your company wrote it: {kept}.",
        added=len(changes.added),
        changed=len(changes.changed),
        kept=len(changes.kept),
    )
    for name in changes.kept:
        say("Kept: {name}", name=name)


@content_app.command("export")
def export(
    path: Annotated[Path | None, typer.Argument(help="The file; the screen by default")] = None,
    format: Foreign = None,
    module: Annotated[str, typer.Option(help="A module's slug; all by default")] = "",
    language: Language = "",
    json: AsJson = False,
) -> None:
    """Write the questions of modules in the format of another system."""
    if format is None:
        raise InvalidInput("Say in which format: --format gift, moodlexml or aiken.")
    content_formats.export_questions(path, format, module=module, language=language, as_json=json)


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
