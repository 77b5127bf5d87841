"""Tell a command from a query by reading the code: does a function write, or call one that does?"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

SESSION_WRITES = {"add", "add_all", "delete", "merge", "flush"}
STATEMENTS = {"insert", "update", "delete"}


def writes(function: Callable[..., Any]) -> bool:
    """Tell whether a function of ours changes the database, itself or through others of ours."""
    seen, ahead = {function}, [function]
    while ahead:
        is_writing, called = _read(ahead.pop())
        if is_writing:
            return True
        ahead += called - seen
        seen |= called
    return False


@cache
def _read(function: Callable[..., Any]) -> tuple[bool, frozenset[Callable[..., Any]]]:
    """Tell whether a function writes by itself, and which ones of ours it calls."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(map(_is_write, calls)), frozenset(_called(function, calls))


def _is_write(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="session"), attr=attr):
            return attr in SESSION_WRITES
        case ast.Attribute(value=ast.Name(id="db"), attr=attr) | ast.Name(id=attr):
            return attr in STATEMENTS
    return False


def _called(function: Callable[..., Any], calls: list[ast.Call]) -> Iterator[Callable[..., Any]]:
    names = vars(sys.modules[function.__module__])
    for call in calls:
        match call.func:
            case ast.Name(id=name):
                target = names.get(name)
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                target = getattr(names.get(module), name, None)
            case _:
                continue
        if inspect.isfunction(target) and target.__module__.startswith("cxgame."):
            yield inspect.unwrap(target)
