"""Markdown as lessons use it, made safe HTML."""

import re

from markdown_it import MarkdownIt
from markupsafe import Markup

# A first segment with a colon would be another scheme (javascript:, data:); // another host.
SAFE_ADDRESS = re.compile(r"https?://|(?!//)[^:/?#\\]*(?:[/?#]|$)", re.IGNORECASE)


def to_html(markdown: str) -> Markup:
    """Return safe HTML: no raw HTML, no pictures, links to http, https or our own pages only."""
    return Markup(_PARSER.render(markdown))  # noqa: S704  the parser escapes all it does not know


def headings(markdown: str) -> list[tuple[int, str]]:
    """Return the level and the words of each heading."""
    tokens = _PARSER.parse(markdown)
    return [
        (int(token.tag[1:]), tokens[number + 1].content)
        for number, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def words(markdown: str) -> int:
    """Return how many words a reader reads."""
    return len(re.findall(r"\w+(?:[-'’]\w+)*", to_html(markdown).striptags()))


def refused_links(markdown: str) -> list[str]:
    """Return the addresses of links that are left as plain text because of where they lead."""
    return [address for address in _LINK.findall(markdown) if not _is_safe(address)]


def _is_safe(address: str) -> bool:
    return SAFE_ADDRESS.match(address) is not None


class _Parser(MarkdownIt):
    """CommonMark that leaves as plain text what a lesson may not hold."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the library's name
        return _is_safe(url)


_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_PARSER = _Parser("commonmark", {"html": False}).disable("image")
