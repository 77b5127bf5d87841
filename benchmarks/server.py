"""A server of our own for a benchmark, and the environment of the commands it runs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from cxgame.settings import ROOT

STARTS_WITHIN = 180  # seconds


def environment(url: str, **settings: str) -> dict[str, str]:
    """Return an environment with these CXGAME_* settings and no demonstration."""
    named = {f"CXGAME_{name.upper()}": value for name, value in settings.items()}
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CXGAME_DEMO": "0",
        "CXGAME_DATABASE_URL": url,
        **named,
    }


@contextmanager
def running(
    words: list[str], port: int, env: dict[str, str], health: str = "/healthz"
) -> Iterator[str]:
    """Run a server until the block ends; give its address once its health check answers."""
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=None
    )
    try:
        _wait(address + health, process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")
