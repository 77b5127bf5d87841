"""Take checked fields out of plain values, noting every fault with its file and place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from cxgame.content.text import LANGUAGES, NO_TEXT, Phrases, Text, tidy_line

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
SYMBOL = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_KEY = 60
LARGEST = 10**12
NEVER = date(1970, 1, 1)  # stands in for a day that can't be read, beside its fault

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """One thing to put right: `message` is the id to translate, `values` fill its {placeholders}.

    str() gives English.
    """

    file: str
    place: str
    message: str
    values: tuple[tuple[str, object], ...] = ()
    language: str = ""  # the language of the text that is missing

    @property
    def where(self) -> str:
        """Return the file, and the place in it where there is one."""
        return f"{self.file}, {self.place}" if self.place else self.file

    def __str__(self) -> str:
        return f"{self.where}: {self.message.format(**dict(self.values))}"


@dataclass(frozen=True)
class Cursor:
    """A plain value, where it stands, and the list that takes its faults."""

    value: Any  # whatever a YAML or JSON file can hold
    file: str
    faults: list[Fault]
    place: str = ""

    def fault(self, message: str, /, **values: object) -> None:
        """Note a fault of this value."""
        self.faults.append(fault_in(self.file, self.place, message, **values))

    def missing(self, *languages: str) -> None:
        """Note that the text of these languages is missing."""
        for language in languages:
            fault = fault_in(
                self.file, self.place, "The text in {language} is missing.", language=language
            )
            self.faults.append(replace(fault, language=language))

    def at(self, key: str) -> "Cursor":
        """Return what stands under a key of a mapping; its value is None where nothing does."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        place = f"{self.place} › {key}" if self.place else key
        return Cursor(value, self.file, self.faults, place)

    def only(self, *keys: str) -> None:
        """Note a fault unless this is a mapping with no other keys than these."""
        if not isinstance(self.value, dict):
            self.fault("This must be lines of “name: value”.")
            return
        for key in self.value:
            if key not in keys:
                self.fault("“{key}” is not part of the format.", key=str(key)[:LONGEST_KEY])

    def each(self, least: int = 0) -> "Iterator[Cursor]":
        """Yield the entries of a list; an entry is placed by its id or the like, or its number."""
        entries = [] if self.value is None else self.value
        if not isinstance(entries, list):
            self.fault("This must be a list of lines that begin with “-”.")
            return
        if len(entries) < least:
            self.fault("{least} or more are needed here.", least=least)
        for number, entry in enumerate(entries, 1):
            place = (
                f"{self.place} › {_label(entry, number)}" if self.place else _label(entry, number)
            )
            yield Cursor(entry, self.file, self.faults, place)

    def text(self, limit: int) -> Text:
        """Return the text in both languages, each on one line of at most `limit` characters."""
        if not isinstance(self.value, dict):
            self.missing(*LANGUAGES)
            return NO_TEXT
        self.only(*LANGUAGES)
        return Text(*(self.at(language)._line(language, limit) for language in LANGUAGES))

    def phrases(self, limit: int) -> Phrases:
        """Return the wordings in each language, one or more of each."""
        self.only(*LANGUAGES)
        return Phrases(*(tuple(self._wordings(language, limit)) for language in LANGUAGES))

    def word(self, pattern: re.Pattern[str] = SLUG) -> str:
        """Return a name such as `welcome-greet`; empty, beside its fault, where it isn't one."""
        name = self.value
        if isinstance(name, str) and len(name) <= LONGEST_KEY and pattern.fullmatch(name):
            return name
        if name in (None, ""):
            self.fault("This is missing.")
        elif pattern is CODE:
            self.fault("This must be a code of capital letters, figures and hyphens.")
        else:
            self.fault("This must be a name of small letters, figures and hyphens.")
        return ""

    def words(self, least: int = 1) -> tuple[str, ...]:
        """Return a list of names, all different."""
        names = [entry.word() for entry in self.each(least)]
        self.different(names)
        return tuple(names)

    def different(self, names: Iterable[str]) -> None:
        """Note a fault for each name that stands more than once."""
        seen: set[str] = set()
        for name in names:
            if name and name in seen:
                self.fault("“{key}” stands here twice.", key=name)
            seen.add(name)

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        if type(self.value) is int and low <= self.value <= high:
            return self.value
        self.fault("This must be a whole number from {low} to {high}.", low=low, high=high)
        return low

    def number(self) -> float:
        """Return a number that is neither endless nor huge."""
        if type(self.value) in (int, float) and abs(self.value) <= LARGEST:
            return float(self.value)
        self.fault("This must be a number.")
        return 0.0

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fault("This must be true or false.")
        return self.value is True

    def day(self) -> date:
        """Return a day, written 2026-11-24."""
        value = self.value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.fault("This must be a day such as 2026-11-24.")
        return NEVER

    def one_of(self, kinds: type[Kind]) -> Kind:
        """Return a member of the enumeration; its first, beside a fault, where it isn't one."""
        members = list(kinds)
        for member in members:
            if self.value == member.value:
                return member
        self.fault("This must be one of: {allowed}.", allowed=", ".join(members))
        return members[0]

    def _wordings(self, language: str, limit: int) -> Iterator[str]:
        wordings = self.at(language)
        if not wordings.value:
            wordings.missing(language)
            return
        for wording in wordings.each():
            yield wording._line(language, limit)

    def _line(self, language: str, limit: int) -> str:
        if self.value is not None and not isinstance(self.value, str):
            self.fault("This must be a text: put it between quotation marks.")
            return ""
        line = tidy_line(self.value or "")
        if not line:
            self.missing(language)
        if UNSHOWABLE.search(line):
            self.fault("This holds a character that can't be shown.")
            return ""
        if len(line) > limit:
            self.fault(
                "Keep it to {limit} characters: it has {found}.", limit=limit, found=len(line)
            )
        return line


def fault_in(file: str, place: str, message: str, /, **values: object) -> Fault:
    """Return a fault whose message is filled with these values."""
    return Fault(file, place, message, tuple(sorted(values.items())))


def _label(entry: object, number: int) -> str:
    """Return what an author calls an entry: its id, or its place in the list."""
    if isinstance(entry, dict):
        for key in ("id", "code", "version"):
            if isinstance(entry.get(key), str | int):
                return str(entry[key])[:LONGEST_KEY]
    return f"#{number}"
