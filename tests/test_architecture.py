import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cxgame.people import permissions
from cxgame.ui import menu
from tests.conftest import ROOT

MODULE_LINES = 300
FUNCTION_LINES = 40
PAGE_LINES = 80

CODE = [ROOT / "app.py", *sorted((ROOT / "cxgame").rglob("*.py"))]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
# Written by a tool, never by hand.
GENERATED = ROOT / "cxgame" / "migrations" / "versions"
SOURCES = [path for path in CODE + PAGES if GENERATED not in path.parents]

# The outermost edges, which log what they catch and go on.
EDGES = {"cxgame/jobs/runner.py"}
VAGUE = {"utils", "util", "helpers", "common", "manager", "base", "misc", "data", "info", "tools"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
# What a page may not touch: it asks queries and commands.
NOT_FOR_PAGES = {"sqlalchemy", "sqlmodel", "alembic", "cxgame.db"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_there_is_code_to_look_at() -> None:
    assert len(SOURCES) > 50
    assert PAGES


def test_modules_and_functions_are_small() -> None:
    long = [
        f"{name(path)}: {len(path.read_text('utf-8').splitlines())} lines"
        for path in SOURCES
        if len(path.read_text("utf-8").splitlines())
        > (PAGE_LINES if path in PAGES else MODULE_LINES)
    ]
    long += [
        f"{name(path)}: {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long


def test_a_module_opens_with_what_it_owns() -> None:
    assert not [name(path) for path in SOURCES if not ast.get_docstring(tree(path))]


def test_no_module_has_a_vague_name() -> None:
    assert not [name(path) for path in SOURCES if path.stem in VAGUE]


def test_only_the_clock_asks_for_the_time() -> None:
    asking = [
        name(path)
        for path in SOURCES
        if path != ROOT / "cxgame" / "clock.py" and CLOCKS & set(calls(path))
    ]
    assert not asking


def test_only_the_ui_and_pages_know_streamlit() -> None:
    knowing = [
        name(path)
        for path in CODE
        if any(each.split(".")[0] == "streamlit" for each in imported(path))
    ]
    assert not [path for path in knowing if not path.startswith("cxgame/ui/") and path != "app.py"]


def test_only_the_edges_catch_everything() -> None:
    catching = {
        name(path)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & names_in(node.type))
    }
    assert catching <= EDGES


def names_in(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_nobody_prints() -> None:
    assert not [name(path) for path in SOURCES if "print" in set(calls(path))]


def test_pages_lie_in_rooms_and_have_names_of_their_own() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
    assert not [stem for stem, count in Counter(p.stem for p in PAGES).items() if count > 1]


def test_every_page_is_in_the_menus_list_and_in_the_permissions() -> None:
    listed = {entry.path for entry in menu.ENTRIES.values()}
    assert listed == set(PAGES)
    assert set(permissions.PAGES) == set(menu.ENTRIES)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_is_thin(path: Path) -> None:
    touched = set(imported(path))
    roots = {each.split(".")[0] for each in touched}
    assert not NOT_FOR_PAGES & (touched | roots)
    assert not [each for each in touched if each.endswith(".models")]
    assert "st.session_state" not in path.read_text("utf-8")
    assert not [n for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef)]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_asks_who_is_there(path: Path) -> None:
    assert {"require_actor", "ui.require_actor"} & set(calls(path))


def test_tests_are_found_by_pytest() -> None:
    helpers = {"conftest", "__init__"}
    stray = [
        name(path)
        for path in (ROOT / "tests").rglob("*.py")
        if path.stem not in helpers
        and not path.stem.startswith("test_")
        and any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in ast.walk(tree(path))
        )
    ]
    assert not stray
