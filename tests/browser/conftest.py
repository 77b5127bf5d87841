"""A real server and a real Chromium; any page error or call to another host fails the test."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from sqlalchemy import Connection
from sqlmodel import Session

from cxgame import clock, db
from cxgame.demo import company
from cxgame.feedback import surveys
from scripts.served import serving
from scripts.shots import companies, walks
from scripts.shots.camera import FLAGS
from tests import once
from tests.conftest import PASSWORD, Town, make_town, must_have

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is not a fault
HERE = Path(__file__).parent
DAYS = 100  # of the demonstration company: enough for a season's leaderboard


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each file on one worker, for its server; every page is too much for one."""
    for item in items:
        if item.path.parent == HERE and item.path.name != "test_every_page.py":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if path is None:
        must_have("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """A server with a company in it: the file it writes, the words that addresses may hold."""

    address: str
    file: Path
    places: dict[str, str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration company, for tests that look at it and change nothing."""
    made = once.for_all_workers(tmp_path_factory, f"demo-{DAYS}", _make_demo)
    file = Path(shutil.copy(made / "demo.db", tmp_path_factory.mktemp("demo")))
    places = json.loads((made / "places.json").read_text("utf-8"))
    with serving(f"sqlite:///{file}", log=file.with_suffix(".log"), demo="1") as address:
        yield Served(address, file, places)


def _make_demo(folder: Path) -> None:
    fill = partial(companies.demo, days=DAYS)
    places = companies.make(fill, f"sqlite:///{folder / 'demo.db'}")
    (folder / "places.json").write_text(json.dumps(places), "utf-8")


@dataclass(frozen=True)
class Stage:
    """The database of the tests that change things, and who is in it."""

    file: Path
    town: Town

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write into the database beside its server, in one transaction."""
        engine = db.connect(f"sqlite:///{self.file}")
        with Session(engine) as session, session.begin():
            yield session
        engine.dispose()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The town of the stories, with the shipped content and a survey of the front desk."""
    file = tmp_path_factory.mktemp("town") / "town.db"
    towns: list[Town] = []

    def fill(connection: Connection) -> None:
        with company.nested(connection) as session, session.begin():
            towns.append(town := make_town(session))
            surveys.add_survey(
                session, actor=town.diana, name="Front desk", team_id=town.desk, now=clock.now()
            )

    companies.make(fill, f"sqlite:///{file}")
    return Stage(file, towns[0])


@pytest.fixture(scope="module")
def server(stage: Stage) -> Iterator[str]:
    """The address of a server with the town, each module's own: its tests change things."""
    with serving(f"sqlite:///{stage.file}", log=stage.file.with_suffix(".log")) as address:
        yield address


@dataclass
class Visitor:
    """One browser window on the server, and everything that went wrong in it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    lacking: bool = False  # the page itself is meant to be missing: 404 and 410 are no fault

    def open(self, path: str = "/") -> Page:
        """Open an address of the app."""
        self.page.goto(self.address + path)
        return self.page

    def settle(self) -> None:
        """Wait until no rerun is under way and everything is painted."""
        walks.settle(self.page)

    def sign_in(self, name: str, password: str = PASSWORD, path: str = "/") -> Page:
        """Open an address as a stranger and come in through the sign-in page."""
        page = self.open(path)
        page.locator("input[name=name]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("form[action='/account/sign-in'] button").click()
        page.locator(".shell-tabs").wait_for()
        self.settle()
        return page

    def arrive(self, name: str, path: str = "/", password: str = PASSWORD) -> Page:
        """Open an address as somebody who has signed in before."""
        answer = self.page.context.request.post(
            f"{self.address}/account/sign-in",
            form={"name": name, "password": password, "next": "/healthz"},
            headers={"origin": self.address},
        )
        assert answer.ok and answer.url.endswith("/healthz"), answer.url
        page = self.open(path)
        page.locator(".shell-tabs").wait_for()
        self.settle()
        return page


Visit = Callable[..., Visitor]
Opened = list[tuple[BrowserContext, Visitor]]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a test failed, for those who can show what it saw last."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visit]:
    """Open browser windows that watch for faults; the test fails if there was one."""
    with visiting(chromium, lambda: request.getfixturevalue("server")) as (open_window, opened):
        yield open_window
        _picture_failure(request, opened, tmp_path)


@pytest.fixture
def look_around(
    chromium: Browser, demo: Served, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Visit]:
    """Open browser windows on the demonstration company, with the same watch."""
    with visiting(chromium, lambda: demo.address) as (open_window, opened):
        yield open_window
        _picture_failure(request, opened, tmp_path)


def _picture_failure(request: pytest.FixtureRequest, opened: Opened, folder: Path) -> None:
    """Where the test failed, keep a picture of each window and say where it is."""
    if not request.node.stash.get(FAILED, False):
        return
    for number, (_context, visitor) in enumerate(opened, 1):
        file = folder / f"window-{number}.png"
        visitor.page.screenshot(path=file)
        sys.stderr.write(f"what {visitor.page.url} looked like: {file}\n")


@contextmanager
def visiting(chromium: Browser, usual: Callable[[], str]) -> Iterator[tuple[Visit, Opened]]:
    """Yield what opens windows; at the end close them and fail if one of them saw a fault."""
    opened: Opened = []

    def open_window(
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        theme: str = "light",
        script: bool = True,
        address: str = "",
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            timezone_id="America/Sao_Paulo",
            java_script_enabled=script,
            has_touch=width < 768,
        )
        visitor = watch(context.new_page(), address or usual())
        opened.append((context, visitor))
        return visitor

    yield open_window, opened
    for context, _visitor in opened:
        context.close()
    faults = [fault for _context, visitor in opened for fault in visitor.faults]
    assert not faults, "\n".join(faults)


def watch(page: Page, address: str) -> Visitor:
    """Note every script error, console error and request to another host, of new tabs too."""
    visitor = Visitor(page, address)
    host = urlsplit(address).netloc

    def on_console(message: ConsoleMessage) -> None:
        # Streamlit asks for its health below a deep link first; that 404 is its own.
        url = str(message.location.get("url"))
        is_meant = "/_stcore/" in url or (visitor.lacking and url == page.url)
        if message.type == "error" and not is_meant:
            visitor.faults.append(f"console: {message.text} ({url})")

    context = page.context
    context.on("console", on_console)
    context.on("weberror", lambda error: visitor.faults.append(f"script: {error.error}"))
    context.on("request", lambda request: _note_foreign(visitor, host, request.url))
    return visitor


def _note_foreign(visitor: Visitor, host: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
        visitor.faults.append(f"request to another host: {url}")
