"""The cross-tab: cells, margins, few answers, and what stands out."""

from sqlmodel import Session

from cxgame.feedback.analysis import counting, crosstab
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import WHOLE
from tests.conftest import Town
from tests.feedback.analysis.story import answers
from tests.feedback.conftest import Counter

NPS = SurveyKind.NPS


def test_every_cell_has_its_score_and_its_margins() -> None:
    found = {
        (1, "a"): Counts(20, 0, 0),
        (1, "b"): Counts(0, 5, 5),
        (2, "a"): Counts(3, 0, 1),
        (None, "b"): Counts(10, 10, 0),
    }
    made = crosstab.crosstab(NPS, "touchpoint", "channel", {("touchpoint", "channel"): found})
    assert made.columns == ("b", "a")
    assert [line.value for line in made.lines] == [1, 2, None]
    first, second, last = made.lines
    assert [cell and cell.score.score for cell in first.cells] == [-50, 100]
    assert [cell and cell.is_few for cell in second.cells] == [None, True]
    assert last.cells[1] is None
    assert first.margin.score.n == 30
    assert [margin.score.n for margin in made.margins] == [30, 24]
    assert made.total.score.n == 54
    assert made.compared == 3


def test_a_cell_below_the_rest_is_pointed_at() -> None:
    found = {(team, 0): Counts(60, 30, 10) for team in range(1, 9)} | {(9, 0): Counts(5, 25, 70)}
    made = crosstab.crosstab(NPS, "team", "weekday", {("team", "weekday"): found})
    pulls = {line.value: line.cells[0].pull for line in made.lines if line.cells[0]}
    assert pulls == {**dict.fromkeys(range(1, 9), 0), 9: -1}
    worst = made.lines[-1].cells[0]
    assert worst and worst.effect is not None and worst.effect < -10


def test_months_stand_in_their_order_and_long_tables_are_cut() -> None:
    found = {(f"v{n:02}", f"2025-{1 + n % 9:02}"): Counts(n + 1, 0, 0) for n in range(40)}
    made = crosstab.crosstab(NPS, "field:no", "month", {("field:no", "month"): found})
    assert list(made.columns) == sorted(str(one) for one in made.columns)
    assert len(made.lines) == crosstab.MOST_LINES
    assert made.lines[0].value == "v39"
    assert made.left_out == 10
    assert made.total.score.n == sum(n + 1 for n in range(40))


def test_a_record_of_two_tags_counts_once_in_the_total(
    session: Session, town: Town, counter: Counter
) -> None:
    answers(session, *[10] * 12, team_id=town.desk, tags=["queue", "price"])
    answers(session, *[0] * 10, team_id=town.clinic)
    wanted = crosstab.groupings("tag", "team")
    assert wanted == [("tag", "team"), ("team",), ()]
    found = {
        by: counting.count(session, actor=town.edu, kind=NPS, cut=WHOLE, by=by) for by in wanted
    }
    made = crosstab.crosstab(NPS, "tag", "team", found)
    assert made.total.score.n == 22
    assert {line.value: line.margin.score.n for line in made.lines} == {
        "queue": 12,
        "price": 12,
        None: 10,
    }
    assert [margin.score.n for margin in made.margins] == [12, 10]


def test_nothing_heard_is_an_empty_table() -> None:
    made = crosstab.crosstab(NPS, "team", "month", {("team", "month"): {}})
    assert (made.lines, made.columns, made.total.score.n) == ((), (), 0)
