"""Questions from other systems' files, and for them: Moodle GIFT, Moodle XML and Aiken."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from cxgame.content.formats import aiken
from cxgame.content.formats.encoding import decoded
from cxgame.content.formats.gift import questions as gift_reader
from cxgame.content.formats.gift import write as gift_writer
from cxgame.content.formats.moodle_xml import read as xml_reader
from cxgame.content.formats.moodle_xml import write as xml_writer
from cxgame.content.formats.report import Entry, Format, Loss, Reading, Written
from cxgame.content.question import Question
from cxgame.errors import InvalidInput

__all__ = ["ENDINGS", "Entry", "Format", "Loss", "Reading", "Written", "found", "read", "write"]

MOST = 20_000  # questions of a file, which take some seconds
ENDINGS = {Format.GIFT: ".gift", Format.MOODLE_XML: ".xml", Format.AIKEN: ".txt"}
_READERS: dict[Format, Callable[[str, str], Iterator[Entry]]] = {
    Format.GIFT: gift_reader.read,
    Format.MOODLE_XML: xml_reader.read,
    Format.AIKEN: aiken.read,
}
_WRITERS: dict[Format, Callable[[Iterable[Question], str], Written]] = {
    Format.GIFT: gift_writer.write,
    Format.MOODLE_XML: xml_writer.write,
    Format.AIKEN: aiken.write,
}
_ANSWER = re.compile(r"^ANSWER:[ \t]*[A-Z][ \t]*$", re.MULTILINE)


def read(raw: bytes, *, format: Format | None = None, name: str = "", language: str) -> Reading:
    """Return what a file holds, in the format given or else found out.

    Raise InvalidInput for what is no text or too much of it, or for XML that can't be read.
    """
    text, encoding = decoded(raw)
    known = format or found(text, name)
    entries = tuple(islice(_READERS[known](text, language), MOST + 1))
    if len(entries) > MOST:
        raise InvalidInput("A file holds at most {n} questions: part it in two.", n=MOST)
    return Reading(known, encoding, language, entries)


def write(questions: Iterable[Question], *, format: Format, language: str) -> Written:
    """Return questions as a file for another system, with an account of what it can't hold."""
    return _WRITERS[format](questions, language)


def found(text: str, name: str = "") -> Format:
    """Return the format that a text seems to be in; the name decides where two could be."""
    if text.lstrip().startswith("<") and ("<quiz" in text or name.lower().endswith(".xml")):
        return Format.MOODLE_XML
    if _ANSWER.search(text) and not name.lower().endswith(ENDINGS[Format.GIFT]):
        return Format.AIKEN
    return Format.GIFT
