"""What happens when the server starts and stops."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread

from cxgame import jobs
from cxgame.demo import prepare
from cxgame.look import markup
from cxgame.settings import get_settings


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Bring the database up to date, warm what every page needs, and run the clock."""
    quieten_logs()
    await anyio.to_thread.run_sync(prepare.database)
    await anyio.to_thread.run_sync(warm_up)
    stop = jobs.start() if get_settings().jobs else None
    try:
        yield {}
    finally:
        if stop:
            await anyio.to_thread.run_sync(stop)


def quieten_logs() -> None:
    """Log what went wrong, never who opened which address: links hold secrets."""
    logging.getLogger("cxgame").setLevel(get_settings().log_level)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


def warm_up() -> None:
    """Import and compile what the first visitor would wait for, then spare it from collection."""
    import altair  # noqa: F401  # half a second, better now than on the first chart
    import pandas  # noqa: F401  # likewise

    markup.warm_up()
    gc.collect()
    gc.freeze()
