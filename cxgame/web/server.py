"""Serve the application with uvicorn, one process, until it is told to stop."""

import os
import sys

import uvicorn

from cxgame.settings import ROOT

LARGEST_MESSAGE = 200 * 1024 * 1024  # bytes over the websocket, as Streamlit's own server has it
PING_SECONDS = 30


def run(*, address: str, port: int) -> None:
    """Serve app.py and return when the server was stopped.

    `streamlit run app.py` serves the same application, but on a socket that waits up to 40 ms
    before it sends the end of a short answer (Nagle's algorithm); uvicorn's own does not.
    """
    os.chdir(ROOT)  # .streamlit/config.toml is found from here
    sys.path.insert(0, str(ROOT))
    uvicorn.run(
        "app:app",
        host=address,
        port=port,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
    )
