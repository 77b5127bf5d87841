"""Turn content into plain values and into the hash that tells one revision from another."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from cxgame.content.text import Phrases, Text

FLAT = {"flat": True}  # metadata of a field whose own fields stand beside its owner's


def plain(entity: object) -> Any:
    """Return an entity as the files write it: mappings, lists, texts, numbers, truths.

    It is fit for JSON, and reads back as an equal entity. What has its default is left out, so
    that a new optional field does not change the revision of content that does not use it.
    """
    if isinstance(entity, Text | Phrases):
        return {"pt-BR": plain(entity.pt_br), "en": plain(entity.en)}
    if isinstance(entity, tuple):
        return [plain(entry) for entry in entity]
    if isinstance(entity, date):
        return entity.isoformat()
    if isinstance(entity, StrEnum):
        return entity.value
    if not is_dataclass(entity):
        return entity
    written: dict[str, Any] = {}
    for field in fields(entity):
        value = getattr(entity, field.name)
        if field.metadata == FLAT:
            written |= plain(value)
        elif value != field.default:
            written[field.name] = plain(value)
    return written


def revision(entity: object) -> str:
    """Return the SHA-256 (64 hexadecimal figures) of an entity's plain values, keys sorted."""
    canonical = json.dumps(
        plain(entity), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


class Revised:
    """Content that knows the hash of what it says."""

    @cached_property  # the fields are frozen, and a person's every answer asks for it
    def revision(self) -> str:
        """Return the hash of the content: equal exactly where the content is."""
        return revision(self)
