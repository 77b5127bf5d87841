from dataclasses import replace
from datetime import timedelta

import pytest

from cxgame.credentials import baking, keys, open_badge, proofs, reading, status_list
from cxgame.credentials.open_badge import State
from cxgame.credentials.proofs import BadProof
from tests.credentials.story import AWARD, BADGE, ISSUER, KEY, MORNING, signed


def test_it_says_who_was_given_what_by_whom() -> None:
    document = signed()
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["id"] == f"https://cx.example.com/badges/{AWARD.public_id}"
    assert document["issuer"]["id"] == KEY.public.did
    assert document["validUntil"] == "2027-03-02T12:00:00Z"
    subject = document["credentialSubject"]
    assert [each["identityHash"] for each in subject["identifier"]] == [AWARD.recipient]
    assert subject["achievement"]["criteria"]["narrative"] == BADGE.criteria
    assert "@example.com" not in str(subject)


def test_what_is_not_there_is_not_said() -> None:
    document = signed(expires_at=None, evidence="")
    assert "validUntil" not in document and "evidence" not in document
    assert proofs.verify(document) == KEY.public


def test_the_same_award_gives_the_same_bytes() -> None:
    assert signed() == signed()


def test_a_key_signs_nothing_before_it_was_made() -> None:
    late = replace(ISSUER, since=MORNING + timedelta(days=3))
    assert open_badge.credential(AWARD, late)["proof"]["created"] == "2026-03-05T12:00:00Z"
    assert signed()["proof"]["created"] == "2026-03-02T12:00:00Z"


def test_whether_it_holds() -> None:
    assert AWARD.state(MORNING) is State.VALID
    assert AWARD.expires_at is not None
    assert AWARD.state(AWARD.expires_at - timedelta(seconds=1)) is State.VALID
    assert AWARD.state(AWARD.expires_at) is State.EXPIRED
    assert replace(AWARD, revoked_at=MORNING).state(MORNING) is State.REVOKED
    assert replace(AWARD, expires_at=None).state(MORNING + timedelta(days=9999)) is State.VALID


def test_the_status_list_tells_what_was_taken_back() -> None:
    status = signed(place=status_list.ENTRIES + 7)["credentialStatus"]
    listed = open_badge.revocations(ISSUER, "badges", 1, [7, 99], now=MORNING)
    assert status["statusListCredential"] == listed["id"]
    assert proofs.verify(listed) == KEY.public
    assert listed["issuer"] == KEY.public.did
    encoded = listed["credentialSubject"]["encodedList"]
    places = [int(status["statusListIndex"]), 8, 98, 99, 100]
    assert [status_list.is_revoked(encoded, place) for place in places] == [1, 0, 0, 1, 0]


def test_a_status_list_is_never_shorter_than_the_standard_says() -> None:
    text = status_list.encoded([])
    assert not status_list.is_revoked(text, status_list.ENTRIES - 1)
    with pytest.raises(ValueError, match="outside"):
        status_list.is_revoked(text, status_list.ENTRIES)
    with pytest.raises(IndexError):
        status_list.encoded([status_list.ENTRIES])
    with pytest.raises(ValueError, match="status list"):
        status_list.is_revoked("uAAAA", 0)


def test_the_standards_own_example_of_a_status_list() -> None:
    # https://www.w3.org/TR/vc-bitstring-status-list/#example-example-bitstringstatuslistcredential
    text = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert not any(status_list.is_revoked(text, n) for n in (0, 94_567, status_list.ENTRIES - 1))


def test_every_key_is_published_the_current_one_first() -> None:
    old = keys.new_key().public
    profile = open_badge.profile(ISSUER, [KEY.public, old])
    assert [each["publicKeyMultibase"] for each in profile["verificationMethod"]] == [
        KEY.public.multibase,
        old.multibase,
    ]
    assert profile["id"] == KEY.public.did
    assert KEY.secret not in str(profile)


def test_the_achievement_has_a_document_of_its_own() -> None:
    made = open_badge.achievement(BADGE, ISSUER)
    assert made["id"] == signed()["credentialSubject"]["achievement"]["id"]
    assert proofs.our_canon().quads(made)


def test_a_reader_learns_what_it_says() -> None:
    found = reading.read(signed())
    assert (found.recipient, found.achievement) == (AWARD.recipient, BADGE.name)
    assert found.issuer == "Pet Shop da Ana" and found.key == KEY.public
    assert found.holds(MORNING)
    assert not found.holds(MORNING - timedelta(seconds=1))
    assert not found.holds(MORNING + timedelta(days=365))


def test_a_stranger_can_not_sign_in_the_issuers_name() -> None:
    forged = {name: value for name, value in signed().items() if name != "proof"}
    forged = proofs.sign(forged, keys.new_key(), created=MORNING)
    assert proofs.verify(forged)
    with pytest.raises(BadProof, match="not the issuer's"):
        reading.read(forged)


def test_a_status_list_is_no_badge() -> None:
    with pytest.raises(BadProof, match="Open Badge"):
        reading.read(open_badge.revocations(ISSUER, "badges", 0, [], now=MORNING))


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b"<svg", b"\x89PNG\r\n", b"\xff\xfe", b"0" * 6_000_000, b"[" * 99_999],
)
def test_a_file_without_a_credential_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # of any kind: json's, ours, the decoder's
        reading.document_in(data)


def test_it_is_found_in_json_as_in_pictures() -> None:
    import json

    document = signed()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'.replace("/>", "></svg>")
    assert reading.document_in(json.dumps(document).encode()) == document
    assert reading.document_in(baking.bake_svg(drawing, document).encode()) == document
