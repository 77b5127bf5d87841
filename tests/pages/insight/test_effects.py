"""From a cluster of complaints to a training, and what is said of it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.feedback import voice
from cxgame.feedback.models import FeedbackRecord
from cxgame.learning import assignments
from cxgame.learning.models import Assignment
from tests.conftest import Town
from tests.insight.crowd import Crowd
from tests.pages.conftest import OpenAs


@pytest.fixture
def complained(town: Town, crowd: Crowd) -> Crowd:
    """Two complaints about greeting at the desk, and one that has no step."""
    with db.transaction() as session:
        for step in (crowd.steps["greet"], crowd.steps["greet"], None):
            voice.record_complaint(
                session,
                actor=town.edu,
                team_id=town.desk,
                text="nobody greets",
                sop_step_id=step,
                now=clock.now(),
            )
    return crowd


def test_steps_are_listed_with_what_is_not_placed(
    town: Town, complained: Crowd, open_as: OpenAs
) -> None:
    text = open_as(town.diana, "effects").sheet("effects")
    assert "No step has unusually many complaints" in text
    assert "Front desk · 0 complaints · 2 more heard by us" in text
    assert "2 of 3 complaints are tied to a step" in text


def test_a_step_is_trained_for_the_teams_concerned(
    town: Town, complained: Crowd, open_as: OpenAs
) -> None:
    step = complained.steps["greet"]
    screen = open_as(town.diana, "effects")
    screen.tap("effects", "train", str(step))
    assert screen.address == {"train": str(step)}
    screen.tap(f"train-{step}", "train", module="welcome", team="", due_on="")
    assert "Choose at least one team." in screen.text
    screen.tap(f"train-{step}", "train", module="welcome", team=str(town.desk), due_on="2099-01-02")
    assert screen.address == {}
    with db.reading() as session:
        (given,) = session.exec(select(Assignment)).all()
        newest = session.exec(select(FeedbackRecord.id).where(FeedbackRecord.id == given.record_id))
        assert newest.one() is not None
    assert "because of complaints about “" in screen.sheet("effects")


def test_what_is_early_waits_and_what_is_old_is_told(
    town: Town, crowd: Crowd, open_as: OpenAs
) -> None:
    now = clock.now()
    with db.transaction() as session:
        for ago in (100, 1):
            assignments.assign_module(
                session,
                actor=town.diana,
                module_slug="welcome",
                team_id=town.desk,
                now=now - timedelta(days=ago),
            )
    text = open_as(town.diana, "effects").sheet("effects")
    assert "Too early to tell" in text
    assert "how many customers were served is not on record" in text
    assert "there are no NPS answers before or after" in text


def test_the_records_of_a_step_can_be_read(town: Town, complained: Crowd, open_as: OpenAs) -> None:
    step = complained.steps["greet"]
    text = open_as(town.diana, f"records?kind=complaint&step={step}").sheet("records")
    assert text.count("nobody greets") == 2
    assert "POP-900 · 1 · Greet" in text


def test_an_empty_company_is_no_error(town: Town, open_as: OpenAs) -> None:
    for actor in (town.diana, town.edu):
        text = open_as(actor, "effects").sheet("effects")
        assert "Nobody complained in the last 90 days" in text
