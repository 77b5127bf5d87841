"""A rerun in a signed-in session, page by page, beside a page that holds only a title."""

import http.client
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from benchmarks.server import environment, free_port, running
from benchmarks.table import Line
from cxgame.cookies import SESSION_COOKIE
from cxgame.people.demo_accounts import DEMO_PASSWORD

MOST_MS, MOST_RATIO = 50, 8
TURNS, WARM_UP = 30, 5
PAGES = (
    ("alice", "today", ""),
    ("diana", "my_team", ""),
    ("edu", "direction", ""),
    ("edu", "leaderboard", ""),
    ("diana", "board", "level=tactical"),
)
FLOOR = "title_only"


def run(folder: Path, _rows: int) -> list[Line]:
    """Measure the medians on the demonstration company, warm."""
    port = free_port()
    url = f"sqlite:///{folder / 'demo.db'}"
    env = environment(url, demo="1", port=str(port), jobs="0")
    with running(["-m", "benchmarks.titled", str(port)], port, env):
        found = []
        for name, page, query in PAGES:
            cookie = sign_in(port, name)
            floor = rerun_ms(port, cookie, FLOOR, "")
            taken = rerun_ms(port, cookie, page, query)
            found.append(_line(page, taken, floor))
    return found


def sign_in(port: int, name: str) -> str:
    """Return the cookie of a fresh session."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    form = urlencode({"name": name, "password": DEMO_PASSWORD, "next": "/"})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/account/sign-in", form, headers)
    cookie = connection.getresponse().headers["set-cookie"].split(";")[0]
    if not cookie.startswith(SESSION_COOKIE):
        raise SystemExit(f"{name} could not sign in")
    return cookie


def rerun_ms(port: int, cookie: str, page: str, query: str) -> float:
    """Return the median time from asking for a rerun to the script's end, in milliseconds."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
    streamlit = [Subprotocol("streamlit")]
    with connect(
        address, additional_headers=headers, subprotocols=streamlit, max_size=None
    ) as socket:
        taken = [_rerun(socket, page, query) for _turn in range(WARM_UP + TURNS)]
    return statistics.median(taken[WARM_UP:])


def _rerun(socket: ClientConnection, page: str, query: str) -> float:
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    begun = time.perf_counter()
    socket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        data = socket.recv(timeout=30)
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        if message.WhichOneof("type") == "script_finished":
            return (time.perf_counter() - begun) * 1000


def _line(page: str, taken: float, floor: float) -> Line:
    return Line(
        f"rerun of {page}",
        f"{taken:.1f} ms",
        f"{floor:.1f} ms title only",
        f"{taken / floor:.1f}",
        "≤ 50 ms and ≤ 8",
        taken <= MOST_MS and taken / floor <= MOST_RATIO,
    )
