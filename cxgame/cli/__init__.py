"""The command line: `python -m cxgame …`; each word of it lies in a module of its own."""

import importlib
import logging
import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from cxgame import i18n
from cxgame.cli.say import LANGUAGE
from cxgame.errors import CxgameError

# Modules whose import adds their commands to `app`, in the order in which help lists them.
WORDS = (
    *("system", "demo", "people", "content", "feedback", "imports", "exports", "boards"),
    *("badges", "game", "jobs", "privacy"),
)

log = logging.getLogger(__name__)

app = typer.Typer(
    name="cxgame",
    help="CXGame: learn the service standards, hear the customers, improve with proof.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run one command; what a person can put right is a sentence on stderr and exit code 1."""
    for word in WORDS:
        importlib.import_module(f"cxgame.cli.{word}").add_to(app)
    try:
        app()
    except CxgameError as error:
        _end(i18n.say(LANGUAGE, error))
    except (OperationalError, ProgrammingError) as error:
        log.debug("the database refused", exc_info=error)
        _end(
            i18n.translate(
                LANGUAGE,
                "The database does not answer or was never prepared. "
                "Check CXGAME_DATABASE_URL, then run: python -m cxgame migrate",
            )
        )


def _end(sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(1)
