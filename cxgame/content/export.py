"""Write a library as a content folder, the way an author would have written it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cxgame.content.library import Library
from cxgame.content.module import Module
from cxgame.content.question import Picture
from cxgame.content.revision import plain
from cxgame.content.text import LANGUAGES
from cxgame.content.writing import to_yaml
from cxgame.errors import InvalidInput, NotFound

PicturesOf = Callable[[str, Picture], bytes | None]  # a module's slug and a picture of it

_FIRST = ("id", "kind", "step", "picture", "prompt")
_LAST = ("feedback",)
_APART = {"slug", "lesson", "questions", "scenario"}  # what stands in files of its own


def no_pictures(_slug: str, _picture: Picture) -> bytes | None:
    """Know of no picture."""
    return None


def write(library: Library, folder: Path, *, pictures: PicturesOf = no_pictures) -> int:
    """Write the library into a new or empty folder and return the number of files.

    `pictures` gives the bytes of a picture. Raise InvalidInput for a folder that holds something
    or can't be written, NotFound for a picture whose bytes are gone.
    """
    files = _files(library, pictures)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InvalidInput(
                "{folder} holds something already. Name a new folder.", folder=folder
            )
        for name, held in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
    except OSError as error:
        raise InvalidInput(
            "{folder} can't be written: {reason}.", folder=folder, reason=error.strerror
        ) from error
    return len(files)


def _files(library: Library, pictures: PicturesOf) -> dict[str, bytes]:
    """Return every file's bytes by its name, in the order of the format's description."""
    lists = {name: getattr(library, name) for name in ("touchpoints", "tracks", "badges", "plans")}
    files = {f"{name}.yaml": _yaml(plain(entries)) for name, entries in lists.items() if entries}
    for sop in library.sops:
        files[f"sops/{sop.code}.yaml"] = _yaml(plain(sop))
    for module in library.modules:
        files |= {
            f"modules/{module.slug}/{name}": held
            for name, held in _module_files(module, pictures).items()
        }
    return files


def _module_files(module: Module, pictures: PicturesOf) -> dict[str, bytes]:
    body = plain(module)
    files = {"module.yaml": _yaml({k: v for k, v in body.items() if k not in _APART})}
    for language in LANGUAGES:
        files[f"lesson.{language}.md"] = _lesson(module.lesson.in_language(language))
    files["questions.yaml"] = _yaml([_ordered(question) for question in body["questions"]])
    files["scenario.yaml"] = _yaml(body["scenario"])
    for question in module.questions:
        if question.picture is None:
            continue
        held = pictures(module.slug, question.picture)
        if held is None:
            raise NotFound(
                "The picture {file} of the module {slug} is gone.",
                file=question.picture.file,
                slug=module.slug,
            )
        files[question.picture.file] = held
    return files


def _ordered(question: dict[str, Any]) -> dict[str, Any]:
    """Return a question as it is best read: what is asked, the answers, then the feedback."""
    middle = [key for key in question if key not in (*_FIRST, *_LAST)]
    written = {key: question[key] for key in (*_FIRST, *middle, *_LAST) if key in question}
    if "picture" in written:  # its hash is read from the picture itself
        written["picture"] = {k: v for k, v in written["picture"].items() if k != "sha256"}
    if "options" in written:
        written["options"] = [_option(option) for option in written["options"]]
    return written


def _option(option: dict[str, Any]) -> dict[str, Any]:
    keys = ("id", "right", "text", "feedback")
    return {key: option[key] for key in keys if key in option}


def _lesson(words: str) -> bytes:
    # Who reads takes one byte order mark off: a lesson that begins with one needs another.
    mark = "\ufeff" if words.startswith("\ufeff") else ""
    return f"{mark}{words}\n".encode()


def _yaml(held: Any) -> bytes:
    return to_yaml(held).encode()
