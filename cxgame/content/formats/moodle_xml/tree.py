"""An XML file as a small tree that knows its lines; nothing in it is fetched or expanded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from cxgame.errors import InvalidInput

DEEPEST = 100  # elements inside each other; a quiz needs ten


@dataclass
class Element:
    """An element: its attributes, the text directly in it, and the elements in it."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text that stands directly in the element."""
        return "".join(self.pieces)

    def all(self, tag: str) -> Iterator["Element"]:
        """Yield the elements of this name directly inside."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Element | None":
        """Return the first element of this name directly inside."""
        return next(self.all(tag), None)

    def words(self, *path: str) -> str:
        """Return the text of the element at the end of a path, "" where there is none."""
        found: Element | None = self
        for tag in path:
            found = found.first(tag) if found else None
        return found.text.strip() if found else ""


def read_tree(text: str) -> Element:
    """Return the root of an XML text.

    Raise InvalidInput for what is no XML, and for one with a document type or entities of its own:
    that is how a small file grows into gigabytes or reads other files.
    """
    builder = _Builder()
    parser: Any = make_parser()  # untyped, like the package
    parser.forbid_dtd = True
    parser.setContentHandler(builder)
    source = InputSource()
    source.setByteStream(BytesIO(text.encode("utf-8", "replace")))
    source.setEncoding("utf-8")  # the text is decoded already, whatever its first line says
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise InvalidInput(
            "This XML declares a document type or entities, which questions never need."
        ) from error
    except SAXParseException as error:
        raise InvalidInput(
            "This can't be read as XML: line {line}: {reason}.",
            line=error.getLineNumber(),
            reason=error.getMessage(),
        ) from error
    assert builder.root is not None  # noqa: S101  # XML without a root is refused above
    return builder.root


class _Builder(ContentHandler):
    """Builds the tree of one text."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802  the library's name
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  the library's name
        if len(self._open) >= DEEPEST:
            raise InvalidInput("This XML is nested too deeply for questions.")
        element = Element(name, self._locator.getLineNumber(), dict(attrs))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802  the library's name
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].pieces.append(content)
