"""The public survey's POST with 16 clients, beside a bare route with one committed insert."""

import http.client
import re
import secrets
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.server import environment, free_port, running
from benchmarks.table import Line
from cxgame import clock, db, migrate
from cxgame.feedback import surveys
from cxgame.people.actor import Actor

CLIENTS = 16
SECONDS = 10
LEAST_RATIO = 1 / 4


def run(folder: Path, _rows: int) -> list[Line]:
    """Measure answers a second, durable in both cases, limits lifted by setting."""
    url = f"sqlite:///{folder / 'survey.db'}"
    token = make_survey(url)
    port = free_port()
    env = environment(url, port=str(port), survey_posts_per_minute="0", jobs="0")
    with running(["-m", "cxgame", "serve"], port, env):
        ours = posts_a_second(port, f"/s/{token}", form_of(port, token))
    port = free_port()
    env = environment(f"sqlite:///{folder / 'bare.db'}", port=str(port))
    with running(["-m", "benchmarks.bare", str(port), str(folder / "bare.db")], port, env):
        floor = posts_a_second(port, "/", {"score": "9", "text": "Muito bom"})
    return [
        Line(
            f"survey POST, {CLIENTS} clients, synchronous=FULL",
            f"{ours:,.0f}/s",
            f"{floor:,.0f}/s bare route",
            f"{ours / floor:.2f}",
            "≥ 1/4",
            ours / floor >= LEAST_RATIO,
        )
    ]


def make_survey(url: str) -> str:
    """Make a database with one survey and return its public token."""
    engine = db.connect(url)
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        survey_id = surveys.add_survey(
            session, actor=Actor.system("benchmark"), name="Counter", now=clock.now()
        )
        token = next(
            survey.token
            for survey in surveys.surveys(session, actor=Actor.system("benchmark"))
            if survey.id == survey_id
        )
    engine.dispose()
    return token


def form_of(port: int, token: str) -> dict[str, str]:
    """Return the hidden fields of the survey's form, with a score and a comment."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/s/{token}")
    page = connection.getresponse().read().decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, "score": "9", "text": "Muito bom", "why": "Muito bom"}


def posts_a_second(port: int, path: str, form: dict[str, str]) -> float:
    """Return how many posts a second are acknowledged; each client sends a fresh form token."""
    counts = [0] * CLIENTS
    stop = time.monotonic() + SECONDS
    begun = time.perf_counter()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"content-type": "application/x-www-form-urlencoded"}
        while time.monotonic() < stop:
            sent = {**form, "submission": secrets.token_urlsafe(16)}
            connection.request("POST", path, urlencode(sent), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 303):
                raise SystemExit(f"a post was answered {answer.status}")
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun)
