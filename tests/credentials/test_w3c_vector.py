"""The eddsa-rdfc-2022 example of W3C's vc-di-eddsa, byte for byte.

Figures and key pair are those of https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-rdfc-2022
(W3C Software and Document License); the document is typed here again.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from cxgame.credentials import keys, loader, proofs
from cxgame.credentials.canonical import Canon
from cxgame.credentials.proofs import BadProof
from tests.credentials.story import KEY

PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREDENTIAL: dict[str, Any] = {
    "@context": [loader.CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
CANONICAL = """\
<did:example:abcdefgh> <https://www.w3.org/ns/credentials/examples#alumniOf> "The School of Examples" .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/2018/credentials#VerifiableCredential> .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/ns/credentials/examples#AlumniCredential> .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://schema.org/description> "A minimum viable example of an Alumni Credential." .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://schema.org/name> "Alumni Credential" .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://www.w3.org/2018/credentials#credentialSubject> <did:example:abcdefgh> .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://www.w3.org/2018/credentials#issuer> <https://vc.example/issuers/5678> .
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://www.w3.org/2018/credentials#validFrom> "2023-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
"""  # noqa: E501
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
PROOF_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
PROOF_VALUE = (
    "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
)


@pytest.fixture(scope="module")
def canon() -> Canon:
    """Our contexts, and the one of W3C's examples: a vocabulary for any word."""
    examples = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    return Canon({**loader.bundled(), EXAMPLES: examples})


def test_the_key_pair_belongs_together() -> None:
    assert KEY.public.multibase == PUBLIC
    assert keys.key_of_method(f"did:key:{PUBLIC}#{PUBLIC}") == KEY.public


def test_the_canonical_document(canon: Canon) -> None:
    assert canon.quads(CREDENTIAL) == CANONICAL
    assert hashlib.sha256(CANONICAL.encode()).hexdigest() == DOCUMENT_HASH


def test_the_hash_of_the_proofs_options_comes_first(canon: Canon) -> None:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"did:key:{PUBLIC}#{PUBLIC}",
        "proofPurpose": "assertionMethod",
    }
    assert proofs.digest(CREDENTIAL, options, canon).hex() == PROOF_HASH + DOCUMENT_HASH


def test_the_signature(canon: Canon) -> None:
    signed = proofs.sign(CREDENTIAL, KEY, created=CREATED, canon=canon)
    assert signed["proof"]["proofValue"] == PROOF_VALUE
    assert proofs.verify(signed, canon) == KEY.public


def test_without_the_examples_context_it_can_neither_be_signed_nor_verified(canon: Canon) -> None:
    signed = proofs.sign(CREDENTIAL, KEY, created=CREATED, canon=canon)
    with pytest.raises(BadProof, match="unknown context"):
        proofs.verify(signed)
