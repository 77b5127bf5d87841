import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
GOOD, BAD = 40, 3


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of answers with some rows that can't be read, under names of another system."""
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["REC", "said on", "words"])
        for number in range(GOOD):
            rows.writerow([number % 11, f"2026-02-{1 + number % 28:02}", f"Answer {number}"])
        for number in range(BAD):
            rows.writerow(["eleven", "2026-02-01", f"Broken {number}"])
    return path


def choose(page: Page, label: str, option: str) -> None:
    """Choose in one of Streamlit's own lists."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def figure(page: Page, name: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=name).first.inner_text().split("\n")[-1]


def test_a_file_is_looked_at_agreed_to_and_taken_back(visit: Visit, file: Path) -> None:
    page = visit().arrive("root", "/import_feedback")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(f"{GOOD + BAD} rows, separated by commas")).to_be_visible()
    choose(page, "Score", "REC")
    choose(page, "Date", "said on")
    choose(page, "What the customer wrote", "words")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("button", name=f"Import the {GOOD} good rows")).to_be_visible()
    assert figure(page, "Refused") == str(BAD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report").click()
    report = download.value.path().read_text("utf-8-sig")
    assert len(report.splitlines()) == BAD + 1 and "42" in report

    page.get_by_role("button", name=f"Import the {GOOD} good rows").click()
    expect(page.get_by_text(f"{GOOD} rows went in")).to_be_visible()
    page.get_by_role("button", name="Read", exact=True).or_(
        page.get_by_role("link", name="Read", exact=True)
    ).click()
    expect(page.get_by_text("Answer 39")).to_be_visible()

    page.go_back()
    page.locator("summary", has_text="Take back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{GOOD} records were taken back")).to_be_visible()


def test_a_file_that_is_none_is_refused_in_a_sentence(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "workbook.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    page = visit().arrive("root", "/import_feedback")
    page.locator("input[type=file]").set_input_files(path)

    expect(page.get_by_text("This workbook is damaged")).to_be_visible()
    expect(page.get_by_role("button", name="Check the file")).to_have_count(0)
