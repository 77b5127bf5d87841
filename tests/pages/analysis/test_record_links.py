"""Figures lead to the records they rest on, and to no others."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import WHOLE, Cut
from cxgame.ui.parts import record_links
from tests.conftest import Town
from tests.pages.analysis.conftest import Told
from tests.pages.conftest import OpenAs


def test_an_address_says_the_cut_and_the_parts() -> None:
    cut = Cut(date(2026, 1, 10), date(2026, 6, 30), team_id=3)
    made = record_links.records(
        cut, ("month", "2026-06"), ("touchpoint", 7), kind=Kind.SURVEY,
        survey_kind=SurveyKind.NPS, band=Band.DETRACTOR,
    )  # fmt: skip
    page, _mark, query = made.partition("?")
    assert page == "records"
    assert dict(parse_qsl(query)) == {
        "since": "2026-06-01", "until": "2026-06-30", "team": "3", "touchpoint": "7",
        "kind": "survey", "scale": "nps", "band": "detractor",
    }  # fmt: skip


def test_what_the_page_cannot_show_alone_is_no_address() -> None:
    assert record_links.records(WHOLE, ("weekday", 3)) == ""
    assert record_links.records(WHOLE, ("team", None)) == ""
    assert record_links.records(WHOLE, ("tag", "a&b")) == "records?tag=a%26b"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((("field:Shift", "late"),), 120),
        ((("field:Shift", "lat"),), 0),
        ((("tag", "queue"),), 120),
        ((("tag", "noise"),), 0),
    ],
)
def test_the_page_of_records_shows_as_many(
    parts: tuple[tuple[str, str], ...], found: int, town: Town, told: Told, open_as: OpenAs
) -> None:
    query = record_links.records(WHOLE, *parts, kind=Kind.SURVEY)
    text = open_as(town.edu, query).sheet("records")
    assert text.count("<article") == min(found, 25)
