"""Scales, bands, and the scores a file may hold."""

import pytest

from cxgame.errors import InvalidInput
from cxgame.feedback import scales
from cxgame.feedback.scales import Band, Scale, SurveyKind


def bands(kind: SurveyKind, scale: Scale) -> dict[Band, list[int]]:
    found: dict[Band, list[int]] = {band: [] for band in Band}
    for score in range(scale.low, scale.high + 1):
        found[scales.band(kind, scale, score)].append(score)
    return found


def test_nps_has_promoters_from_9_and_detractors_to_6() -> None:
    assert bands(SurveyKind.NPS, Scale(0, 10)) == {
        Band.PROMOTER: [9, 10],
        Band.PASSIVE: [7, 8],
        Band.DETRACTOR: [0, 1, 2, 3, 4, 5, 6],
    }


def test_nps_from_1_to_10_has_detractors_from_1_to_6() -> None:
    assert bands(SurveyKind.NPS, Scale(1, 10)) == {
        Band.PROMOTER: [9, 10],
        Band.PASSIVE: [7, 8],
        Band.DETRACTOR: [1, 2, 3, 4, 5, 6],
    }


@pytest.mark.parametrize("kind", [SurveyKind.CSAT, SurveyKind.STARS, SurveyKind.SMILEYS])
def test_4_and_5_of_5_are_favourable(kind: SurveyKind) -> None:
    assert bands(kind, scales.scale_for(kind)) == {
        Band.PROMOTER: [4, 5],
        Band.PASSIVE: [3],
        Band.DETRACTOR: [1, 2],
    }


def test_an_easy_ces_is_5_to_7_of_7() -> None:
    assert bands(SurveyKind.CES, scales.scale_for(SurveyKind.CES)) == {
        Band.PROMOTER: [5, 6, 7],
        Band.PASSIVE: [4],
        Band.DETRACTOR: [1, 2, 3],
    }


def test_a_reversed_ces_is_easy_at_its_low_end() -> None:
    effort = scales.scale_for(SurveyKind.CES, is_reversed=True)
    assert bands(SurveyKind.CES, effort)[Band.PROMOTER] == [1, 2, 3]
    assert bands(SurveyKind.CES, effort)[Band.DETRACTOR] == [5, 6, 7]


def test_a_reversed_nps_has_promoters_at_its_low_end() -> None:
    assert bands(SurveyKind.NPS, Scale(1, 10, is_reversed=True))[Band.PROMOTER] == [1, 2]


def test_a_thumb_is_up_or_down() -> None:
    assert bands(SurveyKind.THUMBS, scales.scale_for(SurveyKind.THUMBS)) == {
        Band.PROMOTER: [1],
        Band.PASSIVE: [],
        Band.DETRACTOR: [0],
    }


@pytest.mark.parametrize("text", ["1-10", " 1 - 10 ", "1–10", "1..10", "1 to 10", "1 a 10"])
def test_it_reads_a_written_scale(text: str) -> None:
    assert scales.parse_scale(text) == Scale(1, 10)


def test_a_scale_is_written_as_it_is_read() -> None:
    assert str(scales.parse_scale("0-10")) == "0-10"


@pytest.mark.parametrize("text", ["", "10", "1-", "a-b", "1-10-20", "-1-5", "10-1", "5-5", "0-101"])
def test_it_refuses_what_is_no_scale(text: str) -> None:
    with pytest.raises(InvalidInput):
        scales.parse_scale(text)


@pytest.mark.parametrize("text", ["1-5", "0-5", "1-7", "0-100"])
def test_it_refuses_an_nps_from_another_scale(text: str) -> None:
    with pytest.raises(InvalidInput):
        scales.scale_for(SurveyKind.NPS, text)
    with pytest.raises(InvalidInput):
        scales.band(SurveyKind.NPS, scales.parse_scale(text), 1)


def test_another_scale_is_taken_where_the_kind_allows_it() -> None:
    assert scales.scale_for(SurveyKind.NPS, "1-10") == Scale(1, 10)
    assert scales.scale_for(SurveyKind.CES, "1-5", is_reversed=True) == Scale(1, 5, True)


@pytest.mark.parametrize("value", ["9", " 9 ", "9.0", "9,0", "9.00", "+9", 9, 9.0])
def test_it_reads_whole_scores(value: str | float) -> None:
    assert scales.parse_score(value, Scale(0, 10)) == 9


@pytest.mark.parametrize(
    "value", ["9.5", 9.5, "", "nine", "9/10", "1e1", "٩", "nan", float("inf"), True, "11", "-1"]
)
def test_it_refuses_other_scores(value: str | float) -> None:
    with pytest.raises(InvalidInput):
        scales.parse_score(value, Scale(0, 10))


def test_a_refusal_does_not_repeat_what_the_customer_wrote() -> None:
    with pytest.raises(InvalidInput) as refusal:
        scales.parse_score("my dog hated the dryer", Scale(0, 10))
    assert "dryer" not in str(refusal.value)


def test_a_scale_holds_whole_scores_only() -> None:
    assert 0 in Scale(0, 10)
    assert 10 in Scale(0, 10)
    assert 11 not in Scale(0, 10)
    assert "5" not in Scale(0, 10)
