"""Find every message id in Python and in templates, with the room that it belongs to."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from cxgame.settings import ROOT

# Which arguments of a call are message ids, by the name that is called.
KEYWORDS: dict[str, tuple[int, ...]] = {
    "_": (0,),
    "N_": (0,),
    "say": (0,),
    "translate": (1,),
    "ngettext": (0, 1),
    "plural": (1, 2),
    "Reason": (0,),
    "InvalidInput": (0,),
    "NotAllowed": (0,),
    "NotFound": (0,),
    "Conflict": (0,),
    "fault": (0,),
    "fault_in": (2,),
}
NAMED = "message"  # an argument of this name is a message id, whatever is called
COMMON = "common"
TEMPLATES = "cxgame/look/templates"


@dataclass(frozen=True)
class Found:
    """A message id (two forms when it counts something) and the place where it is said."""

    ids: tuple[str, ...]
    path: str  # below the root, with slashes
    line: int

    @property
    def room(self) -> str:
        """Return the catalogue that a place's messages go to."""
        return room_of(self.path)


def messages(root: Path = ROOT) -> list[Found]:
    """Return every message said in the application, in the order of files and lines."""
    found: list[Found] = []
    for path in sorted(
        [*root.glob("*.py"), *root.glob("cxgame/**/*.py"), *root.glob("pages/**/*.py")]
    ):
        name = path.relative_to(root).as_posix()
        found += in_python(path.read_text("utf-8"), name)
    for path in sorted((root / TEMPLATES).rglob("*.*")):
        found += in_template(path.read_text("utf-8"), path.relative_to(root).as_posix())
    return found


def in_python(source: str, path: str) -> list[Found]:
    """Return the messages of a module; raise ValueError for an id that is put together."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [found for call in calls for found in _in_call(call, path)]


def in_template(source: str, path: str) -> list[Found]:
    """Return the messages of a template."""
    found = []
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        places = KEYWORDS.get(call.node.name, ()) if isinstance(call.node, nodes.Name) else ()
        forms = [list(_texts(call.args[at])) for at in places if at < len(call.args)]
        found += [Found(ids, path, call.lineno) for ids in _paired(forms)]
    return found


def room_of(path: str) -> str:
    """Return the room whose catalogue serves a file, `common` where there is none."""
    parts = path.removesuffix(".py").split("/")
    if parts[0] == "pages":
        return parts[1]
    if path.startswith(TEMPLATES):
        return COMMON if parts[3] in ("parts", "shell") else parts[3]
    if parts[:3] == ["cxgame", "ui", "parts"] or parts[:2] == ["cxgame", "charts"]:
        room = parts[-1].partition("_")[0]  # feedback_log.py is a part of the feedback room
        return room if (ROOT / "pages" / room).is_dir() else COMMON
    return parts[1] if len(parts) > 2 and parts[1] not in ("ui", "web", "look") else COMMON


def _in_call(call: ast.Call, path: str) -> Iterator[Found]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    places = KEYWORDS.get(name, ())
    forms = [list(_literals(call.args[at], path)) for at in places if at < len(call.args)]
    for ids in _paired(forms):
        yield Found(ids, path, call.lineno)
    for keyword in call.keywords:
        if keyword.arg == NAMED:
            for text in _literals(keyword.value, path):
                yield Found((text,), path, call.lineno)


def _literals(node: ast.expr, path: str) -> Iterator[str]:
    """Give the texts an argument may be; a variable's were marked where they are written."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, path)
        yield from _literals(node.orelse, path)
    elif isinstance(node, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{path}:{node.lineno}: a message id can't be put together from pieces")


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _texts(node.expr1)
        if node.expr2 is not None:
            yield from _texts(node.expr2)


def _paired(forms: list[list[str]]) -> Iterable[tuple[str, ...]]:
    """Give each id alone, or one and many together."""
    return zip(*forms, strict=False) if forms else ()
