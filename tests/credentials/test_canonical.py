import hashlib
import re
import socket
import time
from typing import Any, NoReturn

import pytest

from cxgame.credentials import loader, proofs
from cxgame.credentials.canonical import Canon, NotCanonical

HEAD = {"@context": [loader.CREDENTIALS], "type": ["VerifiableCredential"]}


@pytest.fixture
def canon() -> Canon:
    return Canon(loader.bundled())


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        ({"colour": "red"}, "no context knows"),
        ({"credentialSubject": {"id": "urn:a:b", "colour": "red"}}, "no context knows"),
        ({"type": ["VerifiableCredential", "Nothing"]}, "whole address"),
        ({"issuer": "issuers/7"}, "whole address"),
        ({"issuer": "//example.com"}, "whole address"),
        ({"issuer": "https://exam ple.com"}, "whole address"),
        ({"issuer": "_:b0"}, "whole address"),
        ({"issuer": "@nobody"}, "whole address|no meaning"),
        ({"validUntil": None}, "null"),
        ({"@context": [loader.CREDENTIALS, {"colour": "https://example.com/c"}]}, "addresses"),
        ({"@context": loader.CREDENTIALS}, "addresses"),
        ({"@context": [loader.CREDENTIALS, "https://evil.example/v1"]}, "unknown context"),
        ({"credentialSubject": {"@context": {"x": "https://x.example"}, "x": "y"}}, "inside"),
        ({"name": "x" * 300_000}, "large"),
    ],
)
def test_what_would_go_unsigned_is_refused(
    canon: Canon, added: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NotCanonical, match=reason):
        canon.quads({**HEAD, **added})


def test_words_that_look_like_keywords_are_only_words(canon: Canon) -> None:
    assert '"@ana"' in canon.quads({**HEAD, "name": "@ana"})


def test_every_kind_of_letter_goes_in(canon: Canon) -> None:
    name = 'Ação “ß” \\ " \n李 😀'
    quads = canon.quads({**HEAD, "name": name})
    assert 'Ação “ß” \\\\ \\" \\n李 😀' in quads


def test_it_is_deep_enough_and_no_deeper(canon: Canon) -> None:
    deep: dict[str, Any] = dict(HEAD)
    for _level in range(2_000):
        deep = {**HEAD, "credentialSubject": deep}
    with pytest.raises(NotCanonical, match=r"deep|inside"):
        canon.quads(deep)


def test_a_document_made_to_take_for_ever_is_given_up(canon: Canon) -> None:
    leaf = {"type": ["VerifiableCredential"]}
    branch = {"type": ["VerifiableCredential"], "evidence": [dict(leaf) for _ in range(9)]}
    bomb = {**HEAD, "evidence": [branch, dict(branch)]}
    began = time.monotonic()
    with pytest.raises(NotCanonical, match="intricate"):
        canon.quads(bomb)
    assert time.monotonic() - began < 5


def test_many_small_knots_are_given_up_too(canon: Canon) -> None:
    knot: dict[str, Any] = {"type": ["VerifiableCredential"]}
    for _level in range(6):
        knot = {"type": ["VerifiableCredential"], "evidence": [knot, dict(knot), dict(knot)]}
    with pytest.raises(NotCanonical, match="intricate"):
        canon.quads({**HEAD, "evidence": [knot, dict(knot)]})


def test_siblings_that_look_alike_are_no_trouble(canon: Canon) -> None:
    alike = [{"type": ["VerifiableCredential"]} for _ in range(9)]
    assert canon.quads({**HEAD, "evidence": alike}).count("#evidence") == 9


def test_the_network_is_never_asked(canon: Canon, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert canon.quads({**HEAD, "name": "x"})
    with pytest.raises(NotCanonical, match="unknown context"):
        canon.quads({**HEAD, "@context": [loader.CREDENTIALS, "https://www.w3.org/ns/odrl.jsonld"]})


def test_one_canons_contexts_are_not_anothers(canon: Canon) -> None:
    other = "https://example.com/other"
    wide = Canon({**loader.bundled(), other: {"@context": {"@vocab": "https://example.com/#"}}})
    document = {**HEAD, "@context": [loader.CREDENTIALS, other], "colour": "red"}
    assert "example.com/#colour" in wide.quads(document)
    with pytest.raises(NotCanonical):
        canon.quads(document)
    with pytest.raises(NotCanonical):
        proofs.our_canon().quads(document)


def test_the_context_files_are_the_published_ones() -> None:
    told = (loader.FOLDER / "README.md").read_text("utf-8")
    listed = re.findall(r"\| `([\w.-]+\.jsonld)` \| `(\S+)` .*`([0-9a-f]{64})` \|", told)
    assert {address: name for name, address, _digest in listed} == loader.FILES
    for name, _address, digest in listed:
        assert hashlib.sha256((loader.FOLDER / name).read_bytes()).hexdigest() == digest
