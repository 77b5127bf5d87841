"""Read a credential that somebody brings, from JSON, PNG or SVG, and tell what holds of it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cxgame.credentials import baking, proofs
from cxgame.credentials.keys import PublicKey
from cxgame.credentials.proofs import BadProof

LARGEST = 5_000_000  # bytes of a file


@dataclass(frozen=True)
class Reading:
    """What a verified credential says, and the key that signed it."""

    key: PublicKey
    id: str
    issuer: str
    achievement: str
    recipient: str
    valid_from: datetime | None
    valid_until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Tell whether a moment lies in the time for which it was given."""
        has_begun = self.valid_from is None or self.valid_from <= now
        return has_begun and (self.valid_until is None or now < self.valid_until)


def document_in(data: bytes) -> dict[str, Any]:
    """Return the credential in a file's bytes; raise ValueError where there is none."""
    if len(data) > LARGEST:
        raise ValueError("the file is too large")
    if data.startswith(b"\x89PNG"):
        return baking.read_png(data)
    text = data.decode("utf-8")
    if text.lstrip().startswith("<"):
        return baking.read_svg(text)
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("the document is too deep") from error
    if not isinstance(found, dict):
        raise ValueError("not a document")
    return found


def read(document: dict[str, Any]) -> Reading:
    """Return what an Open Badge says, once its proof holds.

    Raise BadProof where it does not, where it is no Open Badge, or where another's key signed it:
    the issuer must be the did:key of the proof.
    """
    key = proofs.verify(document)
    types, issuer = document.get("type"), document.get("issuer")
    if not isinstance(types, list) or not {"OpenBadgeCredential", "AchievementCredential"} & {
        str(each) for each in types
    }:
        raise BadProof("not an Open Badge")
    if not isinstance(issuer, dict) or issuer.get("id") != key.did:
        raise BadProof("the key is not the issuer's")
    subject = document.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    return Reading(
        key=key,
        id=str(document.get("id", "")),
        issuer=str(issuer.get("name", "")),
        achievement=_text(subject.get("achievement"), "name"),
        recipient=_name(subject.get("identifier")),
        valid_from=_moment(document.get("validFrom")),
        valid_until=_moment(document.get("validUntil")),
    )


def _name(identifiers: Any) -> str:  # of any JSON
    """Return the first plain name among a subject's identifiers."""
    for each in identifiers if isinstance(identifiers, list) else []:
        if isinstance(each, dict) and each.get("identityType") == "name":
            return _text(each, "identityHash")
    return ""


def _text(value: Any, name: str) -> str:  # of any JSON
    return str(value.get(name, "")) if isinstance(value, dict) else ""


def _moment(value: Any) -> datetime | None:  # of any JSON
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadProof("a moment that is none") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
