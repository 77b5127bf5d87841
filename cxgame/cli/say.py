"""What the command line prints: a sentence in the company's language, or JSON."""

import json

import typer

from cxgame import i18n
from cxgame.settings import get_settings

LANGUAGE = get_settings().language


def say(message: str, /, **values: object) -> None:
    """Print one translated sentence."""
    typer.echo(i18n.translate(LANGUAGE, message, **values))


def say_json(value: object) -> None:
    """Print a value as JSON, accents whole."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))
