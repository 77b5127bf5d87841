"""Read one draft, and the versions of an SOP or a module."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content.fields import Fault
from cxgame.content.single import Body
from cxgame.errors import NotFound, Reason
from cxgame.learning import exporting
from cxgame.learning.authoring import rules, shaping, standing
from cxgame.learning.authoring.listing import READ
from cxgame.learning.authoring.models import ContentDraft, DraftEvent
from cxgame.learning.authoring.rules import Kind, State, What
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.models import Origin
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class Event:
    """One thing that happened to a draft: somebody's note, or the reasons that held it up."""

    what: What
    part: str
    note: str
    reasons: tuple[Reason, ...]
    name: str
    at: datetime


@dataclass(frozen=True)
class DraftView:
    """A draft with what is wrong with it, and what may be done about it.

    `against_*` hold what stands in the way; `base` is what stands now, None for something new.
    """

    id: int
    kind: Kind
    key: str
    title: str
    state: State
    version: int
    body: Body
    terms: Body
    effective_on: date | None
    author: str
    editor: str
    approver: str
    entity: content.Sop | content.Module
    faults: tuple[Fault, ...]
    base: standing.Text | None
    is_stale: bool
    against_submission: tuple[Reason, ...]
    against_approval: tuple[Reason, ...]
    against_decision: tuple[Reason, ...]
    sop: content.Sop | None
    tracks: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class VersionView:
    """One version of an SOP or a module, and who stands behind it."""

    revision: str
    number: int
    is_current: bool
    is_own: bool
    created_at: datetime
    effective_on: date | None
    author: str
    approver: str


def draft(session: Session, *, actor: Actor, draft_id: int, today: date) -> DraftView:
    """Return one draft; raise NotFound where there is none of this id."""
    permissions.require(actor, READ)
    row = session.get(ContentDraft, draft_id)
    if row is None:
        raise NotFound("There is no such draft.")
    names = people.person_names(session)
    made = shaping.shaped(session, row, today=today)
    facts = shaping.facts(row, made)
    sop = made.entity if isinstance(made.entity, content.Sop) else None
    return DraftView(
        id=row.id,
        kind=Kind(row.kind),
        key=row.key,
        title=words_of(row.title, actor.locale),
        state=State(row.state),
        version=row.version,
        body=row.body,
        terms=row.terms,
        effective_on=row.effective_on,
        author=names.get(row.author_id or 0, ""),
        editor=names.get(row.editor_id or 0, ""),
        approver=names.get(row.approver_id or 0, ""),
        entity=made.entity,
        faults=made.faults,
        base=made.base,
        is_stale=facts.is_stale and facts.state not in rules.CLOSED,
        against_submission=tuple(rules.against_submission(facts, today)),
        against_approval=tuple(rules.against_approval(facts, actor.person_id)),
        against_decision=tuple(rules.against_decision(facts, actor.person_id)),
        sop=sop or sops.text_of(session, str(row.body.get("sop", ""))),
        tracks=tuple(
            (track.id, track.name.in_language(actor.locale)) for track in exporting.tracks(session)
        ),
        events=tuple(_events(session, row.id, names)),
    )


def versions(session: Session, *, actor: Actor, kind: Kind, key: str) -> list[VersionView]:
    """Return every version, the newest first; raise NotFound for an unknown key."""
    permissions.require(actor, READ)
    texts = standing.versions(session, kind, key)
    if not texts:
        raise NotFound("There is no such version.")
    names = people.person_names(session)
    behind = _people_behind(session, kind, key)
    found = []
    for place, text in enumerate(texts):
        author, approver = behind.get(text.revision, (None, None))
        found.append(
            VersionView(
                revision=text.revision,
                number=text.number or len(texts) - place,
                is_current=text.is_current,
                is_own=text.origin == Origin.OWN,
                created_at=text.created_at,
                effective_on=text.effective_on,
                author=names.get(author or 0, ""),
                approver=names.get(approver or 0, ""),
            )
        )
    return found


def body_at(session: Session, *, actor: Actor, kind: Kind, key: str, revision: str) -> Body:
    """Return what a version says; raise NotFound for an unknown one."""
    permissions.require(actor, READ)
    text = standing.at(session, kind, key, revision)
    if text is None:
        raise NotFound("There is no such version.")
    return text.body


def _people_behind(
    session: Session, kind: Kind, key: str
) -> dict[str, tuple[int | None, int | None]]:
    """Return author and approver of every revision that was published from a draft."""
    query = select(ContentDraft).where(
        ContentDraft.kind == kind.value,
        ContentDraft.key == key,
        ContentDraft.published_revision != "",
    )
    rows = session.exec(query.order_by(col(ContentDraft.id)))
    return {row.published_revision: (row.editor_id, row.approver_id) for row in rows}


def _events(session: Session, draft_id: int, names: dict[int, str]) -> list[Event]:
    query = select(DraftEvent).where(DraftEvent.draft_id == draft_id)
    rows = session.exec(query.order_by(col(DraftEvent.id).desc()).limit(60))
    return [_event(row, names) for row in rows]


def _event(row: DraftEvent, names: dict[int, str]) -> Event:
    is_held_up = row.what == What.HELD_UP
    reasons = [Reason(**held) for held in json.loads(row.note)] if is_held_up else []
    return Event(
        what=What(row.what),
        part=row.part,
        note="" if is_held_up else row.note,
        reasons=tuple(reasons),
        name=names.get(row.person_id or 0, ""),
        at=row.at,
    )
