"""A customer is handed everything that an erasure would reach, and nothing of anybody else."""

import json

import pytest
from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.i18n import LOCALES
from cxgame.thread.privacy import dossier, export
from cxgame.thread.privacy.export import Values
from tests.conftest import NOON, Town
from tests.thread.privacy import story
from tests.thread.privacy.story import EMAIL, KEY, MORE, NOTE, PHONE, SAID, STRANGER, TYPED


@pytest.fixture
def made(session: Session, town: Town) -> Values:
    story.tell(session, town)
    return export.export_customer(session, actor=town.root, asked=TYPED, now=NOON)


def test_it_holds_what_she_said_and_what_was_done(made: Values) -> None:
    told = json.dumps(made, ensure_ascii=False)
    for words in (SAID, MORE, NOTE, EMAIL, PHONE, KEY, "Autorizo.", "legitimate_interest"):
        assert words in told
    assert STRANGER not in told and "Diana" not in told
    counts = {name: len(value) for name, value in made.items() if isinstance(value, list)}
    assert counts == {
        **{"known_by": 3, "customers": 1, "records": 5, "invitations": 1},
        **{"letters": 3, "reports": 1, "requests": 1},
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_printed_in_both_languages(made: Values, locale: str) -> None:
    pdf = dossier.as_pdf(made, locale=locale)
    assert pdf.startswith(b"%PDF-") and len(pdf) > 10_000


def test_every_name_of_a_value_has_words() -> None:
    names = {
        *export._CUSTOMER,
        *export._CUSTOMER_TIMES,
        *export._RECORD,
        *export._RECORD_MORE,
        *export._CASE,
        *export._CASE_MORE,
        *export._INVITATION,
        *export._LETTER,
        *export._REPORT,
        *export._REPORT_MORE,
        *export._REQUEST,
    }
    assert names - set(dossier.LABELS) == set()


def test_nothing_is_held_of_strangers(session: Session, town: Town) -> None:
    story.tell(session, town)
    for asked in ("nobody@example.com", "11 3456-7890", "CLI-00"):
        with pytest.raises(NotFound):
            export.export_customer(session, actor=town.root, asked=asked, now=NOON)
