"""`demo`: the invented company, on purpose."""

from typing import Annotated

import typer

from cxgame.cli.say import say
from cxgame.demo import prepare
from cxgame.errors import InvalidInput
from cxgame.i18n import LOCALES
from cxgame.people.demo_accounts import DEMO_NAMES, DEMO_PASSWORD
from cxgame.settings import get_settings

TENTH = 10


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("demo")(demo)


def demo(
    language: Annotated[
        str, typer.Option(help="What its people write: pt-BR or en; CXGAME_LANGUAGE by default")
    ] = "",
) -> None:
    """Fill an empty database with the demo company."""
    wanted = language or get_settings().language
    if wanted not in LOCALES:
        raise InvalidInput("We don't speak this language yet.")
    if prepare.demo_company(language=wanted, tell=tell_progress):
        say("The demo company is made.")
    else:
        say("The demo company is already there.")
    say_accounts()


def say_accounts() -> None:
    """Print who can sign in at the demo company."""
    say(
        "Sign in as {names}, with the password {password}.",
        names=", ".join(DEMO_NAMES),
        password=DEMO_PASSWORD,
    )


def tell_progress(done: int, of: int) -> None:
    """Print how far the making of the company is, ten times in all."""
    before, after = (TENTH * (done - 1)) // of, (TENTH * done) // of
    if done == 1:
        say("Making the demo company: {of} days in the life of a pet-shop chain.", of=of)
    if after > before:
        say("{percent}% of the days are over.", percent=100 * after // TENTH)
