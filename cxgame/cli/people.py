"""`add-person`, `add-api-key`: who may come in, from the command line."""

from typing import Annotated

import typer

from cxgame import clock, db, migrate
from cxgame.cli.say import say
from cxgame.errors import NotFound
from cxgame.people import accounts, keys, passwords, queries, service
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.settings import get_settings


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("add-person")(add_person)
    app.command("add-api-key")(add_api_key)


def add_person(
    name: str,
    role: Annotated[Role, typer.Option(help="frontline, manager, director or admin")] = Role.ADMIN,
    team: Annotated[str, typer.Option(help="Name of the home team")] = "",
    sign_in_name: Annotated[str, typer.Option(help="What the person types to sign in")] = "",
    email: Annotated[str, typer.Option(help="E-mail, if there is one")] = "",
    language: Annotated[str, typer.Option(help="pt-BR or en")] = "",
    with_password: Annotated[
        bool, typer.Option(help="Ask for a password now instead of printing a link")
    ] = False,
) -> None:
    """Add a person and print the one-use link to choose a password."""
    secret = None
    if with_password:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        passwords.validate(password, name=name)
        secret = passwords.hashed(password)
    migrate.upgrade()  # the first person is added before anything was served
    actor, now = Actor.system("cli"), clock.now()
    with db.transaction() as session:
        person_id = service.add_person(
            session,
            actor=actor,
            name=name,
            role=role,
            sign_in_name=sign_in_name,
            email=email,
            team_id=_team(queries.team_by_name(session), team) if team else None,
            language=language or None,
            password_hash=secret,
            now=now,
        )
        token = accounts.make_password_link(session, actor=actor, person_id=person_id, now=now)
    say("{name} was added.", name=name)
    if not secret:
        say("Choose the password within 3 days: {link}", link=f"{_base()}/account/password/{token}")


def add_api_key(
    name: str, scope: Annotated[str, typer.Option(help="Such as feedback:write")] = "feedback:write"
) -> None:
    """Make an API key and print it alone: it is shown this once."""
    with db.transaction() as session:
        token = keys.add_api_key(
            session, actor=Actor.system("cli"), name=name, scope=scope, now=clock.now()
        )
    typer.echo(token)


def _team(known: dict[str, int], name: str) -> int:
    if name not in known:
        raise NotFound("There is no open team named {name}.", name=name)
    return known[name]


def _base() -> str:
    settings = get_settings()
    return settings.public_url or f"http://{settings.address}:{settings.port}"
