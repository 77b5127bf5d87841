from datetime import UTC, datetime, timedelta

import pytest

from cxgame import clock, db
from cxgame.content import Counted
from cxgame.game import queries as game
from cxgame.learning.practice import runs
from tests.conftest import NOON, Town
from tests.game.story import define, one_of
from tests.learning.library import RIGHT, WRONG
from tests.learning.practice.way import Practiser
from tests.learning.way import been_through
from tests.pages.conftest import OpenAs
from tests.pages.learning.test_module import fields
from tests.pages.screen import Screen

LATER = NOON + timedelta(days=4)


@pytest.fixture(autouse=True)
def four_days_later(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    """Alice went through the first module, two of its seven questions wrong, four days ago."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    with db.transaction() as session:
        been_through(session, town.alice, wrong=("single", "number"))


def key(town: Town) -> str:
    with db.reading() as session:
        return Practiser(session, town.alice, LATER).key()


def points(town: Town) -> int:
    with db.reading() as session:
        return game.total(session, actor=town.alice, person_id=town.alice.person_id or 0)


def answer(screen: Screen, town: Town, turn: int, answers: dict[str, object] = RIGHT) -> Screen:
    return screen.tap("practice", "answer", turn=str(turn), **fields(key(town), answers))


@pytest.fixture
def asked(town: Town, open_as: OpenAs) -> Screen:
    """Alice at the first card."""
    return open_as(town.alice, "practice")


def finish(screen: Screen, town: Town) -> None:
    for turn in range(20):
        answer(screen, town, turn)
        screen.tap("practice", "next", str(turn))
        if "done!" in screen.sheet("practice"):
            return


def test_a_badge_is_celebrated_at_the_end(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        define(session, one_of(Counted.PRACTICES))
    screen = open_as(town.alice, "practice")
    assert "celebration" not in screen.sheets
    finish(screen, town)
    assert "New badge: practices" in screen.sheet("celebration")
    screen.tap("celebration", "seen")
    assert "celebration" not in screen.sheets
    assert "done!" in screen.sheet("practice")


def test_opening_the_page_shows_the_first_card(asked: Screen) -> None:
    text = asked.sheet("practice")
    assert 'name="answer"' in text
    assert "POP-900 · Welcome" in text
    assert "I think I guessed" in text
    assert "1/2" in text or "1/7" in text


def test_opening_it_again_or_elsewhere_goes_on(asked: Screen, town: Town, open_as: OpenAs) -> None:
    answer(asked, town, 0)
    told = asked.sheet("practice")
    assert open_as(town.alice, "practice").sheet("practice") == told
    with db.reading() as session:
        assert runs.current(session, town.alice.person_id or 0, LATER) is not None


def test_a_right_answer_says_its_points_and_its_step(asked: Screen, town: Town) -> None:
    before = points(town)
    answer(asked, town, 0)
    text = asked.sheet("practice")
    assert "+5 points" in text
    assert 'data-value="sop?code=POP-900&amp;step=' in text
    assert points(town) == before + 5


def test_a_wrong_answer_is_told_kindly_and_comes_back(asked: Screen, town: Town) -> None:
    answer(asked, town, 0, WRONG)
    text = asked.sheet("practice")
    assert "Nearly there" in text
    assert "comes back at the end" in text


def test_the_same_message_again_changes_nothing(asked: Screen, town: Town) -> None:
    answer(asked, town, 0)
    before = points(town)
    asked.tap("practice", "answer", turn="0", **fields(key(town), WRONG))
    asked.tap("practice", "next", "0")
    asked.tap("practice", "next", "0")
    assert points(town) == before
    assert "2/" in asked.sheet("practice")


@pytest.mark.parametrize("turn", ["", "-1", "x", "9" * 30])
def test_a_strange_turn_is_refused_in_a_sentence(asked: Screen, turn: str) -> None:
    asked.tap("practice", "answer", turn=turn, answer="look")
    assert "You are at another question now" in asked.sheet("practice")
    asked.tap("practice", "next", "0")
    assert "Answer this question first." in asked.sheet("practice")


def test_the_end_tells_what_was_earned_and_when_cards_return(asked: Screen, town: Town) -> None:
    finish(asked, town)
    text = asked.sheet("practice")
    assert "Today&#39;s practice, done!" in text
    assert "You took" in text
    assert "right the first time" in text
    assert "When they come back" in text
    assert "in " in text
    assert "Say goodbye" in text  # the next module
    assert 'data-value="today"' in text
    assert "Today&#39;s practice, done!" in asked.open("practice").sheet("practice")


def test_today_leads_to_the_practice_and_counts_the_cards(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.alice, "today")
    text = screen.sheet("today")
    with db.reading() as session:
        from cxgame.learning.practice.outlook import outlook

        ahead = outlook(session, actor=town.alice, now=LATER)
    assert f"Practise ({ahead.minutes} min)" in text
    assert f"{ahead.cards} cards for today" in text
    screen.tap("today", "open", "practice")
    assert "practice" in screen.sheets


def test_today_goes_on_with_what_is_left(asked: Screen, town: Town, open_as: OpenAs) -> None:
    answer(asked, town, 0)
    asked.tap("practice", "next", "0")
    text = open_as(town.alice, "today").sheet("today")
    assert "Go on (" in text
    assert "left</span>" in text


def test_today_offers_the_next_module_once_all_is_practised(
    asked: Screen, town: Town, open_as: OpenAs
) -> None:
    finish(asked, town)
    text = open_as(town.alice, "today").sheet("today")
    assert "Learn (4 min)" in text
    assert "Say goodbye" in text


def test_training_leads_to_the_practice_too(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.alice, "modules").sheet("modules")
    assert 'href="/practice"' in text


def test_whoever_has_no_cards_learns_where_they_come_from(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.bob, "practice").sheet("practice")
    assert "No cards yet" in text
    assert "Welcome whoever arrives" in text
    assert "without points" not in text


def test_where_nothing_is_due_the_next_day_is_named(
    town: Town, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    text = open_as(town.alice, "practice").sheet("practice")
    assert "Nothing is due today" in text
    assert "The next 2 cards come back tomorrow." in text
    assert "without points" not in text  # all were answered today


def test_the_weakest_can_be_practised_freely(
    asked: Screen, town: Town, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(asked, town)
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(days=1))
    screen = open_as(town.alice, "practice")
    assert "Practise the weakest cards, without points" in screen.sheet("practice")
    screen.tap("practice", "free")
    assert "1/7" in screen.sheet("practice")


def test_a_late_tap_on_begin_is_refused_in_a_sentence(asked: Screen, town: Town) -> None:
    finish(asked, town)
    asked.tap("practice", "more")
    assert "There is no card to practise now." in asked.sheet("practice")


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "tomorrow"), (4, "in 4 days"), (20, "on 22 Mar")]
)
def test_days_are_said_as_people_do(days: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from cxgame.ui.parts import learning_practice

    monkeypatch.setattr(learning_practice, "locale", lambda: "en")
    monkeypatch.setattr("cxgame.ui.text.locale", lambda: "en")
    today = datetime(2026, 3, 2, tzinfo=UTC).date()
    assert learning_practice.when(today + timedelta(days=days), today) == words
