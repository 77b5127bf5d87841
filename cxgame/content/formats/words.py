"""Marked-up text as one plain line, and what was lost of it."""

import html
import re
from dataclasses import dataclass

from cxgame.content.fields import UNSHOWABLE
from cxgame.content.formats.report import CannotHold
from cxgame.content.text import tidy_line
from cxgame.errors import Reason

LONGEST = 10_000  # characters of a text with its markup; a question that says more is none
PICTURES = Reason("Pictures are left out.")
MEDIA = Reason("Sound and film are left out.")
TABLES = Reason("A table is read as running text.")
LINKS = Reason("Links lose their addresses.")
_LOST = {
    **dict.fromkeys(("img", "svg", "picture", "canvas"), PICTURES),
    **dict.fromkeys(("audio", "video", "iframe", "object", "embed"), MEDIA),
    "table": TABLES,
    "a": LINKS,
}
_UNSEEN = ("script", "style", "head", "template")  # what they hold is not for readers
_INLINE_TAGS = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike "
    "strong sub sup tt u var wbr"
)
_BLOCK_TAGS = (
    "address article aside audio blockquote body br button canvas caption center col colgroup dd "
    "details div dl dt embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
    "hr html iframe img input label legend li link main meta nav noscript object ol optgroup "
    "option p param path picture pre script section select source style summary svg table tbody "
    "td template textarea tfoot th thead title tr track ul video"
)
_INLINE, _BLOCKS = frozenset(_INLINE_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_PICTURE = re.compile(r"!\[[^\]\[\n]{0,200}\]\([^()\n]{0,400}\)()")
_LINK = re.compile(r"\[([^\]\[\n]{1,200})\]\([^()\n]{0,400}\)")
_LINE_MARK = re.compile(
    r"^[ \t]{0,12}(?:```.{0,40}$|(?:(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]?)+)", re.MULTILINE
)
# What opens before a word or closes after one; a star between spaces or inside a word stays.
_EMPHASIS = re.compile(
    r"(?<![\w*_~\\])(?:[*_]{1,3}|~~)(?=[^\s*_~.,;:!?])"
    r"|(?<=[^\s*_~\\])(?:[*_]{1,3}|~~)(?![\w*_~])|`"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])")


@dataclass(frozen=True)
class Plain:
    """One line of plain words, and what could not come along."""

    words: str
    lost: tuple[Reason, ...] = ()


def plain(text: str, markup: str) -> Plain:
    """Return a text in “html”, “moodle” (HTML too), “markdown” or “plain” as one plain line.

    Raise CannotHold for one that is much too long.
    """
    if len(text) > LONGEST:
        raise CannotHold(Reason("A text of it has more than {n} characters.", {"n": LONGEST}))
    if markup == "plain":
        return Plain(_line(text))
    if markup == "markdown":
        return _without_marks(text)
    return _without_tags(text)


def _without_marks(source: str) -> Plain:
    """Leave Markdown's marks out; each pattern looks a bounded way ahead, unlike a whole parser."""
    lost = []
    for pattern, reason in ((_PICTURE, PICTURES), (_LINK, LINKS)):
        if pattern.search(source):
            lost.append(reason)
            source = pattern.sub(r"\1", source)
    source = _EMPHASIS.sub("", _LINE_MARK.sub("", source))
    found = _without_tags(_ESCAPED.sub(r"\1", source))
    return Plain(found.words, (*lost, *(one for one in found.lost if one not in lost)))


def _without_tags(source: str) -> Plain:
    """Leave every known tag out, in one pass; what merely looks like one stays."""
    lost: list[Reason] = []
    parts: list[str] = []
    place, ends = 0, source.rfind(">")
    while (start := source.find("<", place)) >= 0 and start < ends:
        parts.append(source[place:start])
        place, between = _after_tag(source, start, lost)
        parts.append(between)
    parts.append(source[place:])
    words = html.unescape("".join(parts)).replace("\N{NO-BREAK SPACE}", " ")
    return Plain(_line(words), tuple(lost))


def _after_tag(source: str, start: int, lost: list[Reason]) -> tuple[int, str]:
    """Return where the text goes on after what begins with “<”, and what stands in its place."""
    if source.startswith("<!--", start):
        end = source.find("-->", start)
        return (end + 3 if end >= 0 else len(source)), ""
    found = _TAG.match(source, start)
    name = found[1].lower() if found else ""
    if name not in _INLINE and name not in _BLOCKS:
        return start + 1, "<"
    if name in _LOST and _LOST[name] not in lost:
        lost.append(_LOST[name])
    end = source.find(">", start) + 1
    if name in _UNSEEN and source[start + 1] != "/":
        closing = source.lower().find(f"</{name}", end)
        end = source.find(">", closing) + 1 if closing >= 0 else len(source)
    return end, "" if name in _INLINE else " "


def _line(text: str) -> str:
    return tidy_line(UNSHOWABLE.sub(" ", text))
