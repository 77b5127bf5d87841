"""A real server and a real Chromium; any page error or call to another host fails the test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from cxgame.people.demo_accounts import DEMO_PASSWORD
from tests.conftest import ROOT, must_have

STARTS_WITHIN = 120  # seconds; a first start makes the demonstration company


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if path is None:
        must_have("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demonstration company, shared by the browser tests."""
    folder = tmp_path_factory.mktemp("served")
    with serving(f"sqlite:///{folder}/demo.db", log=folder / "server.log") as address:
        yield address


@contextmanager
def serving(database_url: str, *, log: Path, **settings: str) -> Iterator[str]:
    """Run `cxgame serve` on a free port with these CXGAME_* settings; stop it at the end."""
    port = free_port()
    environment = {
        **os.environ,
        "CXGAME_DATABASE_URL": database_url,
        "CXGAME_PORT": str(port),
        **{f"CXGAME_{name.upper()}": value for name, value in settings.items()},
    }
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "cxgame", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(address, process, log)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server says that it is well; show its log if it never does."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8')[-4000:]}", pytrace=False)


@dataclass
class Visitor:
    """One browser window on the server, and everything that went wrong in it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Open an address of the app and wait until Streamlit has drawn it."""
        self.page.goto(self.address + path)
        return self.page

    def settle(self) -> None:
        """Wait until no rerun is under way."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def sign_in(self, name: str, password: str = DEMO_PASSWORD, path: str = "/") -> Page:
        """Open an address as a stranger and come in through the sign-in page."""
        page = self.open(path)
        page.locator("input[name=name]").fill(name)
        page.locator("input[name=password]").fill(password)
        page.locator("form[action='/account/sign-in'] button").click()
        page.locator(".shell-tabs").wait_for()
        self.settle()
        return page


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visit]:
    """Open browser windows that watch for faults; the test fails if there was one."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_window(
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        theme: str = "light",
        address: str = server,
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            timezone_id="America/Sao_Paulo",
        )
        contexts.append(context)
        visitor = watch(context.new_page(), address)
        visitors.append(visitor)
        return visitor

    yield open_window
    for context in contexts:
        context.close()
    faults = [fault for visitor in visitors for fault in visitor.faults]
    assert not faults, "\n".join(faults)


def watch(page: Page, address: str) -> Visitor:
    """Note every script error, console error and request to another host."""
    visitor = Visitor(page, address)
    host = urlsplit(address).netloc

    def on_console(message: ConsoleMessage) -> None:
        # Streamlit asks for its health below a deep link first; that 404 is its own.
        its_own = "/_stcore/" in message.location.get("url", "")
        if message.type == "error" and not its_own:
            visitor.faults.append(f"console: {message.text} ({message.location.get('url')})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: visitor.faults.append(f"script: {error}"))
    page.on("request", lambda request: _note_foreign(visitor, host, request.url))
    return visitor


def _note_foreign(visitor: Visitor, host: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
        visitor.faults.append(f"request to another host: {url}")
