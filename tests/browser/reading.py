"""What a page is measured by: axe's findings, its width, the size of what is tapped."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from scripts.shots import walks
from scripts.shots.camera import SIDEWAYS

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")
TARGET = 44  # pixels, the least that a thumb needs
RUN_AXE = """async options => (await axe.run(document, options)).violations
  .map(({ id, impact, nodes }) => [impact, `${id}: ${nodes.map(n => n.html).slice(0, 3)}`])"""
SMALL = """least => {
  const found = []
  const look = root => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) look(node.shadowRoot)
      if (!node.matches('a[href], button, input, select, textarea, summary')) continue
      // A dialog's own button is Streamlit's: Esc or a tap beside the dialog closes it too.
      if (node.closest('[role=dialog]') && !node.closest('.cx')) continue
      if (node.matches('[id^=react-aria][tabindex="-1"]')) continue // for screen readers alone
      const isChoice = node.matches('[type=radio], [type=checkbox]')
      const target = isChoice ? node.closest('label') ?? node : node
      const over = getComputedStyle(node, '::after')
      const isStretched = over.position === 'absolute' && over.content !== 'none'
      const box = isStretched ? node.offsetParent ?? target : target
      const { width, height } = box.getBoundingClientRect()
      const style = getComputedStyle(target)
      const isInText = style.display === 'inline' && node.tagName === 'A'
      const isThere = target.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (!isThere || width < 2 || height < 2 || isInText || node.type === 'hidden') continue
      if (Math.min(width, height) < least - 0.5)
        found.push(`${Math.round(width)}x${Math.round(height)} ${target.outerHTML.slice(0, 120)}`)
    }
  }
  look(document)
  return found
}"""

FOCUSED = """() => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  if (!at) return {}
  const { tagName: tag, type, name, value, textContent } = at
  const options = tag === 'SELECT' ? [...at.options].map(option => option.value) : []
  return { tag, type, name, value, send: at.dataset.send, words: textContent.trim(), options }
}"""

FOLLOWED = """theme => [...document.querySelectorAll('.stApp .cx')].every(
  box => getComputedStyle(box).colorScheme.includes(theme))"""


def turn(page: Page, theme: str) -> None:
    """Turn the page light or dark and wait until everything has followed."""
    is_dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    if is_dark == (theme == "dark"):
        return
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.wait_for_function(FOLLOWED, arg=theme)
    page.evaluate(walks.STILL)  # colours fade over


def focused(page: Page) -> dict[str, Any]:
    """Return what has the focus: tag, type, name, value, send, words and a list's options."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def press_tab_until(page: Page, **wanted: str) -> None:
    """Press Tab until what has the focus has these values; fail when it never does."""
    for _step in range(100):
        at = focused(page)
        if all(at.get(name) == value for name, value in wanted.items()):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {wanted}")


def grave_findings(page: Page, *rules: str) -> list[str]:
    """Return what axe finds serious or critical on the page, by all its rules or by these."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(RUN_AXE, options)
    return [words for impact, words in found if impact in GRAVE]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate(SIDEWAYS))


def small_targets(page: Page) -> list[str]:
    """Return what can be tapped and is smaller than a thumb needs; links inside text may be."""
    found: list[str] = page.evaluate(SMALL, TARGET)
    return found
