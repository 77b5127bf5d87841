"""The content of the database as a library, ready to be written as files."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content import export
from cxgame.content import library as shapes
from cxgame.content.fields import Cursor
from cxgame.learning.bodies import module_of
from cxgame.learning.models import Module, ModuleVersion, Track
from cxgame.learning.pictures import store
from cxgame.standards import sops, touchpoints
from cxgame.standards.models import Origin, Sop, SopVersion


def library(session: Session) -> content.Library:
    """Return everything in use: touchpoints, SOPs, modules and tracks.

    Badges stand in files alone.
    """
    return content.Library(
        touchpoints=tuple(touchpoints.contents(session)),
        sops=tuple(sops.contents(session)),
        modules=tuple(modules(session)),
        tracks=tuple(tracks(session)),
    )


def own(session: Session) -> content.Library:
    """Return what the company wrote itself, and the touchpoints that its SOPs name.

    It lacks what it leans on: it is read beside the content that came with the product.
    """
    whole = library(session)
    codes, slugs = _own_sops(session), _own_modules(session)
    written = tuple(sop for sop in whole.sops if sop.code in codes)
    named = {step.touchpoint for sop in written for step in sop.steps}
    keys = set(session.exec(select(Track.key).where(Track.origin == Origin.OWN.value)))
    return content.Library(
        touchpoints=tuple(one for one in whole.touchpoints if one.key in named),
        sops=written,
        modules=tuple(module for module in whole.modules if module.slug in slugs),
        tracks=tuple(track for track in whole.tracks if track.id in keys),
    )


def modules(session: Session) -> Iterable[content.Module]:
    """Yield every module in use, by slug."""
    query = (
        select(ModuleVersion.id)
        .join(Module, col(Module.id) == col(ModuleVersion.module_id))
        .where(ModuleVersion.revision == Module.current_revision, Module.is_active)
        .order_by(col(Module.slug))
    )
    for version_id in session.exec(query):
        yield module_of(session, version_id)


def tracks(session: Session) -> Iterable[content.Track]:
    """Yield every track in use, in order."""
    query = select(Track).where(Track.is_active)
    for row in session.exec(query.order_by(col(Track.position), col(Track.id))):
        held = {
            "id": row.key,
            "symbol": row.symbol,
            "name": row.name,
            "purpose": row.purpose,
            "roles": row.roles,
            "modules": row.modules,
        }
        yield shapes.read_track(Cursor(held, "tracks.yaml", []))


def pictures(session: Session) -> export.PicturesOf:
    """Return what finds the bytes of a question's picture, None where they are not kept."""

    def found(_slug: str, picture: content.Picture) -> bytes | None:
        kept = store.find(session, sha256=picture.sha256)
        return kept.data if kept else None

    return found


def _own_sops(session: Session) -> set[str]:
    query = (
        select(Sop.code)
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(SopVersion.revision == Sop.current_revision, SopVersion.origin == Origin.OWN.value)
    )
    return set(session.exec(query))


def _own_modules(session: Session) -> set[str]:
    query = (
        select(Module.slug)
        .join(ModuleVersion, col(ModuleVersion.module_id) == col(Module.id))
        .where(
            ModuleVersion.revision == Module.current_revision,
            ModuleVersion.origin == Origin.OWN.value,
        )
    )
    return set(session.exec(query))
