"""The list of what can be written on: SOPs, modules, and the drafts that are open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from cxgame.learning.authoring import rules
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State
from cxgame.learning.models import Module, ModuleVersion
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin, Sop, SopVersion
from cxgame.standards.sops import words_of

READ = "learning.approve_draft"  # whoever may decide may read
Drafts = dict[tuple[str, str], tuple[int, State]]  # the open draft of each thing, by kind and key


@dataclass(frozen=True)
class Item:
    """An SOP or a module in the list; `version` is an SOP's number, None for a module."""

    kind: Kind
    key: str
    title: str
    version: int | None
    is_own: bool
    since: datetime
    draft_id: int | None
    draft_state: State | None


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list; `is_for_me` when it waits and the actor may decide on it."""

    id: int
    kind: Kind
    key: str
    title: str
    state: State
    editor: str
    changed_at: datetime
    effective_on: date | None
    is_new: bool
    is_for_me: bool


def items(session: Session, *, actor: Actor) -> list[Item]:
    """Return every SOP by code, then every module by title."""
    permissions.require(actor, READ)
    query = select(ContentDraft.kind, ContentDraft.key, ContentDraft.id, ContentDraft.state)
    rows = session.exec(query.where(col(ContentDraft.state).not_in(list(rules.CLOSED))))
    drafts = {(kind, key): (draft_id, State(state)) for kind, key, draft_id, state in rows}
    sops = _sops(session, actor.locale, drafts)
    modules = _modules(session, actor.locale, drafts)
    return [*sops, *sorted(modules, key=lambda item: item.title)]


def drafts(session: Session, *, actor: Actor) -> list[DraftLine]:
    """Return the open drafts, those that wait for the actor first, then the newest."""
    permissions.require(actor, READ)
    names = people.person_names(session)
    query = select(ContentDraft).where(col(ContentDraft.state).not_in(list(rules.CLOSED)))
    rows = session.exec(query.order_by(col(ContentDraft.changed_at).desc()))
    lines = [
        DraftLine(
            id=row.id,
            kind=Kind(row.kind),
            key=row.key,
            title=words_of(row.title, actor.locale),
            state=State(row.state),
            editor=names.get(row.editor_id or 0, ""),
            changed_at=row.changed_at,
            effective_on=row.effective_on,
            is_new=not row.base_revision,
            is_for_me=not rules.against_decision(_light(row), actor.person_id),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_for_me)


def _sops(session: Session, locale: str, drafts: Drafts) -> Iterator[Item]:
    query = (
        sa_select(
            col(Sop.code),
            col(Sop.title),
            col(SopVersion.origin),
            col(SopVersion.created_at),
            col(SopVersion.version),
        )
        .join(SopVersion, col(SopVersion.sop_id) == col(Sop.id))
        .where(col(SopVersion.revision) == col(Sop.current_revision), col(Sop.is_active))
        .order_by(col(Sop.code))
    )
    for code, title, origin, since, version in session.execute(query):
        draft_id, state = drafts.get((Kind.SOP, code), (None, None))
        is_own, said = origin == Origin.OWN, words_of(title, locale)
        yield Item(Kind.SOP, code, said, version, is_own, since, draft_id, state)


def _modules(session: Session, locale: str, drafts: Drafts) -> Iterator[Item]:
    query = (
        sa_select(
            col(Module.slug),
            col(Module.title),
            col(ModuleVersion.origin),
            col(ModuleVersion.created_at),
        )
        .join(ModuleVersion, col(ModuleVersion.module_id) == col(Module.id))
        .where(col(ModuleVersion.revision) == col(Module.current_revision), col(Module.is_active))
    )
    for slug, title, origin, since in session.execute(query):
        draft_id, state = drafts.get((Kind.MODULE, slug), (None, None))
        is_own, said = origin == Origin.OWN, words_of(title, locale)
        yield Item(Kind.MODULE, slug, said, None, is_own, since, draft_id, state)


def _light(row: ContentDraft) -> rules.Facts:
    return rules.Facts(State(row.state), row.author_id, row.editor_id)
