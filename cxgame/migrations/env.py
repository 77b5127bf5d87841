"""Alembic's entry: run migrations on the connection that cxgame.migrate hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from cxgame import tables  # noqa: F401
from cxgame.db import UtcDateTime
from cxgame.migrations import outside

PLAIN_TYPES = {UtcDateTime: "sa.DateTime()", AutoString: "sa.String()"}


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that no migration ever imports cxgame."""
    return PLAIN_TYPES.get(type(item), False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=render_item,
    compare_type=True,
    include_name=outside.is_managed,
)
with context.begin_transaction():
    context.run_migrations()
