"""The contact sheet: every picture of a folder on one page, small, by scene."""

from itertools import groupby
from pathlib import Path

from markupsafe import Markup

PAGE = Markup(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shots</title><style>'
    "body{{font:14px system-ui;margin:24px;background:#888}}"
    "figure{{display:inline-block;margin:4px;vertical-align:top}}"
    "img{{height:420px;object-fit:cover;object-position:top}}"
    "figcaption{{font-size:11px}}</style>{body}</html>"
)
GROUP = Markup("<h2>{name}</h2>{pictures}")
PICTURE = Markup(
    '<figure><a href="{file}"><img src="{file}" loading="lazy" alt="{name}"></a>'
    "<figcaption>{name}</figcaption></figure>"
)


def write(folder: Path) -> Path:
    """Write index.html beside the pictures of all companies and return it."""
    files = sorted(path.relative_to(folder) for path in folder.glob("*/*.png"))
    body = Markup("").join(
        GROUP.format(name=name, pictures=Markup("").join(_picture(file) for file in group))
        for name, group in groupby(files, key=_scene)
    )
    index = folder / "index.html"
    index.write_text(PAGE.format(body=body), "utf-8")
    return index


def _scene(file: Path) -> str:
    """Return "demo/board-plan" of "demo/board-plan-diana-en-390-dark.png"."""
    return f"{file.parent}/" + file.stem.rsplit("-", 3)[0].removesuffix("-pt")


def _picture(file: Path) -> Markup:
    return PICTURE.format(file=file.as_posix(), name=file.stem)
