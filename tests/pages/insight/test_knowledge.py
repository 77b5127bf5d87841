"""The knowledge map: what it says, to whom, and what can be done from a cell."""

import pytest
from sqlmodel import select

from cxgame import clock, content, db
from cxgame.learning import importing
from cxgame.learning.models import AssignedPerson, Assignment
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.insight.crowd import Crowd
from tests.pages.conftest import OpenAs


def cell(crowd: Crowd, team_id: int) -> str:
    return f"knowledge?cell={team_id}:{crowd.steps['greet']}"


def test_the_title_is_the_finding(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    text = open_as(town.diana, "knowledge").sheet("knowledge")
    assert "1 step asks for training" in text
    assert "right 0%" in text and "n 3" in text
    assert "right 100%" in text and "n 9" in text
    assert "Greet" in text and "Front desk · remembers" in text


def test_a_manager_sees_the_own_teams_first_and_may_compare(
    town: Town, crowd: Crowd, open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "knowledge")
    assert "Grooming" not in screen.sheet("knowledge")
    screen.tap("knowledge", "filter", place="all", sop="", show="", team="")
    assert screen.address == {"place": "all"}
    assert "Grooming" in screen.sheet("knowledge")


def test_a_director_sees_no_small_group(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    text = open_as(town.edu, "knowledge").sheet("knowledge")
    assert "right 0%" not in text
    assert "What was learned is still there" in text or "never tested" in text
    assert f'data-value="{town.desk}:{crowd.steps["greet"]}"' not in text


def test_filters_narrow_the_map(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    weak = open_as(town.diana, "knowledge?show=weak").sheet("knowledge")
    assert ">Greet<" in weak and ">Prometa<" not in weak and ">Promise<" not in weak
    odd = open_as(town.diana, "knowledge?place=x&sop=y&show=z&team=a&cell=b")
    assert "1 step asks for training" in odd.sheet("knowledge")


def test_a_cell_opens_with_names_for_whoever_leads(
    town: Town, crowd: Crowd, open_as: OpenAs
) -> None:
    key = f"cell-{town.desk}-{crowd.steps['greet']}"
    text = open_as(town.diana, cell(crowd, town.desk)).sheet(key)
    assert "Alice" in text and "never tested" in text and "may have forgotten" in text
    assert "0 of 3 answers" in text
    assert "What comes first?" in text and "items?question=single" in text
    assert f"records?kind=complaint&amp;team={town.desk}" in text


def test_a_director_opens_it_without_names(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    for team in (town.desk, town.clinic):
        text = open_as(town.edu, cell(crowd, team)).sheet(f"cell-{team}-{crowd.steps['greet']}")
        assert "Person" not in text and "Who to help" not in text
    assert "Fewer than 5 people stand behind this figure" in text


@pytest.mark.parametrize(("whom", "people"), [("", 6), ("those", 5)])
def test_the_training_is_given_from_a_cell(
    town: Town, crowd: Crowd, open_as: OpenAs, whom: str, people: int
) -> None:
    with db.transaction() as session:
        made = Crowd(session, crowd.today, crowd.made)
        made.knows(town.alice.person_id or 0, town.desk, "single", stability=100)
    screen = open_as(town.diana, cell(crowd, town.desk))
    key = f"cell-{town.desk}-{crowd.steps['greet']}"
    screen.tap(key, "assign", module="welcome", whom=whom, due_on="2099-01-02")
    with db.reading() as session:
        (given,) = session.exec(select(Assignment)).all()
        assert len(session.exec(select(AssignedPerson)).all()) == people
        assert (given.team_id, str(given.due_on)) == (town.desk, "2099-01-02")
        assert given.step_id == crowd.steps["greet"], "it is measured by this step"
    assert "Already given" in screen.sheet(key)


def test_a_day_that_is_none_is_refused(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    screen = open_as(town.diana, cell(crowd, town.desk))
    key = f"cell-{town.desk}-{crowd.steps['greet']}"
    screen.tap(key, "assign", module="welcome", due_on="soon")
    assert "not a day of the calendar" in screen.text
    with db.reading() as session:
        assert session.exec(select(Assignment)).first() is None


def test_few_reviews_say_nothing_of_the_estimate(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    text = open_as(town.diana, "knowledge").sheet("calibration")
    assert "cannot tell yet" in text and "9 of 100 reviews" in text


def test_many_reviews_are_drawn(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    with db.transaction() as session:
        made = Crowd(session, crowd.today, crowd.made)
        for person_id in made.people(town.desk, 110):
            made.answered(person_id, town.desk, "multiple", right=True, ago=1, recall=0.7)
    screen = open_as(town.diana, "knowledge")
    assert "too cautious: it says 72%, 100% came true" in screen.sheet("calibration")
    assert len(screen.app.get("vega_lite_chart")) == 1


def test_an_empty_company_is_told_what_will_be_here(town: Town, open_as: OpenAs) -> None:
    for actor in (town.diana, town.edu, town.root):
        assert "Nobody was tested yet" in open_as(actor, "knowledge").sheet("knowledge")


def test_my_team_leads_to_the_map(town: Town, crowd: Crowd, open_as: OpenAs) -> None:
    text = open_as(town.diana, "my_team").sheet("my_team")
    assert "Who trains on what" in text and 'href="/knowledge"' in text
    assert f"knowledge?cell={town.desk}:{crowd.steps['greet']}" in text
    days = (clock.local_day(clock.now())).weekday()
    if days >= 2:  # the clinic's nine answered two days ago
        assert "9 of 9 people practised" in text


def test_what_no_team_was_tested_on_folds_into_a_line(
    town: Town, crowd: Crowd, open_as: OpenAs
) -> None:
    shipped = content.load(importing.SHIPPED_FOLDER)
    sop, module = shipped.sop("POP-002"), shipped.module("discover-the-need")
    part = content.Library(touchpoints=shipped.touchpoints, sops=(sop,), modules=(module,))
    with db.transaction() as session:
        importing.import_content(session, actor=Actor.system(), library=part, now=clock.now())
    title, step = sop.title.in_language("en"), sop.steps[0].title.in_language("en")

    text = open_as(town.diana, "knowledge").sheet("knowledge")
    assert "Never tested in any team" in text and title in text and f">{step}<" not in text

    alone = open_as(town.diana, "knowledge?sop=POP-002").sheet("knowledge")
    assert f">{step}<" in alone
