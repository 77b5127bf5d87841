"""Keep what an update of the product brought where the company wrote its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, select

from cxgame.content import Module, Sop, Track, plain
from cxgame.content.revision import Revised
from cxgame.learning.authoring.models import ContentOffer
from cxgame.learning.models import ModuleVersion
from cxgame.standards.models import SopVersion

SOP, MODULE, TRACK = "sop", "module", "track"


def keep(session: Session, refused: Iterable[Revised], *, now: datetime) -> None:
    """Note each revision once as an offer that somebody will answer.

    What the company had before it wrote its own is no news: every start brings that in again.
    """
    refused = list(refused)
    if not refused:
        return
    known = set(session.exec(select(ContentOffer.kind, ContentOffer.key, ContentOffer.revision)))
    had = {
        *session.exec(select(SopVersion.revision)),
        *session.exec(select(ModuleVersion.revision)),
    }
    for entity in refused:
        kind, key = _named(entity)
        if entity.revision in had or (kind, key, entity.revision) in known:
            continue
        session.add(
            ContentOffer(
                kind=kind, key=key, revision=entity.revision, body=plain(entity), found_at=now
            )
        )
    session.flush()


def _named(entity: Revised) -> tuple[str, str]:
    match entity:
        case Sop():
            return SOP, entity.code
        case Module():
            return MODULE, entity.slug
        case Track():
            return TRACK, entity.id
    raise TypeError(f"{type(entity).__name__} has no versions")
