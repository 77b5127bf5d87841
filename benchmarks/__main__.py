"""`make bench`: run every benchmark and print one table; `--write` keeps it in docs/."""

import argparse
import importlib
import os
import platform
import tempfile
from pathlib import Path

from benchmarks.table import Line, as_markdown
from cxgame import clock
from cxgame.settings import ROOT

NAMES = (
    *("imports", "inbox", "leaderboards", "crosstab", "cases"),
    *("knowledge", "practice"),
    *("boards", "posts", "reruns", "first_paint"),
)


def main() -> None:
    """Run the chosen benchmarks, each in a folder of its own."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("names", nargs="*", default=list(NAMES), metavar="NAME")
    parser.add_argument("--rows", type=int, default=1_000_000, help="answers in the large tables")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    chosen = parser.parse_args()
    lines: list[Line] = []
    for name in chosen.names:
        print(f"… {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix=f"cxgame-{name}-") as folder:
            found = importlib.import_module(f"benchmarks.{name}").run(Path(folder), chosen.rows)
        for line in found:
            print(f"  {line}", flush=True)
        lines += found
    text = as_markdown(lines, machine=machine(), day=clock.local_day(clock.now()))
    print(text)
    if chosen.write:
        (ROOT / "docs" / "benchmarks.md").write_text(text, "utf-8")
    if any(not line.is_met for line in lines):
        raise SystemExit(1)


def machine() -> str:
    """Return what the figures were measured on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
