"""Give a question of a draft its picture."""

from datetime import datetime

from sqlmodel import Session

from cxgame.content import picture_encoding
from cxgame.learning.authoring import changing, edits
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.pictures import store
from cxgame.people import permissions
from cxgame.people.actor import Actor

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


def put_picture(
    session: Session,
    *,
    actor: Actor,
    draft_id: int,
    entry: str,
    data: bytes,
    version: int,
    now: datetime,
) -> int:
    """Put a picture beside a question, or in the place of the one it has; return the version.

    What the picture shows in words is asked anew for another picture. Raise InvalidInput for a
    file that is none, Conflict when somebody changed the question after the version that was seen.
    """
    permissions.require(actor, "learning.put_picture")
    draft = changing.changeable(session, draft_id)
    part = f"{edits.QUESTIONS}/{entry}"
    changing.must_be_fresh(session, draft, part, version)
    held = edits.value_of(Kind(draft.kind), draft.body, part)
    made = picture_encoding.encoded(data)
    store.keep(session, [made], now=now)
    standing = held.get("picture") or {}
    shown = {
        # A copy of the question may keep the old picture: no two files share a name.
        "file": f"{entry}-{made.sha256[:8]}.{_ENDINGS[made.mime]}",
        "alt": standing["alt"] if standing.get("sha256") == made.sha256 else edits.both(),
        "sha256": made.sha256,
    }
    body = edits.with_part(Kind(draft.kind), draft.body, part, {**held, "picture": shown})
    return changing.change(session, actor, draft, body, part, now)
