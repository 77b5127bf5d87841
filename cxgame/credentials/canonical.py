"""A JSON-LD document as canonical N-Quads (RDFC-1.0), where nothing is lost and nothing hangs.

JSON-LD drops what it has no meaning for without a word: unknown terms, relative addresses, nulls.
What was dropped is not signed, so here it is an error. Canonical names for blank nodes can cost
factorial time in documents made for that, so the work is counted and given up.
"""

import json
import re
import threading
from collections.abc import Mapping
from typing import Any, NoReturn

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver

from cxgame.credentials import loader

MOST_BYTES = 200_000  # of a document as JSON; a status list has 20,000
DEEPEST = 30
MOST_ALIKE = 5  # blank nodes that only their order tells apart: 120 orders to try
MOST_STEPS = 2_000
# What relative names are resolved against, to be known again; else pyld takes a base of its own.
_RELATIVE = "relative:"
_BASE = f"{_RELATIVE}//names/"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")

Json = Any  # whatever json.loads gives


class NotCanonical(ValueError):
    """The document can't be signed or verified as it stands; the message says why."""


class Canon:
    """Makes canonical documents with one set of contexts, by address."""

    def __init__(self, contexts: Mapping[str, Json]) -> None:
        self._load = loader.Loader(contexts)
        self._seen: dict[str, Any] = {}  # pyld's own is shared by everybody
        self._turn = threading.Lock()  # pyld's contexts are not made for threads

    def quads(self, document: dict[str, Json]) -> str:
        """Return the canonical N-Quads of a document; raise NotCanonical where it has none."""
        _check_shape(document)
        with self._turn:
            try:
                return self._quads(document)
            except (jsonld.JsonLdError, loader.UnknownContext) as error:
                raise NotCanonical(_reason(error)) from error

    def _quads(self, document: dict[str, Json]) -> str:
        options = {
            "documentLoader": self._load,
            "contextResolver": ContextResolver(self._seen, self._load),
            "base": _BASE,
        }
        expanded = jsonld.expand(document, dict(options), on_property_dropped=_refuse_term)
        for node in expanded:
            _check_absolute(node)
        if _leaves(expanded) != _leaves(document):
            raise NotCanonical("a value of the document has no meaning in its contexts")
        dataset = jsonld.to_rdf(expanded, {**options, "produceGeneralizedRdf": False})
        quads: str = _Bounded().main(dataset, {"format": "application/n-quads"})
        return quads


class _Bounded(URDNA2015):  # type: ignore[misc]  # pyld has no types
    """RDFC-1.0 that gives up where telling blank nodes apart would take too many tries."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        """Count the step, then take it."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise NotCanonical("the document is too intricate")
        return super().hash_n_degree_quads(id_, issuer)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        """Return the neighbours by hash, none of them with too many alike."""
        related = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > MOST_ALIKE for alike in related.values()):
            raise NotCanonical("the document is too intricate")
        return related


def _check_shape(document: dict[str, Json]) -> None:
    """Refuse what is too large or too deep, and contexts and blank nodes of its own making."""
    if not isinstance(document, dict):
        raise NotCanonical("the document is not an object")
    named = document.get("@context")
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise NotCanonical("the contexts are not a list of addresses")
    _check_depth(document, 0)
    if len(json.dumps(document)) > MOST_BYTES:
        raise NotCanonical("the document is too large")


def _check_depth(value: Json, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical("the document is too deep")
    if value is None:
        raise NotCanonical("the document holds null, which says nothing")
    if isinstance(value, dict):
        if depth and "@context" in value:
            raise NotCanonical("a context inside the document")
        for each in value.values():
            _check_depth(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _check_depth(each, depth + 1)


def _check_absolute(value: Json) -> None:
    """Refuse every name that is not a whole address: RDF would drop it, or it is a blank node's."""
    if isinstance(value, list):
        for each in value:
            _check_absolute(each)
    if not isinstance(value, dict):
        return
    for key, inside in value.items():
        if key in ("@id", "@type"):
            for name in inside if isinstance(inside, list) else [inside]:
                if not isinstance(name, str) or not _is_whole(name):
                    raise NotCanonical(f"not a whole address: {str(name)[:100]}")
        elif key != "@value":
            _check_absolute(inside)


def _is_whole(name: str) -> bool:
    """Tell whether a name is a whole address, as it stood in the document."""
    if name == "@json":
        return True
    return _ABSOLUTE.fullmatch(name) is not None and not name.startswith(("_:", _RELATIVE))


def _leaves(value: Json) -> int:
    """Return how many words, numbers and truths stand in a document, before or after expansion."""
    if isinstance(value, list):
        return sum(_leaves(each) for each in value)
    if not isinstance(value, dict):
        return 1
    if "@value" in value:
        return _leaves(value["@value"])
    return sum(_leaves(each) for key, each in value.items() if key != "@context")


def _refuse_term(term: str | None) -> NoReturn:
    raise NotCanonical(f"a term that no context knows: {str(term)[:100]}")


def _reason(error: BaseException) -> str:
    """Return what lies at the bottom of pyld's chain of errors, in one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).splitlines()[0][:200]
