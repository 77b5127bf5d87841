"""The floor of the posts: a Starlette route that stores one row in one durable transaction."""

import sqlite3
import sys
import threading

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_local = threading.local()
_turn = threading.Lock()


def make_app(path: str) -> Starlette:
    """Return the application over one SQLite file."""

    def connection() -> sqlite3.Connection:
        if not hasattr(_local, "connection"):
            made = sqlite3.connect(path, isolation_level=None, timeout=30)
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = FULL")
            made.execute("CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, score, text)")
            _local.connection = made
        found: sqlite3.Connection = _local.connection
        return found

    def store(score: str, text: str) -> None:
        with _turn:
            here = connection()
            here.execute("BEGIN IMMEDIATE")
            here.execute("INSERT INTO answer (score, text) VALUES (?, ?)", (score, text))
            here.execute("COMMIT")

    async def post(request: Request) -> Response:
        form = await request.form()
        await anyio.to_thread.run_sync(store, str(form["score"]), str(form["text"]))
        return PlainTextResponse("ok")

    async def well(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/", post, methods=["POST"]), Route("/healthz", well)])


if __name__ == "__main__":
    uvicorn.run(make_app(sys.argv[2]), port=int(sys.argv[1]), log_level="warning")
