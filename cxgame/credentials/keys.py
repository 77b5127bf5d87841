"""Ed25519 keys as Multikeys, with did:key as their name: whoever has the name can verify."""

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cxgame.credentials import multibase

# The multicodec prefixes of Ed25519 keys, and how long a key itself is.
_PUBLIC, _PRIVATE = b"\xed\x01", b"\x80\x26"
_LENGTH = 32


@dataclass(frozen=True)
class PublicKey:
    """A key that verifies; `multibase` is its Multikey text, which begins with z6Mk."""

    multibase: str

    @property
    def did(self) -> str:
        """Return the identifier of whoever holds the private half."""
        return f"did:key:{self.multibase}"

    @property
    def method(self) -> str:
        """Return the verification method that proofs name."""
        return f"{self.did}#{self.multibase}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the private half signed these bytes."""
        raw = Ed25519PublicKey.from_public_bytes(_unpacked(self.multibase, _PUBLIC))
        try:
            raw.verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A key that signs; `secret` is its Multikey text and stays out of every repr."""

    secret: str = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """Return the half that may be shown."""
        return PublicKey(_packed(self._raw().public_key().public_bytes_raw(), _PUBLIC))

    def sign(self, message: bytes) -> bytes:
        """Return the signature of these bytes: the same bytes, the same signature."""
        return self._raw().sign(message)

    def _raw(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(_unpacked(self.secret, _PRIVATE))


def new_key() -> SigningKey:
    """Return a fresh key from the system's source of chance."""
    return SigningKey(_packed(Ed25519PrivateKey.generate().private_bytes_raw(), _PRIVATE))


def key_of_method(method: str) -> PublicKey:
    """Return the key that a did:key verification method holds in its own name.

    The fragment may be missing. Raise ValueError for another method or a malformed key.
    """
    did, _hash, fragment = method.partition("#")
    scheme, _key, text = did.rpartition(":")
    if scheme != "did:key" or fragment not in ("", text):
        raise ValueError("not a did:key verification method")
    _unpacked(text, _PUBLIC)
    return PublicKey(text)


def _packed(raw: bytes, prefix: bytes) -> str:
    return multibase.base58(prefix + raw)


def _unpacked(text: str, prefix: bytes) -> bytes:
    data = multibase.from_base58(text)
    if not data.startswith(prefix) or len(data) != len(prefix) + _LENGTH:
        raise ValueError("not an Ed25519 key")
    return data.removeprefix(prefix)
