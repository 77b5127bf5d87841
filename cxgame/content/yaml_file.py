"""Read YAML into plain values: no tags, no aliases, no repeated keys, no deep nesting.

Events are read rather than nodes, because libyaml's own composer overflows the C stack on
deeply nested input and takes the whole process down.
"""

from datetime import date, datetime
from typing import Any

import yaml

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 30
Plain = dict[str, Any] | list[Any] | str | int | float | bool | date | datetime | None
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Malformed(Exception):
    """The text is not YAML as we take it; `line` counts from 1, 0 where there is no line."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_yaml(text: str) -> Plain:
    """Return the one document in the text as plain values.

    Raise Malformed for whatever can't be read, with the line where it stands.
    """
    if len(text) > MAX_CHARACTERS:
        raise Malformed("it is longer than a million characters")
    try:
        return _Builder(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Malformed(error.problem or "it is not YAML", mark.line + 1 if mark else 0) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise Malformed("it holds a character that YAML does not allow", line) from error
    except UnicodeEncodeError as error:
        line = text[: error.start].count("\n") + 1
        raise Malformed("it holds a character that YAML does not allow", line) from error


class _Builder:
    """Builds plain values from the events of one text."""

    def __init__(self, text: str) -> None:
        self._loader = _Loader(text)
        self._event: Any = None  # the yaml package types events loosely

    def document(self) -> Plain:
        if isinstance(self._next(yaml.StreamStartEvent), yaml.StreamEndEvent):
            return None
        value = self._value(0)
        self._next()
        if not isinstance(self._next(yaml.DocumentEndEvent), yaml.StreamEndEvent):
            raise self._malformed("a second document begins here")
        return value

    def _next(self, *skipped: type) -> Any:
        self._event = self._loader.get_event()
        while isinstance(self._event, (*skipped, yaml.DocumentStartEvent)):
            self._event = self._loader.get_event()
        return self._event

    def _malformed(self, reason: str) -> Malformed:
        return Malformed(reason, self._event.start_mark.line + 1)

    def _value(self, depth: int) -> Plain:
        if depth > MAX_DEPTH:
            raise self._malformed("it is nested too deeply")
        if isinstance(self._event, yaml.AliasEvent) or self._event.anchor:
            raise self._malformed("anchors and aliases (& and *) are not part of the format")
        if self._event.tag is not None:
            raise self._malformed("tags (!) are not part of the format")
        if isinstance(self._event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(self._event, yaml.SequenceStartEvent):
            return self._list(depth)
        return self._scalar()

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(self._next(), yaml.MappingEndEvent):
            key = self._event.value if isinstance(self._event, yaml.ScalarEvent) else None
            if key is None or key in found:
                raise self._malformed("a key is a list" if key is None else f"{key} stands twice")
            self._next()
            found[key] = self._value(depth + 1)
        return found

    def _list(self, depth: int) -> list[Any]:
        found = []
        while not isinstance(self._next(), yaml.SequenceEndEvent):
            found.append(self._value(depth + 1))
        return found

    def _scalar(self) -> Plain:
        event = self._event
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            value: Plain = self._loader.construct_object(node)
        except ValueError as error:  # such as the 30th of February, or a number without end
            raise self._malformed(f"{event.value[:40]} can't be read") from error
        return value
