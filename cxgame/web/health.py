"""`GET /healthz`: the database, its migration, and the jobs; 503 when unwell."""

import logging

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cxgame import clock, db, jobs, migrate
from cxgame.settings import get_settings

log = logging.getLogger(__name__)


async def healthz(_request: Request) -> Response:
    """Answer what works, as JSON."""
    report = await anyio.to_thread.run_sync(_report)
    return JSONResponse(report, 200 if all(report.values()) else 503)


route = Route("/healthz", healthz, methods=["GET"])


def _report() -> dict[str, bool]:
    try:
        with db.reading() as session:
            is_current = migrate.current(session.connection()) == migrate.head()
            return {
                "database": True,
                "migrated": is_current,
                "jobs": not get_settings().jobs
                or (is_current and jobs.health(session, now=clock.now())),
            }
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return {"database": False, "migrated": False, "jobs": False}
