"""Open Badges 3.0: the documents that say who was given what, by whom, and whether it still holds.

https://www.imsglobal.org/spec/ob/v3p0
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cxgame.credentials import proofs, status_list
from cxgame.credentials.keys import PublicKey, SigningKey
from cxgame.credentials.loader import CREDENTIALS, OPEN_BADGES

CONTEXTS = [CREDENTIALS, OPEN_BADGES]
CONTROLLER = "https://www.w3.org/ns/cid/v1"  # the words of published keys; never signed by us
LIST_HOLDS_MS = 300_000  # how long a verifier may keep a status list


class State(StrEnum):
    """Whether what was given still holds."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Kind(StrEnum):
    """What an achievement is, in the words of Open Badges."""

    BADGE = "Badge"
    CERTIFICATE = "CertificateOfCompletion"


@dataclass(frozen=True)
class Achievement:
    """What can be achieved; `key` is the last part of its address, `family` how it is drawn."""

    key: str
    kind: Kind
    name: str
    description: str
    criteria: str
    language: str
    version: str = ""
    family: str = ""
    tier: int = 0
    symbol: str = ""


@dataclass(frozen=True)
class Issued:
    """An achievement given to somebody.

    `source` is the first part of its address, `place` its own number within that source, which
    the status list goes by; at `expires_at` it holds no more. `basis` is what it rests on, in words
    for its page; no part of what is signed.
    """

    public_id: str
    source: str
    place: int
    recipient: str
    achievement: Achievement
    issued_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    evidence: str = ""
    basis: str = ""

    def state(self, now: datetime) -> State:
        """Return whether it holds at a moment."""
        if self.revoked_at is not None:
            return State.REVOKED
        return State.EXPIRED if self.expires_at and self.expires_at <= now else State.VALID


@dataclass(frozen=True)
class Issuer:
    """Who gives: the company's name, where its pages lie, and the key it signs with now."""

    name: str
    base: str
    number: int  # of the key
    key: SigningKey
    since: datetime  # when the key was made

    def address(self, *parts: object) -> str:
        """Return an address below the company's own."""
        return "/".join([self.base, *map(str, parts)])


def credential(issued: Issued, issuer: Issuer) -> dict[str, Any]:
    """Return the signed OpenBadgeCredential; the same award and key give the same bytes."""
    address = issuer.address(issued.source, issued.public_id)
    body: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": issued.achievement.name,
        "issuer": _profile(issuer),
        "validFrom": proofs.moment(issued.issued_at),
        "awardedDate": proofs.moment(issued.issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            # A name and no e-mail address: whoever shows the credential shows this much.
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": issued.recipient,
                    "identityType": "name",
                    "hashed": False,
                }
            ],
            "achievement": _achievement(issued.achievement, issuer),
        },
        "credentialStatus": _status(issued, issuer),
    }
    if issued.expires_at:
        body["validUntil"] = proofs.moment(issued.expires_at)
    if issued.evidence:
        body["evidence"] = [{"type": ["Evidence"], "narrative": issued.evidence}]
    created = max(issued.issued_at, issuer.since)  # a key signs nothing before it was made
    return proofs.sign(body, issuer.key, created=created)


def achievement(made: Achievement, issuer: Issuer) -> dict[str, Any]:
    """Return the document of what can be achieved."""
    return {"@context": CONTEXTS, **_achievement(made, issuer), "creator": _profile(issuer)}


def profile(issuer: Issuer, published: Sequence[PublicKey]) -> dict[str, Any]:
    """Return the issuer's profile with every key it ever signed with, the current one first."""
    return {
        "@context": [*CONTEXTS, CONTROLLER],
        **_profile(issuer),
        "verificationMethod": [
            {
                "id": key.method,
                "type": "Multikey",
                "controller": key.did,
                "publicKeyMultibase": key.multibase,
            }
            for key in published
        ],
        "assertionMethod": [key.method for key in published],
    }


def revocations(
    issuer: Issuer, source: str, number: int, revoked: Iterable[int], *, now: datetime
) -> dict[str, Any]:
    """Return the signed status list number `number` of a source; `revoked` are places in it."""
    address = issuer.address("badges", "revocations", issuer.number, source, number)
    body = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.key.public.did,
        "validFrom": proofs.moment(issuer.since),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": LIST_HOLDS_MS,
            "encodedList": status_list.encoded(revoked),
        },
    }
    return proofs.sign(body, issuer.key, created=now)


def _profile(issuer: Issuer) -> dict[str, Any]:
    return {
        "id": issuer.key.public.did,
        "type": ["Profile"],
        "name": issuer.name,
        "url": issuer.address("badges", "issuer"),
    }


def _achievement(made: Achievement, issuer: Issuer) -> dict[str, Any]:
    address = issuer.address("badges", "achievements", made.key)
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": made.kind.value,
        "name": made.name,
        "description": made.description,
        "criteria": {"id": address, "narrative": made.criteria},
        "image": {"id": f"{address}.png", "type": "Image"},
        "inLanguage": made.language,
        **({"version": made.version} if made.version else {}),
    }


def _status(issued: Issued, issuer: Issuer) -> dict[str, str]:
    number, place = divmod(issued.place, status_list.ENTRIES)
    # A list for each key: verifiers want list and credential to come from the same issuer.
    address = issuer.address("badges", "revocations", issuer.number, issued.source, number)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }
