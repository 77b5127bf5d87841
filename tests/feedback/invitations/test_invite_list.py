import pytest
from sqlmodel import Session, select

from cxgame.errors import InvalidInput
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.invitations import inviting, lists
from cxgame.feedback.invitations.models import Invitation
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter

PASTED = """Nome;E-mail;Idioma
Ana Lima;ana@example.com;pt-BR
"Beto; o grande";beto@example;
;;
Ana de novo;ANA@example.com;en
Caio;caio@example.com;
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ana@example.com\nbeto@example.com\n",
            [("", "ana@example.com"), ("", "beto@example.com")],
        ),
        ("Ana, ana@example.com", [("Ana", "ana@example.com")]),
        ("Ana Lima <ana@example.com>", [("Ana Lima", "ana@example.com")]),
        ("email\tname\nana@example.com\tAna", [("Ana", "ana@example.com")]),
        ("nobody", [("", "nobody")]),
    ],
)
def test_lists_are_read_as_people_write_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.name, one.email) for one in lists.read(text)] == found


def test_a_dry_run_tells_the_same_and_keeps_nothing(
    session: Session, town: Town, counter: Counter
) -> None:
    rows = lists.read(PASTED)
    told = [
        inviting.invite_list(
            session,
            actor=town.diana,
            survey_id=counter.survey_id,
            rows=rows,
            is_dry_run=is_dry_run,
            now=NOON,
        )
        for is_dry_run in (True, True, False)
    ]
    assert told[0] == told[1] == told[2]
    assert (told[0].created, told[0].asked_before) == (2, 1)
    assert [(one.row, one.reason.message[:10]) for one in told[0].refused] == [(2, "This is no")]
    assert len(session.exec(select(Customer.id)).all()) == 2
    assert len(session.exec(select(Invitation.id)).all()) == 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \n", "empty"),
        ("nome;cidade\nAna;Recife", "no column"),
        ("a@b.co\n" * 2_001, "at most 2000"),
    ],
)
def test_a_list_of_nobody_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        lists.read(text)


def test_windows_files_and_pictures_are_told_apart() -> None:
    assert lists.decoded("João;a@b.co".encode("cp1252")) == "João;a@b.co"
    assert lists.decoded("\ufeffJoão".encode()) == "João"
    with pytest.raises(InvalidInput):
        lists.decoded(b"PK\x03\x04\x00\x00")
