import copy
from collections.abc import Iterator
from typing import Any

import pytest

from cxgame.credentials import keys, proofs
from cxgame.credentials.canonical import NotCanonical
from cxgame.credentials.proofs import BadProof
from tests.credentials.story import ISSUER, KEY, MORNING, signed


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path to every word, number and truth."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from leaves(each, (*path, place))
    else:
        yield path


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """Return the document with one letter of one value changed."""
    made = copy.deepcopy(document)
    place = made
    for part in path[:-1]:
        place = place[part]
    value = place[path[-1]]
    if isinstance(value, bool):
        place[path[-1]] = not value
    else:
        middle = len(value) // 2
        letter = "2" if value[middle] != "2" else "3"
        place[path[-1]] = value[:middle] + letter + value[middle + 1 :]
    return made


@pytest.mark.parametrize("path", list(leaves(signed())), ids=lambda p: ".".join(map(str, p)))
def test_a_changed_letter_anywhere_is_found(path: tuple[Any, ...]) -> None:
    with pytest.raises(BadProof):
        proofs.verify(changed(signed(), path))


def test_each_letter_of_the_name_counts() -> None:
    document = signed()
    subject = document["credentialSubject"]["identifier"][0]
    name = subject["identityHash"]
    for place, letter in enumerate(name):
        subject["identityHash"] = name[:place] + chr(ord(letter) ^ 1) + name[place + 1 :]
        with pytest.raises(BadProof, match="does not fit"):
            proofs.verify(document)
    subject["identityHash"] = name
    assert proofs.verify(document) == KEY.public


@pytest.mark.parametrize("gone", ["validUntil", "credentialStatus", "evidence", "name", "issuer"])
def test_what_was_taken_out_is_missed(gone: str) -> None:
    document = signed()
    del document[gone]
    with pytest.raises(BadProof, match="does not fit"):
        proofs.verify(document)


@pytest.mark.parametrize("added", [{"description": "More"}, {"colour": "red"}])
def test_what_was_put_in_is_found(added: dict[str, Any]) -> None:
    with pytest.raises(BadProof):
        proofs.verify({**signed(), **added})


def test_the_order_of_the_names_does_not_matter() -> None:
    document = signed()
    assert proofs.verify(dict(reversed(document.items()))) == KEY.public
    assert proofs.verify({**document, "proof": [document["proof"]]}) == KEY.public


def test_another_key_does_not_fit() -> None:
    other = keys.new_key().public
    document = signed()
    document["proof"]["verificationMethod"] = other.method
    with pytest.raises(BadProof, match="does not fit"):
        proofs.verify(document)


@pytest.mark.parametrize(
    "proof",
    [
        None,
        "z",
        [],
        [{}, {}],
        {"cryptosuite": "eddsa-jcs-2022"},
        {"type": "Ed25519Signature2020"},
        {"proofPurpose": "authentication"},
        {"proofValue": 7},
        {"proofValue": "z" + "1" * 90},
        {"verificationMethod": ISSUER.base},
        {"@context": ["https://www.w3.org/ns/credentials/v2"]},
        {"nonce": None},
    ],
)
def test_other_proofs_are_refused(proof: Any) -> None:
    document = signed()
    if isinstance(proof, dict):
        proof = {**document["proof"], **proof}
    with pytest.raises(BadProof):
        proofs.verify({**document, "proof": proof})


def test_a_document_without_a_proof_is_refused() -> None:
    with pytest.raises(BadProof, match="one proof"):
        proofs.verify({"@context": []})
    with pytest.raises(BadProof, match="not a document"):
        proofs.verify(["x"])  # type: ignore[arg-type]  # what a file may hold


def test_nothing_is_signed_twice() -> None:
    with pytest.raises(NotCanonical, match="already"):
        proofs.sign(signed(), KEY, created=MORNING)
