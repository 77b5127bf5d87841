"""How soon the sign-in page can be used in Chromium, beside a blank Streamlit page."""

import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.server import environment, free_port, running
from benchmarks.table import Line

MOST_RATIO = 1.5
TURNS = 9
BLANK = 'import streamlit as st\nst.title("Blank")\n'


def run(folder: Path, _rows: int) -> list[Line]:
    """Measure both in turn, each time as a first visit, without a cache."""
    script = folder / "blank.py"
    script.write_text(BLANK, "utf-8")
    ours, blank = free_port(), free_port()
    url = f"sqlite:///{folder / 'empty.db'}"
    flags = ["--server.port", str(blank), "--server.headless", "true"]
    quiet = ["--browser.gatherUsageStats", "false"]
    blank_words = ["-m", "streamlit", "run", str(script), *flags, *quiet]
    with (
        running(["-m", "cxgame", "serve"], ours, environment(url, port=str(ours))) as address,
        running(blank_words, blank, environment(url), "/_stcore/health") as floor_address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        taken, floor = [], []
        for _turn in range(TURNS):
            taken.append(seconds_until(browser, address, "input[name=password]"))
            floor.append(seconds_until(browser, floor_address, "h1"))
        browser.close()
    measured, beside = statistics.median(taken) * 1000, statistics.median(floor) * 1000
    return [
        Line(
            "sign-in page usable in Chromium",
            f"{measured:,.0f} ms",
            f"{beside:,.0f} ms blank Streamlit page",
            f"{measured / beside:.2f}",
            "≤ 1.5",
            measured / beside <= MOST_RATIO,
        )
    ]


def seconds_until(browser: Browser, address: str, wanted: str) -> float:
    """Return how long a first visit takes until something can be seen."""
    context = browser.new_context()
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(wanted).first.wait_for(state="visible")
    taken = time.perf_counter() - begun
    context.close()
    return taken
