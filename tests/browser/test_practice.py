from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from cxgame import clock
from cxgame.learning.grading import Outcome
from cxgame.learning.models import Module, Question
from cxgame.learning.practice import cards
from cxgame.learning.practice.cards import Sight
from cxgame.learning.practice.models import Source
from tests.browser import training
from tests.browser.conftest import Stage, Visit
from tests.browser.test_training import points_of

pytestmark = pytest.mark.browser
NEXT = "[data-send=next]"


def forgotten(stage: Stage, person_id: int | None) -> int:
    """Let somebody have missed each question of a module three days ago; return how many."""
    before = clock.now() - timedelta(days=3)
    asked = select(Question).join(Module).where(Module.slug == "welcome", Question.is_active)
    with stage.writing() as session:
        found = session.exec(asked).all()
        for question in found:
            sight = Sight(Outcome.WRONG, False, None, Source.MODULE, question.revision)
            cards.review(
                session,
                person_id=person_id,
                team_id=stage.town.desk,
                question_id=question.id,
                seen=sight,
                now=before,
            )
    return len(found)


def at_next_card(page: Page) -> None:
    expect(page.locator(NEXT)).to_have_count(0)
    page.locator(f"{training.QUESTION}, .finish").first.wait_for()


def test_a_practice_is_done_by_keyboard_and_counts_once(visit: Visit, stage: Stage) -> None:
    due = forgotten(stage, stage.town.bob.person_id)
    window = visit(390, 844)
    page = window.arrive("bob", "/today")
    page.locator("a[href^='/practice']").first.click()
    page.locator(training.QUESTION).wait_for()

    answered = 0
    while page.locator(training.QUESTION).count():
        training.by_keyboard(page, training.right(page, "welcome"))
        page.locator(NEXT).wait_for()
        answered += 1
        if answered == 2:  # a dropped connection comes back to the same card
            page.reload()
            page.locator(NEXT).wait_for()
        if answered == 3:
            page.goto(window.address + "/today")
            page.go_back()
            page.locator(NEXT).wait_for()
            page.locator(NEXT).dblclick()
        else:
            page.locator(NEXT).press("Enter")
        at_next_card(page)

    assert 1 < answered <= due
    expect(page.locator(".finish")).to_be_visible()
    entries = points_of(stage.file, "Bob")
    assert len({entry[:2] for entry in entries}) == len(entries)
    assert [rule for rule, *_ in entries].count("review_right") == answered
    assert ("practice_done", "practice", 10) in entries
    page.reload()
    page.locator(".finish").wait_for()
    assert points_of(stage.file, "Bob") == entries
