"""The picture in an author's form of a question: its file as a browser sent it, its address."""

from typing import Any

from cxgame.content.single import Body
from cxgame.errors import CxgameError
from cxgame.learning.authoring import picturing
from cxgame.learning.pictures import store
from cxgame.standards import sops
from cxgame.ui import sent_file
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash


def put(fields: dict[str, str], who: dict[str, Any], version: int) -> int | CxgameError:
    """Put the file that was chosen beside the question of a form; return the draft's version."""
    entry = fields.get("part", "").partition("/")[2]
    data = sent_file.data_of(fields)
    done = attempt(picturing.put_picture, entry=entry, data=data, version=version, **who)
    if not isinstance(done, CxgameError):
        flash(_("The picture is in. Say in both languages what it shows."))
    return done


def shown(held: Body) -> dict[str, str]:
    """Return where the picture of a question is found, {} where it has none."""
    picture = held.get("picture")
    if not picture or not picture.get("sha256"):
        return {}
    words = sops.words_of(picture["alt"], locale())
    return {"address": store.address(picture["sha256"]), "alt": words or _("Picture")}
