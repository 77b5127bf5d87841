"""Right answers of the shipped modules, given on the page as a thumb or a keyboard gives them."""

from typing import Any

from playwright.sync_api import Page

from cxgame.content.question import Choices, Matching, Number, Ordering, ShortText, Truth
from tests import shipped
from tests.browser import reading

LIBRARY = shipped.library()
QUESTION = "form.learning-question"
MOST_STEPS = 80  # presses of Tab before a test gives up
Wanted = dict[str, str | list[str]]


def questions(slug: str) -> int:
    """Return how many questions a module asks."""
    return len(LIBRARY.module(slug).questions)


def right(page: Page, slug: str, language: str = "en") -> Wanted:
    """Return the right value of each field of the question that is asked."""
    form = page.locator(QUESTION)
    prompt = form.locator("legend").first.inner_text().strip()
    question = next(
        one
        for one in LIBRARY.module(slug).questions
        if one.prompt.in_language(language).strip() == prompt
    )
    match question.solution:
        case Choices(options):
            return {"answer": [one.id for one in options if one.right]}
        case Truth(answer):
            return {"answer": ["true" if answer else "false"]}
        case ShortText(accepted):
            return {"answer": accepted.in_language(language)[0]}
        case Number(answer):
            return {"answer": f"{answer:g}"}
        case Matching(pairs):
            return {f"pair:{one.id}": one.id for one in pairs}
        case Ordering(items):
            return {f"place:{item.id}": str(place) for place, item in enumerate(items, 1)}


def by_thumb(page: Page, wanted: Wanted) -> None:
    """Fill the question in by tapping."""
    form = page.locator(QUESTION)
    for name, value in wanted.items():
        if isinstance(value, list):
            for one in value:
                form.locator(f"label:has(input[name='{name}'][value='{one}'])").tap()
        elif form.locator(f"select[name='{name}']").count():
            form.locator(f"select[name='{name}']").select_option(value)
        else:
            form.locator(f"input[name='{name}']").fill(value)


def by_keyboard(page: Page, wanted: Wanted) -> None:
    """Fill the question in and send it with nothing but keys."""
    left = dict(wanted)
    for _step in range(MOST_STEPS):
        at = reading.focused(page)
        name = at.get("name", "")
        if name in left:
            value = left[name]
            if _is_done(page, at, value):
                del left[name]
        page.keyboard.press("Tab")
        if not left:
            reading.press_tab_until(page, tag="BUTTON", type="submit")
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to {sorted(left)}")


def _is_done(page: Page, at: dict[str, Any], value: str | list[str]) -> bool:
    """Do with the field that has the focus what is wanted; return whether its name is done with."""
    if isinstance(value, str):
        _give(page, at, value)
        return True
    if at["type"] == "checkbox":
        if at["value"] in value:
            value.remove(at["value"])
            page.keyboard.press("Space")
        return not value
    page.keyboard.press("Space")
    while reading.focused(page)["value"] != value[0]:
        page.keyboard.press("ArrowDown")  # arrows walk through radios, round and round
    return True


def _give(page: Page, at: dict[str, Any], value: str) -> None:
    if at["tag"] != "SELECT":
        page.keyboard.type(value)
        return
    for _step in range(at["options"].index(value)):
        page.keyboard.press("ArrowDown")
