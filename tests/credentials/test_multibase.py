import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.credentials import keys, multibase


@pytest.mark.parametrize(
    ("data", "text"),
    [  # test vectors of draft-msporny-base58
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    ],
)
def test_known_answers(data: bytes, text: str) -> None:
    assert multibase.base58(data) == text
    assert multibase.from_base58(text) == data


@given(st.binary(max_size=70))
def test_what_was_written_is_read_back(data: bytes) -> None:
    assert multibase.from_base58(multibase.base58(data)) == data
    assert multibase.from_base64url(multibase.base64url(data)) == data


@pytest.mark.parametrize("text", ["", "u2NEpo7", "z0", "zOIl", "z" + "2" * 10_000])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base58"):
        multibase.from_base58(text)


@pytest.mark.parametrize("text", ["", "zabc", "uA", "u=~~"])
def test_other_texts_are_no_base64url(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        multibase.from_base64url(text)


def test_a_fresh_key_signs_and_never_shows_itself() -> None:
    key, other = keys.new_key(), keys.new_key()
    signature = key.sign(b"words")
    assert key.public.verifies(signature, b"words")
    assert not key.public.verifies(signature, b"word")
    assert not other.public.verifies(signature, b"words")
    assert key.secret not in repr(key)
    assert key.public.did.startswith("did:key:z6Mk")


@pytest.mark.parametrize(
    "method",
    [
        "did:web:example.com#key",
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#another",
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4sw",
        "did:key:z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",  # a private one
        "",
    ],
)
def test_other_verification_methods_are_refused(method: str) -> None:
    with pytest.raises(ValueError, match=r"did:key|Ed25519|base58"):
        keys.key_of_method(method)
