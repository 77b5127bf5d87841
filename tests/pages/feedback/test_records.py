"""The customers' voice: what is listed to whom, and what the drawer does."""

import pytest

from cxgame import db
from cxgame.boards import queries as boards
from cxgame.boards.models import Level
from cxgame.boards.queries import Filters
from cxgame.clock import now
from cxgame.feedback import inbox
from cxgame.thread import queries
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
    assert screen.address == {}


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
        tags="atraso,  aviso ,",
        version=str(view(town, heard.complaint).version),
    )

    record = view(town, heard.complaint)
    assert (record.touchpoint_id, record.tags) == (heard.bath, ("atraso", "aviso"))
    assert "Sorted" in screen.sheet(f"history-{heard.complaint}")


def test_a_stale_version_is_told(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"records?record={heard.complaint}")
    key = f"record-{heard.complaint}"
    fields = {"touchpoint": str(heard.bath), "tags": "", "version": "7"}
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
