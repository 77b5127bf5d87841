"""Bring touchpoints and SOPs from content files into the tables, each revision once."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.content import library as content
from cxgame.content.revision import plain
from cxgame.content.sop import Sop as SopContent
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin, Sop, SopStep, SopVersion, Touchpoint
from cxgame.standards.versions import Changes


def import_standards(
    session: Session,
    *,
    actor: Actor,
    library: content.Library,
    origin: Origin = Origin.SHIPPED,
    replace: frozenset[str] = frozenset(),
    now: datetime,
) -> Changes:
    """Store the library's touchpoints and SOPs, and say what changed; nothing is taken away.

    What `replace` names, such as "sop POP-001", gives way although the company wrote its own.
    """
    permissions.require(actor, "standards.import_standards")
    changes = Changes(replace=replace)
    _import_touchpoints(session, library, origin, changes)
    for sop in library.sops:
        _import_sop(session, sop, origin, changes, now)
    session.flush()
    if not changes.is_empty:
        count = len(changes.added) + len(changes.changed)
        audit.note(session, actor, "standards.import_standards", "sop", None, now=now, count=count)
    return changes


def _import_touchpoints(
    session: Session, library: content.Library, origin: Origin, changes: Changes
) -> None:
    """Add the touchpoints that are missing; a shipped name never replaces the company's."""
    known = {row.key: row for row in session.exec(select(Touchpoint))}
    for position, touchpoint in enumerate(library.touchpoints):
        name = plain(touchpoint.name)
        row = known.get(touchpoint.key)
        if row is None:
            row = Touchpoint(
                key=touchpoint.key, name=name, icon=touchpoint.symbol, position=position
            )
            session.add(row)
            changes.added.append(f"touchpoint {touchpoint.key}")
        elif origin is Origin.OWN and row.name != name:
            row.name = name
            changes.changed.append(f"touchpoint {touchpoint.key}")
    session.flush()


def _import_sop(
    session: Session, sop: SopContent, origin: Origin, changes: Changes, now: datetime
) -> None:
    row = session.exec(select(Sop).where(Sop.code == sop.code)).first()
    revision = sop.revision
    if not changes.take_place(
        f"sop {sop.code}",
        entity=sop,
        origin=origin,
        standing=_standing(session, row),
    ):
        return
    if row is None:
        row = Sop(code=sop.code, title={}, current_version=sop.version, current_revision=revision)
        session.add(row)
    row.title = plain(sop.title)
    row.current_version, row.current_revision, row.is_active = sop.version, revision, True
    session.flush()
    _add_version(session, row.id, sop, revision, origin, now)
    _set_steps(session, row.id, sop)


def _standing(session: Session, row: Sop | None) -> tuple[str, str] | None:
    if row is None:
        return None
    query = select(SopVersion.origin).where(
        SopVersion.sop_id == row.id, SopVersion.revision == row.current_revision
    )
    return row.current_revision, session.exec(query).one()


def _add_version(
    session: Session, sop_id: int, sop: SopContent, revision: str, origin: Origin, now: datetime
) -> None:
    """Add a version unless this very text stood before: then that one is current again."""
    query = select(SopVersion.id).where(
        SopVersion.sop_id == sop_id, SopVersion.revision == revision
    )
    if session.exec(query).first() is not None:
        return
    session.add(
        SopVersion(
            sop_id=sop_id,
            version=sop.version,
            revision=revision,
            origin=origin.value,
            change=sop.change.value,
            effective_on=sop.effective_from,
            review_on=sop.review_by,
            body=plain(sop),
            created_at=now,
        )
    )
    session.flush()


def _set_steps(session: Session, sop_id: int, sop: SopContent) -> None:
    """Make the step rows say what the SOP says; a step that left it stays, inactive."""
    touchpoints = dict(session.exec(select(Touchpoint.key, Touchpoint.id)).all())
    query = select(SopStep).where(SopStep.sop_id == sop_id)
    known = {row.key: row for row in session.exec(query.order_by(col(SopStep.position)))}
    for row in known.values():
        row.is_active = False
    for position, step in enumerate(sop.steps, 1):
        row = known.get(step.id) or SopStep(
            sop_id=sop_id, key=step.id, position=position, title={}, text={}, revision=""
        )
        row.position, row.revision, row.is_active = position, step.revision, True
        row.title, row.text = plain(step.title), plain(step.text)
        row.touchpoint_id = touchpoints.get(step.touchpoint)
        session.add(row)
    session.flush()
