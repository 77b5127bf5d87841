"""The app as a process of its own: started on a free port, waited for, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxgame.settings import ROOT

STARTS_WITHIN = 240.0  # seconds; a first start makes the demonstration company
STOPS_WITHIN = 20.0  # seconds
TOLD = 4000  # characters of the log that a failure shows


class DidNotStart(RuntimeError):
    """The server ended or never answered; the message is the end of its log."""


@contextmanager
def serving(database_url: str, *, log: Path, **settings: str) -> Iterator[str]:
    """Run `cxgame serve` with these CXGAME_* settings and yield its address.

    Raise DidNotStart when it never says that it is well.
    """
    port = free_port()
    given = {f"CXGAME_{name.upper()}": value for name, value in settings.items()}
    environment = {
        **os.environ,
        **given,
        "CXGAME_DATABASE_URL": database_url,
        "CXGAME_PORT": str(port),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "cxgame", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, log)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=STOPS_WITHIN)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server says that it is well; raise DidNotStart with its log if it never does."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise DidNotStart(log.read_text("utf-8", "replace")[-TOLD:])
