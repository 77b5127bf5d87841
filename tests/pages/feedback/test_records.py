"""The customers' voice: what is listed to whom, and what the drawer does."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from cxgame import db
from cxgame.boards import showing as boards
from cxgame.boards.models import Level
from cxgame.boards.views import Filters
from cxgame.clock import now
from cxgame.feedback import inbox
from cxgame.feedback.cases import opening
from cxgame.feedback.views.models import SavedView
from cxgame.look import spreadsheet
from cxgame.standards.models import SopStep
from cxgame.thread import queries
from cxgame.ui.parts import feedback_export
from tests.conftest import Town
from tests.learning.way import stock
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard


def view(town: Town, record_id: int) -> inbox.RecordView:
    with db.reading() as session:
        return inbox.record(session, actor=town.root, record_id=record_id)


def test_a_manager_reads_the_own_teams(town: Town, heard: Heard, open_as: OpenAs) -> None:
    text = open_as(town.diana, "records").sheet("records")
    assert "Ninguém avisou" in text and "A toalha sumiu" not in text
    assert "A toalha sumiu" in open_as(town.edu, "records").sheet("records")


def test_what_is_personal_is_hidden(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    for key in ("records", f"record-{heard.complaint}"):
        assert "98765" not in screen.sheet(key)
        assert "<mark>phone hidden</mark>" in screen.sheet(key)


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("?kind=complaint", "Ninguém avisou", "NPS"),
        ("?band=detractor", "Clinic", "Ninguém avisou"),
        ("?q=NINGUEM", "Ninguém avisou", "A toalha"),
        ("?show=held", "spam", "Ninguém avisou"),
        ("?days=30&kind=survey", "NPS", "Ninguém avisou"),
        ("?since=2020-01-01&until=2020-01-02", "Nothing was found", "NPS</span>"),
        ("?channel=staff", "A toalha", "Ninguém avisou"),
        ("?source=sent&kind=complaint", "Ninguém avisou", "A toalha"),
        ("?scale=nps&show=untagged", "NPS", "Ninguém avisou"),
        ("?q=98765", "Nothing was found", "Ninguém avisou"),
    ],
)
def test_filters(
    town: Town, heard: Heard, open_as: OpenAs, query: str, there: str, missing: str
) -> None:
    listed = open_as(town.edu, f"records{query}").sheet("records").partition("</form>")[2]
    assert there in listed and missing not in listed


def test_filters_go_into_the_address_and_keep_a_links_period(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.edu, "records?since=2020-01-01&page=2")
    screen.tap("records", "filter", q="banho", kind="complaint", days="given")
    assert screen.address == {"q": "banho", "kind": "complaint", "since": "2020-01-01"}
    screen.tap("records", "clear")
    assert screen.address == {"view": "all"}


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=99999", "?kind=x&band=y&days=z&show=w", "?team=-1&since=today"]
)
def test_an_odd_address_is_no_error(town: Town, heard: Heard, open_as: OpenAs, query: str) -> None:
    assert open_as(town.edu, f"records{query}").sheet("records")


def test_long_lists_are_paged(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "records")
    assert "Older" in screen.sheet("records")
    screen.tap("records", "page", "2")
    assert screen.address == {"page": "2"} and "Newer" in screen.sheet("records")


def test_a_record_is_sorted_in_its_drawer(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    screen.tap(
        f"record-{heard.complaint}",
        "classify",
        touchpoint=str(heard.bath),
        step="",
        version=str(view(town, heard.complaint).version),
    )

    assert view(town, heard.complaint).touchpoint_id == heard.bath
    assert "Sorted" in screen.sheet(f"history-{heard.complaint}")


def test_a_stale_version_is_told(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    key = f"record-{heard.complaint}"
    fields = {"touchpoint": str(heard.bath), "version": "7"}
    assert "Somebody else changed this" in screen.tap(key, "classify", **fields).text


def test_a_held_record_counts_once_somebody_says_so(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"records?record={heard.held}")
    assert "Held for review." in screen.sheet(f"record-{heard.held}")

    screen.tap(f"record-{heard.held}", "release")

    assert not view(town, heard.held).is_held
    assert "Held for review." not in screen.sheet(f"record-{heard.held}")


def test_a_card_and_a_training_are_made_of_it(town: Town, heard: Heard, open_as: OpenAs) -> None:
    with db.transaction() as session:
        stock(session)
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    key = f"thread-{heard.complaint}"
    slug = screen.sheet(key).partition('name="module"')[2].partition('<option value="')[2]

    screen.tap(key, "card", title="Avisar atrasos", level="operational")
    screen.tap(key, "training", module=slug.partition('"')[0])

    assert "Avisar atrasos" in screen.sheet(key) and "people passed" in screen.sheet(key)
    assert "Being acted on" in screen.sheet("records")
    with db.reading() as session:
        board = boards.board_view(
            session, actor=town.diana, level=Level.OPERATIONAL, filters=Filters(), now=now()
        )
    assert "Avisar atrasos" in str(board)


def test_a_card_without_a_title_is_refused(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    screen.tap(f"thread-{heard.complaint}", "card", title=" ", level="operational")
    assert "Give the card a title." in screen.text


def test_a_record_out_of_reach_is_not_told(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.elsewhere}")
    assert "There is no such record" in screen.text and "A toalha" not in screen.text


def test_an_empty_company_says_what_will_appear(town: Town, open_as: OpenAs) -> None:
    assert "Nobody said anything yet" in open_as(town.edu, "records").text


def test_what_is_personal_is_hidden_wherever_it_is_quoted(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    screen.tap(f"thread-{heard.complaint}", "card", title="Avisar", level="operational")
    with db.reading() as session:
        (card,) = queries.links_of_record(
            session, actor=town.diana, record_id=heard.complaint
        ).cards

    for page in ("my_team", f"board?level=operational&card={card.card_id}"):
        text = open_as(town.diana, page).text
        assert "Ninguém avisou" in text and "98765" not in text


def test_tags_are_put_on_and_taken_off_in_the_drawer(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    key = f"record-{heard.complaint}"
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    screen.tap(key, "tag", tag="atraso").tap(key, "tag", "aviso")
    assert view(town, heard.complaint).tags == ("atraso", "aviso")
    screen.tap(key, "untag", "atraso")
    assert view(town, heard.complaint).tags == ("aviso",)
    assert "Tagged" in screen.sheet(f"history-{heard.complaint}")


def test_chosen_rows_are_tagged_placed_and_released(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    ids = f"{heard.complaint}\n{heard.held}"
    screen = open_as(town.diana, "records")
    screen.tap("records", "picked", ids=ids, do="tag", named="atraso, urgente")
    assert view(town, heard.held).tags == ("atraso", "urgente")
    screen.tap("records", "picked", ids=ids, do="untag", named="urgente")
    screen.tap("records", "picked", ids=ids, do="place", place=str(heard.bath))
    screen.tap("records", "picked", ids=ids, do="release")
    record = view(town, heard.held)
    assert (record.tags, record.touchpoint_id, record.is_held) == (("atraso",), heard.bath, False)
    assert (
        "Choose at least one record." in screen.tap("records", "picked", do="tag", named="x").text
    )
    far = screen.tap("records", "picked", ids=str(heard.elsewhere), do="tag", named="x")
    assert "outside your reach" in far.text


def test_many_are_put_at_a_step_at_once(town: Town, heard: Heard, open_as: OpenAs) -> None:
    with db.transaction() as session:
        stock(session)
        step = session.exec(select(SopStep.id)).first()
    screen = open_as(town.diana, "records")
    assert 'name="at_step"' in screen.sheet("records")
    ids = f"{heard.complaint}\n{heard.held}"
    screen.tap("records", "picked", ids=ids, do="place", at_step=str(step))
    assert {view(town, one).sop_step_id for one in (heard.complaint, heard.held)} == {step}


def test_filters_in_use_are_left_out_one_by_one(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "records?days=30&channel=staff&customer=c9")
    assert "How it came: written down by staff" in screen.sheet("records")
    screen.tap("records", "drop", "days").tap("records", "drop", "customer")
    assert screen.address == {"channel": "staff"}


def test_the_case_is_a_filter_that_a_view_keeps(town: Town, heard: Heard, open_as: OpenAs) -> None:
    with db.transaction() as session:
        opening.open_case(session, actor=town.diana, record_id=heard.complaint, now=now())
    screen = open_as(town.diana, "records?case=open")
    shown = screen.sheet("records")
    assert "Case: Open case" in shown and f"?record={heard.complaint}" in shown
    assert shown.count('href="?record=') == 1
    assert f"?record={heard.complaint}" not in screen.open("records?case=late").sheet("records")
    screen.tap("records", "filter", case="none")
    assert screen.address["case"] == "none"
    assert f"?record={heard.complaint}" not in screen.sheet("records")


def test_a_view_is_kept_and_opens_first(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "records?kind=complaint&keep=1")
    assert "has at most" in screen.tap("views", "save", title="x" * 61, shared="own").text
    screen.tap("views", "save", title="Queixas", shared="all", first="on")
    assert "keep" not in screen.address

    again = open_as(town.diana, "records")
    assert again.address["kind"] == "complaint" and "Queixas" in again.sheet("records")
    again.tap("records", "view", "all")
    assert again.address == {"view": "all"}
    shown = open_as(town.edu, "records").tap("records", "view", only_view())
    assert shown.address["kind"] == "complaint"


def only_view() -> str:
    with db.reading() as session:
        return str(session.exec(select(SavedView.id)).one())


def test_what_is_hidden_is_shown_when_it_is_noted_who_looked(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    key = f"record-{heard.complaint}"
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    screen.tap(key, "unmask")
    assert "98765-4321" in screen.sheet(key) and "98765" not in screen.sheet("records")
    assert "Personal data looked at" in screen.sheet(f"history-{heard.complaint}")


def test_new_records_are_announced_and_shown_when_asked(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "records?page=2")
    assert "new – show" not in screen.sheet("newer")
    screen.tap("newer", "newer")
    assert screen.address == {}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_shown_is_exported_with_what_is_personal_hidden(
    town: Town, heard: Heard, open_as: OpenAs, kind: str
) -> None:
    screen = open_as(town.diana, "records?kind=complaint&export=1")
    screen.tap("export", "make", kind)
    (button,) = screen.app.get("download_button")
    assert button.proto.label == "Download 2 records"


def test_a_file_runs_nothing_and_shows_nobody(heard: Heard, town: Town) -> None:
    record = replace(
        view(town, heard.complaint), text="=1+1, (31) 98765-4321", details={"mail": "a@b.co"}
    )
    said = {record.id: {7: "=2, a@b.co"}}
    made = feedback_export.table([record], {7: "Counter: What else?"}, said)
    text = spreadsheet.as_csv(made, "en").decode("utf-8-sig")
    assert "Counter: What else?" in text and "'=2" in text
    assert "'=1+1" in text and "98765" not in text and "a@b.co" not in text
    sheet = load_workbook(BytesIO(spreadsheet.as_xlsx(made))).active
    cells = [cell.value for cell in list(sheet.rows)[1]]  # type: ignore[union-attr]
    assert cells[0] == record.id and "'=1+1, [phone hidden]" in cells
