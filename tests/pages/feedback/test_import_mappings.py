"""How a file is read, on the screen: found out, said, remembered, gone on with."""

from io import BytesIO

import pytest

from cxgame import db
from cxgame.feedback import batches
from cxgame.feedback.importing import run, saved
from cxgame.feedback.importing.options import Options
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town
from tests.feedback.importing.test_layouts import CONSUMIDOR, DELIGHTED
from tests.pages.conftest import OpenAs
from tests.pages.feedback.test_import import file_of, press, stored, upload
from tests.pages.screen import Screen
from tests.tabular.workbooks import workbook


def box(screen: Screen, label: str) -> str:
    """Return what a list says now."""
    found = next(one for one in screen.app.selectbox if one.label == label)
    return str(found.value)


def choose(screen: Screen, label: str, value: str) -> Screen:
    next(one for one in screen.app.selectbox if one.label == label).set_value(value)
    screen.app.run()
    assert not screen.app.exception
    return screen


def test_a_known_file_comes_with_its_mapping(town: Town, open_as: OpenAs) -> None:
    screen = upload(open_as(town.root, "import_feedback"), DELIGHTED.encode())
    assert box(screen, "Mapping") == "delighted"
    assert box(screen, "What the file holds") == "mixed"
    assert box(screen, "Which survey it is") == "survey_type"
    assert box(screen, "Customer's e-mail") == "email"
    press(screen, "Check the file")
    assert "CES 1-5" in screen.text
    press(screen, "Import the 6 good rows")
    assert {record.survey_kind for record in stored(town)} == {*SurveyKind}


def test_of_a_file_about_many_companies_only_ours_goes_in(town: Town, open_as: OpenAs) -> None:
    screen = upload(open_as(town.root, "import_feedback"), CONSUMIDOR.encode())
    assert not [button for button in screen.app.button if "Check" in button.label]
    choose(screen, "Which company is yours", "Another")
    press(press(screen, "Check the file"), "Import 1 row")
    assert [record.details["solved"] for record in stored(town)] == ["no"]


def test_what_was_not_found_out_right_can_be_said(town: Town, open_as: OpenAs) -> None:
    both = "score,date,text\n9,03/04/2026,não\n".encode() + "8,25/04/2026,atenção".encode("cp1252")
    screen = upload(open_as(town.root, "import_feedback"), both)
    assert "Say the encoding" in screen.text
    choose(screen, "Encoding", "cp1252")
    assert "2 rows, separated by commas, written in CP1252. Dates: day first." in screen.text
    choose(screen, "How dates are written", "m/d/y")
    press(screen, "Check the file")
    assert [metric.value for metric in screen.app.metric] == ["2", "1", "0", "1"]


def test_a_sheet_of_a_workbook_can_be_chosen(town: Town, open_as: OpenAs) -> None:
    book = workbook(
        ("Cover", [["x"], [1]]), ("May_1_", [["Report"], ["a", "score", "date"], [1, 9, 2]])
    )
    screen = upload(open_as(town.root, "import_feedback"), book, "x.xlsx")
    choose(screen, "Sheet", "May_1_")
    assert "1 rows in the sheet “May\\_1\\_”. The heading is in row 2." in screen.text
    assert box(screen, "Score") == "score"


def test_an_interrupted_import_goes_on(
    town: Town, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROWS", 4)

    def die(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    options = Options(survey=SurveyKind.STARS, scale="0-10", mapping={"text": "Comentário"})
    task = run.Task("feedback", BytesIO(file_of(10)), "x.csv", town.root, options, NOON, die)
    with pytest.raises(KeyboardInterrupt):
        run.bring_in(db.transaction, task)

    screen = open_as(town.root, "import_feedback")
    assert "Send the same file again" in screen.sheet("imports")
    upload(screen, file_of(10))
    assert (box(screen, "Mapping"), box(screen, "What the file holds")) == ("interrupted", "stars")
    press(screen, "Check the file")
    assert "interrupted after 4 rows" in screen.text
    press(screen, "Go on with the import")

    with db.reading() as session:
        (one,) = batches.imports(session, actor=town.root)
    assert (one.state, one.created) == ("done", 10)
    assert len(stored(town)) == 10


def test_a_mapping_is_kept_proposed_renamed_and_deleted(town: Town, open_as: OpenAs) -> None:
    def names() -> list[str]:
        with db.reading() as session:
            return [one.name for one in saved.saved_mappings(session, actor=town.root)]

    screen = upload(open_as(town.root, "import_feedback"), file_of(5))
    choose(screen, "What the file holds", "csat")
    choose(screen, "The other system's key", "")
    name(screen, "Till")
    press(screen, "Save")
    assert names() == ["Till"]

    screen = upload(open_as(town.root, "import_feedback"), file_of(6))
    assert (box(screen, "What the file holds"), box(screen, "The other system's key")) == (
        "csat",
        "",
    )
    name(screen, "Counter")
    press(screen, "Rename")
    assert names() == ["Counter"]
    name(screen, "Delighted")
    assert "another mapping named Delighted" in press(screen, "Rename").text
    press(screen, "Delete it")
    assert names() == []


def name(screen: Screen, words: str) -> None:
    field = next(one for one in screen.app.text_input if one.label == "Name of the mapping")
    field.set_value(words)
    screen.app.run()
