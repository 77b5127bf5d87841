"""The cryptosuite eddsa-rdfc-2022 of W3C's Data Integrity: sign a document, verify a signed one.

https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
"""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cxgame.credentials import keys, loader, multibase
from cxgame.credentials.canonical import Canon, Json, NotCanonical
from cxgame.credentials.keys import PublicKey, SigningKey

SUITE = "eddsa-rdfc-2022"


class BadProof(ValueError):
    """The document's proof does not hold; the message says why."""


def moment(value: datetime) -> str:
    """Return a moment as credentials write it: UTC, whole seconds, 2026-03-02T15:00:00Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(
    document: dict[str, Json], key: SigningKey, *, created: datetime, canon: Canon | None = None
) -> dict[str, Json]:
    """Return the document with its proof; the same document, key and moment give the same bytes.

    Raise NotCanonical where something in it has no meaning, so that nothing goes unsigned.
    """
    if "proof" in document:
        raise NotCanonical("the document is signed already")
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(created),
        "verificationMethod": key.public.method,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(digest(document, proof, canon))
    return {**document, "proof": {**proof, "proofValue": multibase.base58(signature)}}


def verify(document: dict[str, Json], canon: Canon | None = None) -> PublicKey:
    """Return the key that signed a document; raise BadProof where the proof does not hold.

    The key is the one that the document names itself: who holds it is for the caller to judge.
    """
    if not isinstance(document, dict):
        raise BadProof("not a document")
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    proof = _proof_of(document)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if options.pop("@context", unsigned.get("@context")) != unsigned.get("@context"):
        raise BadProof("the proof has contexts of its own")
    try:
        key = keys.key_of_method(str(proof.get("verificationMethod")))
        signature = multibase.from_base58(str(proof.get("proofValue")))
        message = digest(unsigned, options, canon)
    except ValueError as error:  # of ours: NotCanonical is one
        raise BadProof(str(error)) from error
    if not key.verifies(signature, message):
        raise BadProof("the signature does not fit the document")
    return key


def digest(document: dict[str, Json], proof: dict[str, Json], canon: Canon | None = None) -> bytes:
    """Return the 64 bytes that are signed: the hash of the proof's options, then the document's."""
    canon = canon or our_canon()
    options = {**proof, "@context": document.get("@context")}
    return b"".join(
        hashlib.sha256(canon.quads(part).encode()).digest() for part in (options, document)
    )


@lru_cache
def our_canon() -> Canon:
    """Return the canonicaliser that knows the bundled contexts."""
    return Canon(loader.bundled())


def _proof_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return the one proof of a document; raise BadProof for none, several, or another suite."""
    found = document.get("proof")
    proofs = found if isinstance(found, list) else [found]
    if len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise BadProof("the document does not have one proof")
    proof: dict[str, Any] = proofs[0]
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        raise BadProof("the proof is of another kind")
    if proof.get("proofPurpose") != "assertionMethod":
        raise BadProof("the proof was made for another purpose")
    return proof
