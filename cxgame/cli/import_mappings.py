"""`import mappings` and those that rename or delete one: how files are read, under names."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cxgame import clock, db
from cxgame.cli.say import say, say_json
from cxgame.errors import InvalidInput
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import layouts, saved
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.saved import SavedMapping
from cxgame.people.actor import Actor
from cxgame.tabular.source import open_source


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to those of imports."""
    app.command("mappings")(mappings)
    app.command("rename-mapping")(rename)
    app.command("delete-mapping")(delete)


def mappings(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the mappings that --mapping takes: the saved ones, then the ready-made ones."""
    with db.reading() as session:
        found = saved.saved_mappings(session, actor=Actor.system("cli"))
    ready = [saved.ready_made(layout) for layout in layouts.LAYOUTS.values()]
    listed = [
        {"id": one.id or None, "name": one.name, "kind": one.kind, "mapping": one.options.mapping}
        for one in (*found, *ready)
    ]
    if as_json:
        say_json(listed)
        return
    for one in found:
        say("{name}: {fields}", name=one.name, fields=", ".join(one.options.mapping))
    for layout in layouts.LAYOUTS.values():
        say("{name}: ready-made for files of {title}", name=layout.name, title=layout.title)


def rename(name: str, new_name: str) -> None:
    """Give a saved mapping another name."""
    actor = Actor.system("cli")
    with db.transaction() as session:
        mapping_id = saved.mapping_named(session, actor=actor, name=name).id
        saved.rename_mapping(
            session, actor=actor, mapping_id=mapping_id, name=new_name, now=clock.now()
        )
    say("The mapping {name} is now called {new}.", name=name, new=new_name)


def delete(name: str) -> None:
    """Forget a saved mapping; what was imported by it stays."""
    actor = Actor.system("cli")
    with db.transaction() as session:
        mapping_id = saved.mapping_named(session, actor=actor, name=name).id
        saved.delete_mapping(session, actor=actor, mapping_id=mapping_id, now=clock.now())
    say("The mapping {name} was deleted.", name=name)


def with_mapping(kind: BatchKind, path: Path, name: str, said: Options) -> Options:
    """Return what was said, and where nothing was said what the named mapping says.

    Raise InvalidInput for a file that is not there, and where nobody said what the file holds
    although a mapping fits it: then the sentence names that.
    """
    if not path.is_file():
        raise InvalidInput("There is no file {path}.", path=path)
    if name:
        return _completed(said, _named(name).options)
    by_column = "survey" in said.mapping or "kind" in said.mapping
    if kind == "feedback" and not (said.survey or said.kind or by_column):
        _propose(path, said)
    return said


def save(
    kind: BatchKind, path: Path, name: str, options: Options, mapping: Mapping[str, str]
) -> None:
    """Remember how a file was read."""
    with path.open("rb") as file, open_source(file, path.name, options.form) as source:
        columns = source.columns
    with db.transaction() as session:
        saved.save_mapping(
            session,
            actor=Actor.system("cli"),
            name=name,
            kind=kind,
            columns=columns,
            options=replace(options, mapping=dict(mapping)),
            now=clock.now(),
        )


def _named(name: str) -> SavedMapping:
    with db.reading() as session:
        return saved.mapping_named(session, actor=Actor.system("cli"), name=name)


def _completed(said: Options, kept: Options) -> Options:
    """Return `said`, each choice that was left open taken from `kept`."""
    empty = Options()
    open_choices = {
        field: getattr(kept, field)
        for field in kept.as_json()
        if getattr(said, field) == getattr(empty, field)
    }
    if said.survey or said.kind:  # one of them was said: the other is not open
        open_choices |= {"survey": said.survey, "kind": said.kind}
    return replace(said, **open_choices, mapping={**kept.mapping, **said.mapping})


def _propose(path: Path, said: Options) -> None:
    with path.open("rb") as file, open_source(file, path.name, said.form) as source:
        columns = source.columns
    with db.reading() as session:
        known = saved.saved_mappings(session, actor=Actor.system("cli"))
    found = saved.fitting(known, columns, "feedback")
    if found is not None:
        name = found.options.layout if not found.id else found.name
        raise InvalidInput(
            "Say what the file holds. It looks like {name}: --mapping {word}",
            name=found.name,
            word=f'"{name}"' if " " in name else name,
        )
