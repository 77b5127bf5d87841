"""Every command of every room, found in the code, and the builders that make a valid call."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tests.walks import (
    authoring,
    board_making,
    boards,
    card_content,
    cases,
    direction,
    feedback,
    game,
    inbox,
    learning,
    ombudsman,
    people,
    plans,
    privacy,
    routines,
    studies,
    visits,
    voice,
)
from tests.walks.effects import writes
from tests.walks.target import Builder

ROOMS = (
    "people",
    "notices",
    "game",
    "standards",
    "issuing",
    "learning",
    "feedback",
    "boards",
    "direction",
    "thread",
)

BUILDERS: dict[str, Builder] = {
    **people.BUILDERS,
    **learning.BUILDERS,
    **authoring.BUILDERS,
    **feedback.BUILDERS,
    **ombudsman.BUILDERS,
    **studies.BUILDERS,
    **visits.BUILDERS,
    **voice.BUILDERS,
    **cases.BUILDERS,
    **board_making.BUILDERS,
    **boards.BUILDERS,
    **card_content.BUILDERS,
    **plans.BUILDERS,
    **routines.BUILDERS,
    **direction.BUILDERS,
    **privacy.BUILDERS,
    **game.BUILDERS,
    **inbox.BUILDERS,
}


def commands() -> dict[str, Callable[..., Any]]:
    """Return every command by "room.verb": it takes session and an actor, and it writes."""
    found: dict[str, Callable[..., Any]] = {}
    for room in ROOMS:
        for module in modules(room):
            for name, function in own_functions(module):
                if takes_actor(function) and writes(function):
                    assert f"{room}.{name}" not in found, f"two commands are called {room}.{name}"
                    found[f"{room}.{name}"] = function
    return found


def modules(room: str) -> list[ModuleType]:
    """Return every module of a room."""
    package = importlib.import_module(f"cxgame.{room}")
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(info.name) for info in found]


def own_functions(module: ModuleType) -> list[tuple[str, Callable[..., Any]]]:
    """Return the public functions that a module defines itself."""
    return [
        (name, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]


def takes_actor(function: Callable[..., Any]) -> bool:
    """Tell whether a function takes `session` first and `actor` by keyword."""
    parameters = inspect.signature(function).parameters
    if not parameters or next(iter(parameters)) != "session" or "actor" not in parameters:
        return False
    return parameters["actor"].kind is inspect.Parameter.KEYWORD_ONLY
