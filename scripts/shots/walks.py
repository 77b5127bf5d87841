"""What is done on a page before it is looked at: a module played, a score chosen."""

from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 20_000  # milliseconds
MOST_TURNS = 60  # questions and replies of one module, wrong ones come back
STEP_OF_MODULE = "[data-send=read], .learning-question, .learning-talk, .finish"
# Kept from frame to frame: how much is painted, in every sheet; whether something still moves.
STILL = """async () => {
  const measure = root => {
    let found = `${root.querySelectorAll('*').length} ${(root.body ?? root).textContent.length} `
    for (const node of root.querySelectorAll('*'))
      if (node.shadowRoot) found += measure(node.shadowRoot)
    const moving = root.getAnimations().filter(one =>
      one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)
    return found + (moving.length ? performance.now() : '')
  }
  let before = '', same = 0
  for (let frame = 0; frame < 300 && same < 6; frame++) {
    await new Promise(requestAnimationFrame)
    const now = measure(document)
    same = now === before ? same + 1 : 0
    before = now
  }
}"""
AFTER_A_QUESTION = "form.learning-question, .learning-talk, .finish"


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
    page.evaluate(STILL)


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
    """Go to a question and answer it, whichever way: the first choice, any word."""
    read_lesson(page)
    _answer(page)


def talk(page: Page) -> None:
    """Answer every question and go on to the conversation, to another one if one has talked."""
    page.locator(STEP_OF_MODULE).first.wait_for()
    for _turn in range(MOST_TURNS):
        _answer(page)
        after = page.locator("[data-send=next]")
        if not after.count():
            break
        after.click()
        page.locator(AFTER_A_QUESTION).first.wait_for()
    if (replay := page.locator("[data-send=replay]")).count():
        replay.click()
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


def _answer(page: Page) -> None:
    form = page.locator("form.learning-question")
    if not form.count():
        return
    number = form.locator("input[name=turn]").input_value()
    for name in dict.fromkeys(form.locator("[name]").evaluate_all("all => all.map(e => e.name)")):
        _fill(page, name)
    form.locator(".button-main").click()
    page.locator(f"[data-send=next][data-value='{number}']").wait_for()


def _fill(page: Page, name: str) -> None:
    field = page.locator(f"form.learning-question [name='{name}']")
    kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        every = page.locator("form.learning-question select")  # each place or partner once
        at = every.evaluate_all("(all, name) => all.findIndex(e => e.name === name)", name)
        field.select_option(index=at + 1)
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
