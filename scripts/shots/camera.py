"""One browser that opens scenes and takes their pictures, as tall as their content."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from cxgame.people.demo_accounts import DEMO_PASSWORD
from scripts.shots import walks
from scripts.shots.companies import Company
from scripts.shots.plan import Scene

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
HEIGHTS = {320: 640, 390: 844, 1280: 800}
TALLEST = 8000  # pixels
CONTENT_HEIGHT = """() => Math.max(...[
  document.querySelector('[data-testid=stMain]') ?? document.documentElement,
  ...document.querySelectorAll('[role=dialog], [role=dialog] *'),
].map(node => node.scrollHeight + Math.max(0, node.getBoundingClientRect().top)))"""
SIDEWAYS = """() => { const main = document.querySelector('[data-testid=stMain]')
  ?? document.documentElement; return main.scrollWidth - main.clientWidth }"""


@dataclass(frozen=True)
class Wanted:
    """What of each scene is wanted: widths, languages, themes."""

    widths: tuple[int, ...]
    languages: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass
class Camera:
    """A browser on one company; `faults` collects what a picture does not show."""

    browser: Browser
    company: Company
    folder: Path
    wanted: Wanted
    faults: list[str] = field(default_factory=list)

    def shoot(self, scenes: list[Scene], who: str, language: str) -> None:
        """Take every picture of these scenes as one person (nobody: "") in one language."""
        context = self._context(who, language)
        for scene in scenes:
            try:
                self._shoot_scene(context, scene, f"{scene.name}-{who or 'public'}-{language}")
            except Error as error:
                self.faults.append(f"{scene.name} as {who}: {error}")
        context.close()

    def _context(self, who: str, language: str) -> BrowserContext:
        context = self.browser.new_context(
            locale=language, timezone_id="America/Sao_Paulo", reduced_motion="reduce"
        )
        if who:
            context.request.post(
                f"{self.company.address}/account/sign-in",
                form={"name": who, "password": DEMO_PASSWORD, "next": "/"},
                headers={"origin": self.company.address},
            )
        return context

    def _shoot_scene(self, context: BrowserContext, scene: Scene, name: str) -> None:
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {error}"))
        widths = [width for width in scene.widths if width in self.wanted.widths]
        widths += [320] if 320 in scene.widths and 390 in widths else []
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            if width == widths[0]:
                self._open(page, scene)
            for theme in self.wanted.themes:
                page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                self._picture(page, f"{name}-{width}-{theme}", width)
        page.close()

    def _open(self, page: Page, scene: Scene) -> None:
        page.goto(f"{self.company.address}/{scene.path.lstrip('/')}")
        self._settle(page)
        if scene.step:
            scene.step(page)
            self._settle(page)

    def _settle(self, page: Page) -> None:
        if page.locator("script[src*=static]").count():  # a page of the app, not a public one
            walks.settle(page)

    def _picture(self, page: Page, name: str, width: int) -> None:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.wait_for_timeout(150)
        if (sideways := page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{name} scrolls sideways by {sideways} px")
        tall = max(HEIGHTS[width], min(int(page.evaluate(CONTENT_HEIGHT)), TALLEST))
        page.set_viewport_size({"width": width, "height": tall})
        page.wait_for_timeout(150)
        page.screenshot(path=self.folder / f"{name}.png")


@contextmanager
def opened(company: Company, folder: Path, wanted: Wanted) -> Iterator[Camera]:
    """Open the machine's Chromium; raise FileNotFoundError where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if path is None:
        raise FileNotFoundError("Pictures need an installed Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield Camera(browser, company, folder, wanted)
        browser.close()
