"""What the leaderboard says, and to whom."""

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.game import seasons
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.insight.crowd import Crowd
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard, scores


def test_the_title_is_the_finding(town: Town, heard: Heard, open_as: OpenAs) -> None:
    assert "Front desk is in 1st place" in open_as(town.edu, "leaderboard").sheet("leaderboard")


def test_teams_that_chance_explains_share_a_place(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    with db.transaction() as session:
        more = scores(town.grooming, *[9] * 12)
        for entry in more:
            entry.submission_id = f"more {entry.submission_id}"
        store.write(session, more, now=clock.now())

    text = open_as(town.edu, "leaderboard").sheet("leaderboard")
    assert "Grooming and Front desk share 1st place" in text
    assert "Chance explains what lies between them." in text


def test_points_stand_beside_what_was_right_the_first_time(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        crowd = Crowd(session, clock.local_day(clock.now()))
        for person_id in crowd.people(town.desk, 5):
            crowd.answered(person_id, town.desk, "single", right=True)
            crowd.answered(person_id, town.desk, "multiple", right=False)
    for who in ("alice", "edu"):
        text = open_as(town.everybody[who], "leaderboard?board=points").sheet("leaderboard")
        assert "50% of 10 answers right the first time" in text
    assert "right the first time" not in open_as(town.edu, "leaderboard").sheet("leaderboard")


def test_a_small_team_is_collecting(town: Town, heard: Heard, open_as: OpenAs) -> None:
    directors = open_as(town.edu, "leaderboard").sheet("leaderboard")
    assert "3 of 10 answers" in directors and "too little to be ranked fairly" in directors

    own = open_as(town.charlie, "leaderboard").sheet("leaderboard")
    assert "Grooming is still collecting" in own
    assert "With 10 answers your team enters the ranking" in own


def test_complaints_count_per_thousand_and_listening_costs_nothing(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    text = open_as(town.edu, "leaderboard?board=complaints").sheet("leaderboard")
    assert "500 customers served" in text
    assert "0 of 200 customers served" in text  # the grooming team
    assert "1 more heard by us" not in text  # it has no figure to stand beside
    assert "2.0" in text  # one complaint of 500 customers, the held one left out


def test_the_frontline_sees_no_table_and_no_units(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    text = open_as(town.alice, "leaderboard").sheet("leaderboard")
    assert "Front desk" in text and "your team" in text
    assert "The numbers" not in text and "Units and company" not in text


def test_filters_go_into_the_address(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "leaderboard")
    screen.tap("leaderboard", "board", "complaints")
    screen.tap("leaderboard", "window", "6m")
    screen.tap("leaderboard", "unit", "South")
    assert screen.address == {"board": "complaints", "window": "6m", "unit": "South"}
    assert "Front desk" not in screen.sheet("leaderboard").partition("Units and company")[0]


def test_other_dates(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "leaderboard?window=days")
    screen.tap("leaderboard", "days", since="2020-01-01", until="2020-02-01")
    assert screen.address == {"window": "days", "since": "2020-01-01", "until": "2020-02-01"}
    assert "It is too early to compare" in screen.sheet("leaderboard")


def test_a_place_opens_its_records(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "leaderboard?window=all")
    screen.tap("leaderboard", "team", str(town.desk))
    assert screen.address == {"team": str(town.desk), "kind": "survey"}


@pytest.mark.parametrize(
    "query", ["", "?board=points", "?board=complaints", "?board=x&window=y&unit=z"]
)
def test_an_empty_company_is_no_error(town: Town, open_as: OpenAs, query: str) -> None:
    for actor in (town.alice, town.diana, town.edu):
        assert "too early to compare" in open_as(actor, f"leaderboard{query}").text


def test_points_are_compared_over_the_season(town: Town, open_as: OpenAs) -> None:
    assert "Season" not in open_as(town.edu, "leaderboard?board=points").sheet("leaderboard")
    with db.transaction() as session:
        seasons.turn(session, now=clock.now())
    for board in ("points", "improvement"):
        text = open_as(town.edu, f"leaderboard?board={board}").sheet("leaderboard")
        assert "Season of listening" in text
    assert "Season of" not in open_as(town.edu, "leaderboard").sheet("leaderboard")


def test_improvement_always_has_two_windows(town: Town, open_as: OpenAs) -> None:
    for query in ("", "&window=all", "&window=days", "&window=days&since=x", "&window=season"):
        text = open_as(town.alice, f"leaderboard?board=improvement{query}").sheet("leaderboard")
        assert "Points for each active person of this period" in text


def test_change_and_content_have_boards_of_their_own(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    text = open_as(town.edu, "leaderboard?board=nps_change").sheet("leaderboard")
    assert "NPS: change" in text and "csat" not in text  # nobody was asked
    assert "A team is ranked from 10 answers on in both periods." in text
    assert "too early to compare" in open_as(town.alice, "leaderboard?board=csat").text


def test_cases_have_boards_of_their_own(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        starting.set_up_cases(session, actor=Actor.system(), now=clock.now())
        store.write(session, scores(town.desk, *[2] * 12), now=clock.now())
        for case in session.exec(select(Case)):
            case.status, case.solved_minutes = "solved", 90 + case.id
    screen = open_as(town.edu, "leaderboard?board=time_to_close")
    text = screen.sheet("leaderboard")
    assert "Front desk is in 1st place" in text and "1.6 h" in text and "12 cases solved" in text
    screen.tap("leaderboard", "team", str(town.desk))
    assert screen.address["show"] == "all" and screen.address["team"] == str(town.desk)
    shares = open_as(town.alice, "leaderboard?board=loops_closed").sheet("leaderboard")
    assert "100%" in shares and "12 cases due" in shares and f"team={town.desk}" not in shares


def test_the_notice_board_puts_nobody_last(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "notice_board")
    text = screen.sheet("notice-board")
    assert "Front desk" in text and "1st" in text
    assert "On the way: 3 answers so far" in text
    assert text.index("Clinic", text.index("All teams")) < text.index("Grooming")
    screen.tap("notice-board", "unit", "South")
    assert screen.address == {"unit": "South"}
    assert "Clinic" not in screen.sheet("notice-board").partition("All teams")[2]
