"""The versions of an SOP or a module: every one to be read, and brought back as a draft."""

from cxgame.errors import NotFound
from cxgame.learning.authoring import queries
from cxgame.learning.authoring.rules import Kind
from cxgame.ui import address, go, load, refuse, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import column
from cxgame.ui.parts import learning_studio, learning_versions

actor = require_actor()
asked, key = address.read("kind"), address.read("key")
if asked not in list(Kind):
    refuse(NotFound("There is no such version."))
kind = Kind(asked)

found = load(queries.versions, actor=actor, kind=kind, key=key)
current = next(one for one in found if one.is_current)
shown = next((one for one in found if one.revision == address.read("revision")), current)
bodies = [
    load(queries.body_at, actor=actor, kind=kind, key=key, revision=one.revision)
    for one in (shown, current)
]

with column(760):
    sent = learning_versions.show(actor, kind, key, found, shown, (bodies[0], bodies[1]))

follow(sent)
match sent.get("name"):
    case "studio":
        go("studio")
    case "write":
        learning_studio.write(actor, kind, key, sent.get("value", ""))
