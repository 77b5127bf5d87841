"""Open drafts: of what stands, of an earlier version, of something new."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.content.fields import CODE, SLUG
from cxgame.content.single import Body
from cxgame.db import is_sqlite
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.learning.authoring import blanks, changing, edits, ids, rules, standing
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State, What
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop
from cxgame.standards.signing import asks

LONGEST_KEY = 48  # characters: the ids of questions begin with it
_TURN = 4_370_007  # any number, the same in every process


def open_draft(
    session: Session, *, actor: Actor, kind: Kind, key: str, revision: str = "", now: datetime
) -> int:
    """Return the id of a draft of what stands, or of an earlier revision of it.

    Raise NotFound for an unknown SOP, module or revision, Conflict where a draft is open already.
    """
    permissions.require(actor, "learning.open_draft")
    base = standing.current(session, kind, key)
    wanted = standing.at(session, kind, key, revision) if revision else base
    if base is None or wanted is None:
        raise NotFound("There is no such version.")
    return begin(session, actor, kind, key, wanted.body, base.revision, now)


def begin_draft(
    session: Session,
    *,
    actor: Actor,
    kind: Kind,
    title: Body,
    key: str = "",
    sop: str = "",
    copy_of: str = "",
    now: datetime,
) -> int:
    """Return the id of a draft of something new, empty or a copy.

    Without a `key` an SOP gets the next code, and a module a slug made of its English title. A
    module is about the SOP whose code is `sop`. Raise Conflict for a key that is taken.
    """
    permissions.require(actor, "learning.begin_draft")
    title = edits.tidied(title)
    if not all(title.get(language, "").strip() for language in edits.both()):
        raise InvalidInput("Give the title in both languages.")
    key = key.strip() or _suggested(session, kind, title)
    if not (CODE if kind is Kind.SOP else SLUG).fullmatch(key) or len(key) > LONGEST_KEY:
        raise InvalidInput("“{key}” can't be a name here: choose another.", key=key)
    if standing.exists(session, kind, key):
        raise Conflict("“{key}” is taken. Choose another name.", key=key)
    body = _first_body(session, kind, key, title, sop, copy_of, clock.local_day(now))
    return begin(session, actor, kind, key, body, "", now)


def begin(
    session: Session,
    actor: Actor,
    kind: Kind,
    key: str,
    body: Body,
    base_revision: str,
    now: datetime,
) -> int:
    """Open a draft with this body; raise Conflict where one of the same is open."""
    if not is_sqlite(session):  # two people may open the same thing at the same moment
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN})
    query = select(ContentDraft.id).where(ContentDraft.kind == kind, ContentDraft.key == key)
    if session.exec(query.where(col(ContentDraft.state).not_in(list(rules.CLOSED)))).first():
        raise Conflict("A draft of this is open already. Go on with that one, or withdraw it.")
    draft = ContentDraft(
        kind=kind,
        key=key,
        title=body["title"],
        body=body,
        terms=_first_terms(session, kind, key, is_new=not base_revision),
        spent=[],
        base_revision=base_revision,
        state=State.DRAFT,
        author_id=actor.person_id,
        editor_id=actor.person_id,
        created_at=now,
        changed_at=now,
    )
    session.add(draft)
    session.flush()
    changing.note(session, actor, draft, What.OPENED, now)
    return draft.id


def _first_terms(session: Session, kind: Kind, key: str, *, is_new: bool) -> Body:
    """Return how a draft is published unless somebody says otherwise."""
    if kind is Kind.MODULE:
        return {"tracks": standing.tracks_of(session, key)}
    first = edits.both("Primeira versão.", "First version.")
    return {
        "change": "major" if is_new else "minor",
        "summary": first if is_new else edits.both(),
        "decision": asks.Kind.NOTHING.value,
    }


def _suggested(session: Session, kind: Kind, title: Body) -> str:
    open_keys = select(ContentDraft.key).where(ContentDraft.kind == kind)
    if kind is Kind.SOP:
        return ids.next_code({*session.exec(select(Sop.code)), *session.exec(open_keys)})
    slug = ids.slug(title["en"])[:LONGEST_KEY].strip("-") or "module"
    taken = set(session.exec(open_keys))
    if slug not in taken and not standing.exists(session, kind, slug):
        return slug
    number = 2
    while f"{slug}-{number}" in taken or standing.exists(session, kind, f"{slug}-{number}"):
        number += 1
    return f"{slug}-{number}"


def _first_body(
    session: Session, kind: Kind, key: str, title: Body, sop: str, copy_of: str, today: date
) -> Body:
    source = standing.current(session, kind, copy_of) if copy_of else None
    if copy_of and source is None:
        raise NotFound("There is no such version.")
    if kind is Kind.SOP:
        if source:
            return blanks.copied_sop(source.body, key, title)
        return blanks.sop(key, title, today)
    if source:
        return blanks.copied_module(source.body, key, title)
    if not standing.exists(session, Kind.SOP, sop):
        raise InvalidInput("Choose the SOP that the module is about.")
    return blanks.module(key, title, sop)
