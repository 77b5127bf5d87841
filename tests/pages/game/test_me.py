from sqlmodel import select

from cxgame import clock, db
from cxgame.content import Counted
from cxgame.game.models import BadgeAward
from cxgame.people.rota import service as rota
from tests.conftest import Town
from tests.game.story import define, one_of
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs


def test_an_empty_start_offers_the_first_step(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "me")
    text = screen.sheet("me")
    assert "0 points" in text
    assert "Points by week" not in text
    assert "Your first module is four minutes away" in text
    screen.tap("me", "open", "modules")
    assert "modules" in screen.sheets


def test_points_come_with_their_reasons(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    text = open_as(town.alice, "me").sheet("me")
    assert "90 points" in text
    assert "90 this week" in text
    assert "Points by week" in text
    assert "7 questions" in text
    assert "Module passed" in text and "Conversation played to its end" in text
    assert "1 of 2 passed" in text


def test_a_level_and_the_way_to_the_next(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    text = open_as(town.alice, "me").sheet("me")
    assert "Level 1 · Starter" in text
    assert "10 to the next level" in text


def test_a_badge_is_celebrated_once_and_opens_with_its_criteria(
    town: Town, open_as: OpenAs
) -> None:
    with db.transaction() as session:
        define(session, one_of(Counted.MODULES), one_of(Counted.MISSIONS, 4))
        Learner(session, town.alice, now=clock.now()).whole()
    screen = open_as(town.alice, "me")
    assert "New badge" in screen.sheet("celebration")
    assert "0 of 4 missions" in screen.sheet("me")
    screen.tap("celebration", "seen")
    assert "celebration" not in screen.sheets
    screen.tap("me", "badge", "modules")
    assert screen.address["badge"] == "modules"
    assert "Criteria: C" in screen.sheet("badge-modules")


def test_an_earned_badge_can_be_shared_with_its_name(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        define(session, one_of(Counted.MODULES), one_of(Counted.MISSIONS, 4))
        Learner(session, town.alice, now=clock.now()).whole()
        public_id = session.exec(select(BadgeAward.public_id)).one()
    text = open_as(town.alice, "me?badge=modules").sheet("badge-modules")
    assert f'href="/badges/{public_id}?lang=en"' in text
    assert f'href="/badges/{public_id}.png"' in text
    assert "sees your name" in text
    assert "/badges/" not in open_as(town.alice, "me?badge=missions").sheet("badge-missions")


def test_a_badge_that_was_taken_back_is_not_shared(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        define(session, one_of(Counted.MODULES))
        Learner(session, town.alice, now=clock.now()).whole()
        award = session.exec(select(BadgeAward)).one()
        award.revoked_at, award.revoked_reason = clock.now(), "By mistake"
    text = open_as(town.alice, "me?badge=modules").sheet("badge-modules")
    assert "By mistake" in text and "/badges/" not in text


def test_badges_are_shown_to_the_team_only_by_choice(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        define(session, one_of(Counted.MODULES))
        Learner(session, town.alice, now=clock.now()).whole()
    assert "Badges that your team shows" not in open_as(town.bob, "kudos").sheet("kudos")
    screen = open_as(town.alice, "me")
    assert "Off: only you see them" in screen.sheet("me")
    assert "On: your team sees" in screen.tap("me", "share").sheet("me")
    text = open_as(town.bob, "kudos").sheet("kudos")
    assert "Badges that your team shows" in text and "Alice" in text


def test_the_weeks_show_a_practice(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        rota.set_shifts(
            session,
            actor=town.root,
            person_id=town.alice.person_id or 0,
            weekdays=range(7),
            now=clock.now(),
        )
        Learner(session, town.alice, now=clock.now()).whole()
    text = open_as(town.alice, "me").sheet("me")
    assert "1 shift in a row" in text
    assert "2 freezes kept" in text
    assert "shift-kept" in text


def test_a_colleague_sees_own_points_only(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        Learner(session, town.alice, now=clock.now()).whole()
    assert "0 points" in open_as(town.bob, "me").sheet("me")
