"""Follow what was tapped in a sheet: links inside the app open without loading it anew."""

from urllib.parse import parse_qsl, urlsplit

from cxgame.ui import menu
from cxgame.ui.work import go

OPEN = "open"


def follow(sent: dict[str, str]) -> None:
    """Open the address of a tapped link (`data-send="open"`, its path as the value)."""
    if sent.get("name") != OPEN:
        return
    parts = urlsplit(sent.get("value", ""))
    slug = parts.path.strip("/")
    if slug in menu.ENTRIES:
        go(slug, **dict(parse_qsl(parts.query)))
