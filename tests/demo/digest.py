"""A company in one line: the hash of every row that is not random on purpose."""

import hashlib
import sys
from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from cxgame import db, migrate, tables  # noqa: F401

SECRETS = {
    "person": {"password_hash"},
    "survey": {"token"},
    "badge_award": {"public_id"},
    "issuer_key": {"public_key", "secret"},
    "certificate": {"public_id"},
}


def of(connection: Connection) -> str:
    """Return the hash of all tables, in the order of their keys."""
    seal = hashlib.sha256()
    for table in SQLModel.metadata.sorted_tables:
        kept = [each for each in table.columns if each.name not in SECRETS.get(table.name, set())]
        for row in connection.execute(select(*kept).order_by(*table.primary_key.columns)):
            seal.update(repr((table.name, *row)).encode())
    return seal.hexdigest()


def main(days: str, moment: str) -> None:
    """Make a company in a database of this process's own and print its hash."""
    from tests.demo import conftest

    conftest.NOW = datetime.fromisoformat(moment)
    migrate.upgrade()
    conftest.make(db.engine(), days=int(days))
    with db.engine().connect() as connection:
        sys.stdout.write(of(connection))


if __name__ == "__main__":
    main(*sys.argv[1:])
