"""A file brought in on the screen: looked at, rehearsed, agreed to, taken back."""

import pytest
from sqlmodel import select

from cxgame import db
from cxgame.feedback import batches, inbox
from cxgame.feedback.customers.models import Customer
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen

GOOD, BAD = 19, 1


def file_of(rows: int, bad: int = 0) -> bytes:
    lines = ["Nota;Comentário;Data;Equipe;id"]
    lines += [
        f"{12 if n < bad else n % 11};Olá {n};{n % 28 + 1:02d}/01/2026;Front desk;k{n}"
        for n in range(rows)
    ]
    return "\n".join(lines).encode("cp1252")


def upload(screen: Screen, content: bytes, name: str = "respostas.csv") -> Screen:
    screen.app.file_uploader[0].set_value((name, content, "text/csv"))
    screen.app.run()
    return screen


def press(screen: Screen, words: str) -> Screen:
    button = next(button for button in screen.app.button if words in button.label)
    button.click()
    screen.app.run()
    assert not screen.app.exception
    return screen


def stored(town: Town) -> tuple[inbox.RecordView, ...]:
    with db.reading() as session:
        return inbox.records(session, actor=town.root, wanted=inbox.Filter(), limit=200).records


def test_it_says_how_the_file_is_written_and_guesses_the_columns(
    town: Town, open_as: OpenAs
) -> None:
    screen = upload(open_as(town.root, "import_feedback"), file_of(20))
    assert "20 rows, separated by semicolons, written in CP1252." in screen.text
    chosen = {box.label: box.value for box in screen.app.selectbox}
    assert (chosen["Score"], chosen["Date"], chosen["Team"]) == ("Nota", "Data", "Equipe")
    assert not stored(town)


def test_the_good_rows_go_in_only_after_consent(town: Town, open_as: OpenAs) -> None:
    screen = upload(open_as(town.root, "import_feedback"), file_of(GOOD + BAD, BAD))
    press(screen, "Check the file")

    assert [metric.value for metric in screen.app.metric] == ["20", "19", "0", "1"]
    (frame,) = (table.value for table in screen.app.dataframe if "Reason" in table.value)
    assert frame.values.tolist() == [[2, "The score goes from 0 to 10."]]
    assert not stored(town)

    press(screen, f"Import the {GOOD} good rows")

    assert len(stored(town)) == GOOD
    assert f"{GOOD} rows went in." in screen.text
    assert stored(town)[0].text.startswith("Olá")


def test_another_choice_needs_another_check(town: Town, open_as: OpenAs) -> None:
    screen = press(upload(open_as(town.root, "import_feedback"), file_of(5)), "Check the file")
    assert screen.app.metric
    next(box for box in screen.app.selectbox if box.label == "Team").set_value("")
    screen.app.run()
    assert not screen.app.metric


def test_the_same_file_again_adds_nothing(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "import_feedback")
    press(press(upload(screen, file_of(5)), "Check the file"), "Import 5 rows")
    press(upload(screen, file_of(5)), "Check the file")
    assert "Nothing new would go in." in screen.text
    assert len(stored(town)) == 5


def test_an_import_is_taken_back_whole(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "import_feedback")
    press(press(upload(screen, file_of(5)), "Check the file"), "Import 5 rows")
    with db.reading() as session:
        (batch,) = batches.imports(session, actor=town.root)

    screen.tap("imports", "undo", str(batch.id))

    assert not stored(town)
    assert "Taken back" in screen.sheet("imports")
    assert "already" in screen.tap("imports", "undo", str(batch.id)).text


def test_complaints_and_customers_served_come_in_the_same_way(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "import_feedback?kind=complaint")
    upload(screen, b"texto,equipe\nDemorou,Front desk\n")
    press(press(screen, "Check the file"), "Import 1 row")
    assert [record.kind for record in stored(town)] == ["complaint"]

    screen = open_as(town.root, "import_feedback?kind=served")
    upload(screen, b"team,day,customers\nFront desk,2026-01-05,120\n")
    press(press(screen, "Check the file"), "Import 1 row")
    assert "1 row went in." in screen.text


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "This file is empty."), (b"PK\x03\x04xx", "This workbook is damaged.")],
)
def test_no_table_is_said_so(town: Town, open_as: OpenAs, content: bytes, said: str) -> None:
    assert said in upload(open_as(town.root, "import_feedback"), content).text


def test_customers_come_in_and_are_told_anew(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "import_feedback?kind=customers")
    upload(screen, b"codigo;nome;email\nc1;Ana;ana@x.com\n")
    chosen = {box.label: box.value for box in screen.app.selectbox}
    assert (chosen["Customer's key"], chosen["Customer's name"]) == ("codigo", "nome")
    press(press(screen, "Check the file"), "Import 1 row")
    upload(screen, b"codigo;nome;email\nc1;Ana Maria;ana@x.com\n")
    press(press(screen, "Check the file"), "Import 1 row")
    with db.reading() as session:
        assert session.exec(select(Customer.name)).all() == ["Ana Maria"]
