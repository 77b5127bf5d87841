"""The JSON-LD contexts we know, as files; every other address is refused, never fetched."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS: "credentials-v2.jsonld", OPEN_BADGES: "open-badges-3.0.3.jsonld"}


class UnknownContext(ValueError):
    """A document names a context that is not among ours."""


@dataclass(frozen=True)
class Loader:
    """Answers pyld with the contexts of its table, by address."""

    contexts: Mapping[str, Any]  # a context is any JSON

    def __call__(self, address: str, _options: object = None) -> dict[str, Any]:
        """Return a context in the shape that pyld asks for; raise UnknownContext for others."""
        if address not in self.contexts:
            raise UnknownContext(f"unknown context: {address}")
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": self.contexts[address],
        }


@lru_cache
def bundled() -> dict[str, Any]:
    """Return the contexts that lie beside this module, by address."""
    return {
        address: json.loads((FOLDER / name).read_text("utf-8")) for address, name in FILES.items()
    }
