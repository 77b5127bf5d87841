import pytest
from playwright.sync_api import Page

from cxgame.people.demo_accounts import DEMO_NAMES, DEMO_PASSWORD
from scripts.shots import plan, walks
from scripts.shots.plan import Scene
from tests.browser import reading
from tests.browser.conftest import Served, Visit, Visitor

pytestmark = pytest.mark.browser

# Every page and dialog is read by axe as whoever sees most of it. That it opens for every role
# is proven without a browser, in tests/pages/test_every_page.py.
READERS = {"alice": "pt-BR", "diana": "en", "edu": "pt-BR", "admin": "en"}
OTHER = {"pt-BR": "en", "en": "pt-BR"}
PHONE_PAGES = (
    *("today", "modules", "module", "practice", "sops", "sop", "log", "complaint"),
    *("me", "leaderboard", "notices"),
)
COLOURS = ("color-contrast", "link-in-text-block")  # all that a theme decides
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
REFUSED = ".stAlert, [data-testid=stAlert], [data-testid=stException]"


def scenes_of(demo: Served, who: str) -> list[Scene]:
    found = plan.scenes("", DEMO_NAMES, demo.places)
    return [scene for scene in found if who in scene.who]


def go(window: Visitor, scene: Scene) -> Page:
    page = window.open("/" + scene.path)
    window.settle()
    return page


@pytest.mark.parametrize("who", DEMO_NAMES)
def test_every_page_opens_and_reads_well(
    look_around: Visit, demo: Served, subtests: pytest.Subtests, who: str
) -> None:
    window = look_around(language=READERS[who])
    window.arrive(who, "/notices", DEMO_PASSWORD)
    for scene in scenes_of(demo, who):
        if scene.who[0] != who:
            continue
        with subtests.test(scene.name):
            window.page.set_viewport_size(PHONE)
            reading.turn(window.page, "light")
            page = go(window, scene)
            assert page.locator(".cx").count() > 1, "nothing but the shell"
            assert not page.locator(REFUSED).all_inner_texts()
            assert reading.sideways(page) <= 0
            reads_well(page, is_first=scene.name == scenes_of(demo, who)[0].name)


def reads_well(page: Page, *, is_first: bool) -> None:
    """Fail for a page that axe finds fault with, at a width, in a theme.

    On a phone the other theme is looked at once: its shell; the page's own colours are the desk's.
    """
    on_phone = ("light", "dark") if is_first else ("light",)
    for size, themes in ((PHONE, on_phone), (DESK, ("dark", "light"))):
        page.set_viewport_size(size)
        page.evaluate(walks.STILL)
        assert reading.sideways(page) <= 0, size
        for theme, rules in zip(themes, ((), COLOURS), strict=False):
            reading.turn(page, theme)
            assert not reading.grave_findings(page, *rules), (size, theme)


@pytest.mark.parametrize("who", ("admin", "diana"))
def test_every_page_opens_in_the_other_language(
    look_around: Visit, demo: Served, subtests: pytest.Subtests, who: str
) -> None:
    """What diana may not open, the administrator opens; both in the other language."""
    language = OTHER[READERS[who]]
    window = look_around(390, 844, language=language, theme="dark")
    window.arrive(who, "/notices", DEMO_PASSWORD)
    for scene in scenes_of(demo, who):
        if who == "admin" and "diana" in scene.who:
            continue
        with subtests.test(scene.name):
            page = go(window, scene)
            assert page.locator("html").get_attribute("lang") == language
            assert not page.locator(REFUSED).all_inner_texts()
            assert reading.sideways(page) <= 0


def test_a_thumb_hits_everything_on_a_phone(
    look_around: Visit, demo: Served, subtests: pytest.Subtests
) -> None:
    window = look_around(390, 844, language="pt-BR")
    window.arrive("alice", "/notices", DEMO_PASSWORD)
    for scene in scenes_of(demo, "alice"):
        if scene.page not in PHONE_PAGES:
            continue
        with subtests.test(scene.name):
            assert not reading.small_targets(go(window, scene))


@pytest.mark.parametrize("scene", plan.PUBLIC, ids=lambda scene: scene.name)
def test_public_pages_read_well(look_around: Visit, demo: Served, scene: Scene) -> None:
    window = look_around(320, 640)
    window.lacking = scene.name in ("password-used", "survey-closed", "certificate-none")
    page = window.open("/" + scene.path.format(**demo.places).lstrip("/"))
    if page.locator("script[src*=static]").count():
        walks.settle(page)
    if scene.step:
        scene.step(page)
    for size in ({"width": 320, "height": 640}, DESK):
        page.set_viewport_size(size)
        for theme, rules in (("light", ()), ("dark", COLOURS)):
            reading.turn(page, theme)
            assert reading.sideways(page) <= 0
            assert not reading.grave_findings(page, *rules)
