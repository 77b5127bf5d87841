"""Read a content folder into a library, noting what is wrong with it."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cxgame.content.badge import read_badge
from cxgame.content.fields import SLUG, Cursor, Fault, fault_in
from cxgame.content.library import Library, read_touchpoint, read_track
from cxgame.content.links import broken_links
from cxgame.content.module import Module, read_module
from cxgame.content.picture import LARGEST, PictureFile, mime_of
from cxgame.content.plan import read_plan
from cxgame.content.question import Question
from cxgame.content.sop import Sop, read_sop
from cxgame.content.text import LANGUAGES, Text, tidy
from cxgame.content.yaml_file import Malformed, read_yaml
from cxgame.errors import InvalidInput


class BrokenContent(InvalidInput):
    """The folder has faults: `faults` lists them, the message names the first."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(
            message="The content has {n} errors; the first: {first}",
            n=len(faults),
            first=str(faults[0]),
        )
        self.faults = tuple(faults)


def load(folder: Path, *, beside: Library | None = None) -> Library:
    """Return all content of a folder; raise BrokenContent where a file or a link is wrong.

    What it links to may also stand `beside` it; then it needs neither touchpoints nor tracks.
    """
    library, faults = read(folder, beside=beside)
    if faults:
        raise BrokenContent(faults)
    return library


def read(folder: Path, *, beside: Library | None = None) -> tuple[Library, list[Fault]]:
    """Return what can be read of a folder, and what is wrong in its files and between them."""
    if not folder.is_dir():
        return Library(), [fault_in(str(folder), "", "There is no such folder.")]
    reader = _Reader(folder, is_part=beside is not None)
    library = reader.library()
    return library, [*reader.faults, *broken_links((beside or Library()).under(library))]


class _Unreadable(Exception):
    """A file is missing or can't be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass
class _Reader:
    """Reads one folder; every fault on the way goes into `faults`."""

    folder: Path
    is_part: bool = False  # of a whole that stands elsewhere
    faults: list[Fault] = field(default_factory=list)
    pictures: dict[str, PictureFile] = field(default_factory=dict)  # by hash

    def library(self) -> Library:
        least = 0 if self.is_part else 1
        touchpoints = self._yaml("touchpoints.yaml", is_optional=self.is_part)
        tracks = self._yaml("tracks.yaml", is_optional=self.is_part)
        badges = self._yaml("badges.yaml", is_optional=True)
        plans = self._yaml("plans.yaml", is_optional=True)
        library = Library(
            touchpoints=tuple(read_touchpoint(entry) for entry in touchpoints.each(least)),
            sops=self._sops(),
            modules=self._modules(),
            tracks=tuple(read_track(entry) for entry in tracks.each(least)),
            badges=tuple(read_badge(entry) for entry in badges.each()),
            plans=tuple(read_plan(entry) for entry in plans.each()),
        )
        library = replace(library, pictures=tuple(self.pictures.values()))
        touchpoints.different(touchpoint.key for touchpoint in library.touchpoints)
        tracks.different(track.id for track in library.tracks)
        badges.different(badge.id for badge in library.badges)
        plans.different(plan.key for plan in library.plans)
        return library

    def _sops(self) -> tuple[Sop, ...]:
        found = []
        for path in sorted((self.folder / "sops").glob("*.yaml")):
            cursor = self._yaml(f"sops/{path.name}")
            if cursor.value is None:
                continue
            sop = read_sop(cursor)
            if sop.code != path.stem:
                cursor.at("code").fault(
                    "The code must be the name of the file, {name}.", name=path.stem
                )
            found.append(sop)
        return tuple(found)

    def _modules(self) -> tuple[Module, ...]:
        found = []
        for path in sorted((self.folder / "modules").glob("[!.]*")):
            slug = path.name
            if not path.is_dir():
                continue
            head = self._yaml(f"modules/{slug}/module.yaml")
            if not SLUG.fullmatch(slug):
                head.fault("The folder's name must be of small letters, figures and hyphens.")
            found.append(self._module(slug, head))
        return tuple(found)

    def _module(self, slug: str, head: Cursor) -> Module:
        module = read_module(
            slug,
            head,
            lesson=Text(*(self._lesson(slug, language) for language in LANGUAGES)),
            questions=self._yaml(f"modules/{slug}/questions.yaml"),
            scenario=self._yaml(f"modules/{slug}/scenario.yaml"),
        )
        return replace(
            module, questions=tuple(self._with_picture(slug, q) for q in module.questions)
        )

    def _with_picture(self, slug: str, question: Question) -> Question:
        """Return the question with the hash of its picture, which is part of its revision."""
        if question.picture is None:
            return question
        file = f"modules/{slug}/{question.picture.file}"
        try:
            data = self._bytes(file)
        except _Unreadable as error:
            self.faults.append(error.fault)
            return question
        found = hashlib.sha256(data).hexdigest()
        self.pictures[found] = PictureFile(found, self._mime(file, data), data)
        return replace(question, picture=replace(question.picture, sha256=found))

    def _mime(self, file: str, data: bytes) -> str:
        """Return the type of a picture; what is none, or too large for a phone, is a fault."""
        mime = mime_of(data)
        if not mime:
            self._cursor(file).fault("This is no picture: save it as PNG, JPEG or WebP.")
        if len(data) > LARGEST:
            self._cursor(file).fault(
                "This picture has {found} kB; {most} kB at most.",
                found=len(data) // 1000,
                most=LARGEST // 1000,
            )
        return mime

    def _lesson(self, slug: str, language: str) -> str:
        file = f"modules/{slug}/lesson.{language}.md"
        try:
            lesson = tidy(self._text(file))
        except _Unreadable as error:
            self.faults.append(replace(error.fault, language=language))
            return ""
        if not lesson:
            self._cursor(file).missing(language)
        return lesson

    def _yaml(self, file: str, *, is_optional: bool = False) -> Cursor:
        """Return what a YAML file holds.

        Where it can't be read, that is the fault: what then seems to lack is not noted.
        """
        if is_optional and not (self.folder / file).exists():
            return self._cursor(file)
        try:
            return self._cursor(file, read_yaml(self._text(file)))
        except Malformed as error:
            cursor = replace(self._cursor(file), place=f"line {error.line}" if error.line else "")
            cursor.fault("This can't be read as YAML: {reason}.", reason=error.reason)
        except _Unreadable as error:
            self.faults.append(error.fault)
        return Cursor(None, file, [])

    def _text(self, file: str) -> str:
        try:
            return self._bytes(file).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _Unreadable(fault_in(file, "", "Save this file as UTF-8.")) from error

    def _bytes(self, file: str) -> bytes:
        try:
            return (self.folder / file).read_bytes()
        except FileNotFoundError as error:
            raise _Unreadable(fault_in(file, "", "This file is missing.")) from error
        except OSError as error:
            raise _Unreadable(
                fault_in(file, "", "This file can't be read: {reason}.", reason=error.strerror)
            ) from error

    def _cursor(self, file: str, value: Any = None) -> Cursor:  # whatever the file holds
        return Cursor(value, file, self.faults)
