"""Let the database itself refuse to change or delete what is only ever added to."""

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = (
    *("audit_entry", "draft_event", "erasure", "issuer_key", "point_entry", "point_rule"),
    *("review_entry", "sop_signature"),
)

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}__no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}__append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION append_only()
"""


def install(connection: Connection) -> None:
    """Put the guards in place; a table that a migration rebuilt has lost its own.

    A table that is listed but not made yet, while its migration is being written, is left out.
    """
    made = inspect(connection).get_table_names()
    tables = [table for table in APPEND_ONLY if table in made]
    if connection.dialect.name == "sqlite":
        statements = [
            _SQLITE.format(table=table, act=act) for table in tables for act in ("UPDATE", "DELETE")
        ]
    else:
        statements = [_FUNCTION, *(_POSTGRESQL.format(table=table) for table in tables)]
    for statement in statements:
        connection.execute(text(statement))
