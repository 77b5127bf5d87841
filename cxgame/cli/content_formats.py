"""Questions of other systems on the command line: `content import|export --format …`."""

from pathlib import Path

import typer

from cxgame import clock, db
from cxgame.cli.say import LANGUAGE, say, say_json
from cxgame.content import LANGUAGES, formats
from cxgame.content.formats import Format, Written
from cxgame.errors import InvalidInput
from cxgame.i18n import translate
from cxgame.learning.bank import outgoing, service
from cxgame.learning.bank.report import BankReport
from cxgame.people.actor import Actor

SHOWN = 30  # skipped questions printed; --json has them all


def import_questions(
    path: Path | None, format: Format, *, language: str, dry_run: bool, as_json: bool
) -> None:
    """Bring a file of questions into the bank, or tell what would happen."""
    if path is None or not path.is_file():
        raise InvalidInput("There is no file {path}.", path=path or "")
    reading = formats.read(
        path.read_bytes(), format=format, name=path.name, language=checked(language)
    )
    actor = Actor.system("cli")
    if dry_run:
        with db.reading() as session:
            report = service.rehearse(session, actor=actor, reading=reading)
    else:
        with db.transaction() as session:
            report = service.import_bank(
                session, actor=actor, reading=reading, file_name=path.name, now=clock.now()
            )
    if as_json:
        say_json(report.as_json(LANGUAGE))
    else:
        _tell(report)


def export_questions(
    path: Path | None, format: Format, *, module: str, language: str, as_json: bool
) -> None:
    """Write the questions of a module, or of all, to a file or else to the screen."""
    with db.reading() as session:
        questions = outgoing.module_questions(session, slug=module)
    written = formats.write(questions, format=format, language=checked(language))
    if path is None:
        typer.echo(written.text, nl=False)
    else:
        path.write_text(written.text, encoding="utf-8", newline="\n")
    if as_json and path is not None:
        say_json(_as_json(written))
        return
    _tell_losses(written)


def checked(language: str) -> str:
    """Return a language of ours, the installation's for none; raise InvalidInput for another."""
    if language and language not in LANGUAGES:
        raise InvalidInput("The language is one of: {allowed}.", allowed=", ".join(LANGUAGES))
    return language or LANGUAGE


def _tell(report: BankReport) -> None:
    say(
        "Questions read: {read}. New in the bank: {imported}. Skipped: {skipped}.",
        read=report.read,
        imported=report.imported,
        skipped=len(report.skipped),
    )
    for line, reason in [*report.skipped, *report.notes][:SHOWN]:
        words = translate(LANGUAGE, reason.message, **reason.values)
        say("Line {line}: {reason}", line=line, reason=words)
    more = len(report.skipped) + len(report.notes) - SHOWN
    if more > 0:
        say("… and {n} more; --json lists them all.", n=more)


def _tell_losses(written: Written) -> None:
    """Say on stderr what the file lacks, so that the file itself can go to another program."""
    for loss in written.losses:
        words = translate(LANGUAGE, loss.reason.message, **loss.reason.values)
        typer.echo(f"{loss.question}: {words}", err=True)


def _as_json(written: Written) -> dict[str, object]:
    return {
        "written": written.count,
        "lost": [
            {
                "question": loss.question,
                "reason": translate(LANGUAGE, loss.reason.message, **loss.reason.values),
                "left_out": loss.is_left_out,
            }
            for loss in written.losses
        ],
    }
