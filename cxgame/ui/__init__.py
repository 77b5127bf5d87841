"""What every page uses: text, the signed-in person, reading and acting."""

from cxgame.ui.account import require_actor
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, go, load, refuse

__all__ = ["_", "act", "go", "load", "locale", "ngettext", "refuse", "require_actor"]
