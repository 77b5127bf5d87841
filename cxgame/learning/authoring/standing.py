"""What stands now: the current text of an SOP or a module, every version of it, every id given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame.content.single import Body
from cxgame.learning.authoring import ids
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.models import Module, ModuleVersion, Question, Track
from cxgame.standards.models import Sop, SopVersion

CURRENT = "current"


@dataclass(frozen=True)
class Text:
    """One version: its text as the files write it, who it came from, and since when."""

    revision: str
    body: Body
    origin: str
    created_at: datetime
    number: int | None = None  # the version of an SOP
    effective_on: date | None = None
    is_current: bool = False


def current(session: Session, kind: Kind, key: str) -> Text | None:
    """Return what stands, None where there is no such SOP or module."""
    return next(_texts(session, kind, key, CURRENT), None)


def at(session: Session, kind: Kind, key: str, revision: str) -> Text | None:
    """Return one version, None where there was never such a revision."""
    return next(_texts(session, kind, key, revision), None)


def versions(session: Session, kind: Kind, key: str) -> list[Text]:
    """Return every version of an SOP or a module, the newest first."""
    return list(_texts(session, kind, key))


def exists(session: Session, kind: Kind, key: str) -> bool:
    """Tell whether a code or a slug was ever given."""
    query = (
        select(Sop.id).where(Sop.code == key)
        if kind is Kind.SOP
        else select(Module.id).where(Module.slug == key)
    )
    return session.exec(query).first() is not None


def spent_ids(session: Session, draft: ContentDraft) -> set[str]:
    """Return the paths of all ids that were ever given in an SOP or a module."""
    kind = Kind(draft.kind)
    spent = {*draft.spent, *ids.paths(draft.body)}
    for text in versions(session, kind, draft.key):
        spent |= set(ids.paths(text.body))
    earlier = select(ContentDraft.spent).where(
        ContentDraft.kind == draft.kind, ContentDraft.key == draft.key
    )
    for held in session.exec(earlier):
        spent |= set(held)
    if kind is Kind.MODULE:
        spent |= {f"questions/{key}" for key in session.exec(select(Question.key))}
    return spent


def question_homes(session: Session, *, besides: str) -> dict[str, str]:
    """Return the module of every question that any other module ever had."""
    query = select(Question.key, Module.slug).join(
        Module, col(Module.id) == col(Question.module_id)
    )
    return dict(session.exec(query.where(Module.slug != besides)).all())


def tracks_of(session: Session, slug: str) -> list[str]:
    """Return the keys of the tracks that hold a module."""
    rows = session.exec(select(Track).where(Track.is_active).order_by(col(Track.position)))
    return [row.key for row in rows if slug in row.modules]


def _texts(session: Session, kind: Kind, key: str, wanted: str = "") -> Iterator[Text]:
    """Yield the versions, newest first; `wanted` is CURRENT, a revision, or all."""
    read = _sop_texts if kind is Kind.SOP else _module_texts
    return read(session, key, wanted)


def _sop_texts(session: Session, code: str, wanted: str) -> Iterator[Text]:
    query = (
        select(SopVersion, Sop.current_revision)
        .join(Sop, col(Sop.id) == col(SopVersion.sop_id))
        .where(Sop.code == code)
        .order_by(col(SopVersion.id).desc())
    )
    if wanted:
        this = Sop.current_revision if wanted == CURRENT else wanted
        query = query.where(SopVersion.revision == this)
    for row, standing in session.exec(query):
        yield Text(
            revision=row.revision,
            body=row.body,
            origin=row.origin,
            created_at=row.created_at,
            number=row.version,
            effective_on=row.effective_on,
            is_current=row.revision == standing,
        )


def _module_texts(session: Session, slug: str, wanted: str) -> Iterator[Text]:
    query = (
        select(ModuleVersion, Module.current_revision)
        .join(Module, col(Module.id) == col(ModuleVersion.module_id))
        .where(Module.slug == slug)
        .order_by(col(ModuleVersion.id).desc())
    )
    if wanted:
        this = Module.current_revision if wanted == CURRENT else wanted
        query = query.where(ModuleVersion.revision == this)
    for row, standing in session.exec(query):
        yield Text(
            revision=row.revision,
            body=row.body,
            origin=row.origin,
            created_at=row.created_at,
            is_current=row.revision == standing,
        )
