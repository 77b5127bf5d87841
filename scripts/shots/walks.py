"""What is done on a page before it is looked at: a module played, a score chosen."""

from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 20_000  # milliseconds
MOST_TURNS = 60  # questions and replies of one module, wrong ones come back
STEP_OF_MODULE = "[data-send=read], .learning-question, .learning-talk, .finish"


def settle(page: Page) -> None:
    """Wait until the app has drawn what it has to say, fonts and all."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE
    )
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton]') && document.fonts.status"
        " === 'loaded'",
        timeout=PATIENCE,
    )
    page.wait_for_timeout(250)  # a sheet paints one frame after its message


def score(number: int) -> Callable[[Page], None]:
    """Return the step that chooses a score on a survey."""

    def choose(page: Page) -> None:
        page.locator(f"input[name=score][value='{number}']").check(force=True)

    return choose


def read_lesson(page: Page) -> None:
    """Go to the questions from the lesson or from an earlier result, if one stands there."""
    page.locator(STEP_OF_MODULE).first.wait_for()
    onward = page.locator("[data-send=read], [data-send=again]")
    if onward.count():
        onward.first.click()
        page.locator(".learning-question").wait_for()


def answer(page: Page) -> None:
    """Answer the question that is asked, whichever way: the first choice, the first word."""
    read_lesson(page)
    form = page.locator("form.learning-question")
    if not form.count():
        return
    number = form.locator("input[name=turn]").input_value()
    for name in dict.fromkeys(form.locator("[name]").evaluate_all("all => all.map(e => e.name)")):
        _fill(page, name)
    form.locator(".button-main").click()
    page.locator(f"[data-send=next][data-value='{number}']").wait_for()


def talk(page: Page) -> None:
    """Answer every question, and go on to the conversation."""
    for _turn in range(MOST_TURNS):
        answer(page)
        after = page.locator("[data-send=next]")
        if not after.count():
            break
        turn = after.get_attribute("data-value")
        after.click()
        page.locator(f"[data-send=next][data-value='{turn}']").wait_for(state="detached")
        page.locator(STEP_OF_MODULE).first.wait_for()
    page.locator(".learning-talk").wait_for()


def reply(page: Page) -> None:
    """Say the first thing on offer."""
    talk(page)
    _say(page)


def result(page: Page) -> None:
    """Talk to the end and see how it went."""
    talk(page)
    for _turn in range(MOST_TURNS):
        if not _say(page):
            break
    page.locator("[data-send=finish]").click()
    page.locator(".finish").wait_for()


def _fill(page: Page, name: str) -> None:
    field = page.locator(f"form.learning-question [name='{name}']")
    kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        place = name.startswith("place:")
        others = page.locator("form.learning-question select")
        at = others.evaluate_all("(all, name) => all.findIndex(e => e.name === name)", name)
        field.select_option(index=at + 1 if place else 1)
    elif kind == "text":
        field.fill("3")
    elif kind in ("radio", "checkbox") and name == "answer":
        field.first.check(force=True)


def _say(page: Page) -> bool:
    first = page.locator("[data-send=say]").first
    if not first.count():
        return False
    at = first.get_attribute("data-value")
    first.click()
    page.locator(f"[data-send=say][data-value='{at}']").wait_for(state="detached")
    page.locator("[data-send=say], [data-send=finish]").first.wait_for()
    return True


STAGES: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("question", read_lesson),
    ("told", answer),
    ("talk", talk),
    ("reply", reply),
    ("result", result),
)
