"""Certificates on screen: one's own beside the training, those of one's people on a page."""

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.learning.certificates.models import Certificate
from tests.conftest import Town
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs

PAGE = "team_certificates"


@pytest.fixture
def certificate(town: Town) -> Certificate:
    """What alice was given for the module."""
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    return stored()


def stored() -> Certificate:
    with db.reading() as session:
        row = session.exec(select(Certificate)).one()
        session.expunge(row)
        return row


def test_the_result_hands_the_certificate_out(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    text = open_as(town.alice, "module?m=welcome").sheet("module")
    assert "Your certificate" in text
    assert f'href="/certificates/{certificate.public_id}.pdf?lang=en"' in text


def test_a_failed_module_hands_none_out(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.bob).whole(wrong=("single", "multiple", "number", "matching"))
    assert "Your certificate" not in open_as(town.bob, "module?m=welcome").sheet("module")
    assert "Your certificates" not in open_as(town.bob, "modules").sheet("modules")


def test_the_training_page_lists_ones_own(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    text = open_as(town.alice, "modules").sheet("modules")
    assert "Your certificates" in text
    assert f'href="/certificates/{certificate.public_id}?lang=en"' in text
    assert f'href="/certificates/{certificate.public_id}.pdf?lang=en"' in text
    assert "Your certificates" not in open_as(town.bob, "modules").sheet("modules")


def test_leaders_find_those_of_their_people(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    screen = open_as(town.diana, PAGE)
    assert "Alice" in screen.sheet("certificates") and "Valid" in screen.sheet("certificates")
    screen.tap("certificates", "filter", words="nobody", in_team="", state="")
    assert screen.address == {"words": "nobody"}
    assert "No certificate found" in screen.sheet("certificates")
    screen.tap("certificates", "clear")
    screen.tap("certificates", "filter", words="", in_team=str(town.desk), state="valid")
    assert "Alice" in screen.sheet("certificates")


def test_an_empty_page_says_what_will_appear(town: Town, open_as: OpenAs) -> None:
    assert "No certificate yet" in open_as(town.diana, PAGE).sheet("certificates")


@pytest.mark.parametrize(
    "query", ["page=99", "page=x", "in_team=9999999999", "state=king", "certificate=x"]
)
def test_an_odd_address_is_no_error(town: Town, open_as: OpenAs, query: str) -> None:
    assert open_as(town.root, f"{PAGE}?{query}").sheet("certificates")


def test_a_certificate_is_taken_back_with_a_reason(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    screen = open_as(town.diana, f"{PAGE}?certificate={certificate.id}")
    dialog = f"certificate-{certificate.id}"
    assert "7 of 7" in screen.sheet(dialog)
    screen.tap(dialog, "revoke", reason=" ")
    assert "Please say why." in screen.text
    assert stored().revoked_at is None

    screen.tap(dialog, "revoke", reason="Somebody else answered.")
    assert stored().revoked_reason == "Somebody else answered."
    assert screen.address == {}
    assert "Revoked" in screen.sheet("certificates")


def test_a_revoked_one_shows_why_and_can_not_be_revoked_again(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    with db.transaction() as session:
        row = session.get_one(Certificate, certificate.id)
        row.revoked_at, row.revoked_reason = clock.now(), "Somebody else answered."
    text = open_as(town.edu, f"{PAGE}?certificate={certificate.id}").sheet(
        f"certificate-{certificate.id}"
    )
    assert "Somebody else answered." in text
    assert 'data-send="revoke"' not in text and ".pdf" not in text
    own = open_as(town.alice, "modules").sheet("modules")
    assert "Revoked" in own and ".pdf" not in own


def test_another_teams_certificate_is_not_shown(
    town: Town, open_as: OpenAs, certificate: Certificate
) -> None:
    with db.transaction() as session:
        Learner(session, town.charlie).whole()
        theirs = session.exec(
            select(Certificate.id).where(Certificate.person_id == town.charlie.person_id)
        ).one()
    screen = open_as(town.diana, f"{PAGE}?certificate={theirs}")
    assert "Charlie" not in screen.text
    assert "There is no such certificate." in screen.text
