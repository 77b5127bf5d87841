"""Mappings remembered by name: saved, renamed, deleted, and the one that fits a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, NotFound
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import layouts
from cxgame.feedback.importing.models import ImportMapping
from cxgame.feedback.importing.options import Options, options_from
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor

# Found out for each file anew: the next one of the same sender may be written otherwise.
_OF_ONE_FILE: dict[str, Any] = {"encoding": "", "separator": "", "sheet": ""}


@dataclass(frozen=True)
class SavedMapping:
    """A mapping under its name; `columns` is the heading it was made for. Id 0: ready-made."""

    id: int
    name: str
    kind: BatchKind
    columns: tuple[str, ...]
    options: Options

    def fits(self, columns: Sequence[str]) -> bool:
        """Tell whether a file has every column that this mapping names."""
        wanted = {*filter(None, self.options.mapping.values()), *self.options.only}
        return wanted <= set(columns)


def save_mapping(
    session: Session,
    *,
    actor: Actor,
    name: str,
    kind: BatchKind,
    columns: Sequence[str],
    options: Options,
    now: datetime,
) -> int:
    """Keep a mapping under a name, in place of one that bears it already, and return its id.

    Raise InvalidInput for no name, Conflict for that of a ready-made mapping.
    """
    permissions.require(actor, "feedback.save_mapping")
    tidy = _free(names.clean(name))
    kept = session.exec(select(ImportMapping).where(ImportMapping.folded == names.fold(tidy)))
    row = ImportMapping(
        name=tidy,
        folded=names.fold(tidy),
        kind=kind,
        columns=list(columns),
        mapping=dict(options.mapping),
        options=replace(options, **_OF_ONE_FILE).as_json(),
        actor=actor.label,
        created_at=now,
        changed_at=now,
    )
    if there := kept.first():
        row.id, row.created_at = there.id, there.created_at
    row = session.merge(row)
    session.flush()
    audit.note(session, actor, "feedback.save_mapping", "import_mapping", row.id, now=now)
    return row.id


def rename_mapping(
    session: Session, *, actor: Actor, mapping_id: int, name: str, now: datetime
) -> None:
    """Give a mapping another name; raise Conflict when another bears it, NotFound for none."""
    permissions.require(actor, "feedback.rename_mapping")
    row = _row(session, mapping_id)
    tidy = _free(names.clean(name))
    same = select(ImportMapping.id).where(ImportMapping.folded == names.fold(tidy))
    if session.exec(same.where(ImportMapping.id != mapping_id)).first() is not None:
        raise Conflict("There is another mapping named {name}.", name=tidy)
    row.name, row.folded, row.changed_at = tidy, names.fold(tidy), now
    session.flush()
    audit.note(session, actor, "feedback.rename_mapping", "import_mapping", mapping_id, now=now)


def delete_mapping(session: Session, *, actor: Actor, mapping_id: int, now: datetime) -> None:
    """Forget a mapping; what was imported by it stays. Raise NotFound for none."""
    permissions.require(actor, "feedback.delete_mapping")
    session.delete(_row(session, mapping_id))
    session.flush()
    audit.note(session, actor, "feedback.delete_mapping", "import_mapping", mapping_id, now=now)


def saved_mappings(session: Session, *, actor: Actor) -> list[SavedMapping]:
    """Return the saved mappings by name, to those who may import."""
    if not permissions.may(actor, "feedback.save_mapping"):
        return []
    rows = session.exec(select(ImportMapping).order_by(col(ImportMapping.folded)))
    return [_saved(row) for row in rows]


def mapping_named(session: Session, *, actor: Actor, name: str) -> SavedMapping:
    """Return a mapping by its name, a ready-made one too; raise NotFound when there is none."""
    for one in saved_mappings(session, actor=actor):
        if names.fold(one.name) == names.fold(name):
            return one
    return ready_made(layouts.named(name))


def fitting(
    saved: Sequence[SavedMapping], columns: Sequence[str], kind: BatchKind | None = None
) -> SavedMapping | None:
    """Return the mapping to propose for a file: ours whose heading is most alike, or ready-made.

    One of ours must name no column that the file lacks, and share at least half of its heading.
    """
    ours = [one for one in saved if one.fits(columns) and kind in (None, one.kind)]
    best = max(ours, key=lambda one: _alike(one.columns, columns), default=None)
    if best is not None and _alike(best.columns, columns) >= 0.5:
        return best
    layout = layouts.layout_for(columns) if kind in (None, "feedback") else None
    return ready_made(layout, columns) if layout else None


def ready_made(layout: layouts.Layout, columns: Sequence[str] = ()) -> SavedMapping:
    """Return a ready-made mapping as if it were saved; with columns, mapped to them."""
    mapping = layout.mapping(columns)
    options = Options(kind=layout.kind, layout=layout.name, mapping=mapping)
    return SavedMapping(0, layout.title, "feedback", tuple(columns), options)


def _free(name: str) -> str:
    """Refuse a name by which everybody knows a ready-made mapping."""
    for layout in layouts.LAYOUTS.values():
        if names.fold(name) in (layout.name, names.fold(layout.title)):
            raise Conflict("There is another mapping named {name}.", name=name)
    return name


def _row(session: Session, mapping_id: int) -> ImportMapping:
    row = session.get(ImportMapping, mapping_id)
    if row is None:
        raise NotFound("There is no such mapping. Somebody may have deleted it.")
    return row


def _saved(row: ImportMapping) -> SavedMapping:
    options = options_from(row.options, row.mapping)
    return SavedMapping(row.id, row.name, cast(BatchKind, row.kind), tuple(row.columns), options)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much two headings share, from 0 to 1 (Jaccard's index)."""
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0
