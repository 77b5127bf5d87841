"""Make a database ready to serve: migrated, with the shipped content and the boards."""

from cxgame import migrate


def database() -> None:
    """Migrate, then add what every company starts with; safe to run at each start."""
    migrate.upgrade()
