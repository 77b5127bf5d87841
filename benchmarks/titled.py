"""The application with one page more: a title behind the same sign-in, menu and bell."""

import sys
from pathlib import Path

from cxgame.people import permissions
from cxgame.people.models import PERSON_ROLES
from cxgame.ui import menu


class TitleOnly(menu.Entry):
    """A menu entry whose file lies beside this module."""

    @property
    def path(self) -> Path:
        """Return the page's file."""
        return Path(__file__).parent / "title_only.py"


def add_title_only() -> None:
    """Register the page for everybody."""
    menu.ENTRIES["title_only"] = TitleOnly("benchmarks", "title_only", "Title", "title")
    permissions.PAGES["title_only"] = frozenset(PERSON_ROLES)


if __name__ == "__main__":
    from cxgame.demo import prepare
    from cxgame.web import server

    add_title_only()
    prepare.database()
    server.run(address="127.0.0.1", port=int(sys.argv[1]))
