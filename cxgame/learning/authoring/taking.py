"""Take questions of the bank into a module's draft, where an author completes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.content.single import Body
from cxgame.errors import Conflict, InvalidInput
from cxgame.learning.authoring import changing, edits, ids, listing, opening, rules
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State
from cxgame.learning.bank import drafting, queries
from cxgame.learning.bank.queries import BankView
from cxgame.people import permissions
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Taken:
    """The draft that questions went into, and the ids they have there."""

    draft_id: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """A module that can take questions; `state` is that of its open draft, None without one."""

    slug: str
    title: str
    state: State | None


def take_from_bank(
    session: Session, *, actor: Actor, slug: str, question_ids: Collection[int], now: datetime
) -> Taken:
    """Add questions of the bank to the open draft of a module, opening one where there is none.

    What they lack there, the step and the second language, is listed until somebody fills it in.
    What the module asks already is passed over. Raise InvalidInput without a question, NotFound
    for an unknown one or an unknown module, Conflict where the module asks all of them already.
    """
    permissions.require(actor, "learning.take_from_bank")
    if not question_ids:
        raise InvalidInput("Choose a question first.")
    if not slug:
        raise InvalidInput("Choose the module first.")
    wanted = dict.fromkeys(question_ids)
    found = [queries.bank_question(session, actor=actor, question_id=one) for one in wanted]
    draft = _draft(session, actor, slug, now)
    fresh = [one for one in found if not _is_asked(draft.body, one)]
    if not fresh:
        raise Conflict("This module asks that already.")
    return Taken(draft.id, tuple(_take(session, actor, draft, one, now) for one in fresh))


def homes(session: Session, *, actor: Actor) -> list[Home]:
    """Return the modules that the actor may put questions in: open drafts first, then by title."""
    if not permissions.may(actor, "learning.take_from_bank"):
        return []
    drafts = [
        Home(line.key, line.title, line.state)
        for line in listing.drafts(session, actor=actor)
        if line.kind is Kind.MODULE
    ]
    others = [
        Home(item.key, item.title, None)
        for item in listing.items(session, actor=actor)
        if item.kind is Kind.MODULE and item.draft_id is None
    ]
    return [*drafts, *others]


def _draft(session: Session, actor: Actor, slug: str, now: datetime) -> ContentDraft:
    query = select(ContentDraft.id).where(
        ContentDraft.kind == Kind.MODULE.value,
        ContentDraft.key == slug,
        col(ContentDraft.state).not_in(list(rules.CLOSED)),
    )
    draft_id = session.exec(query).first() or opening.open_draft(
        session, actor=actor, kind=Kind.MODULE, key=slug, now=now
    )
    return changing.changeable(session, draft_id)


def _is_asked(body: Body, one: BankView) -> bool:
    """Tell whether a module has a question of these very words."""
    asked = edits.entries(body, edits.QUESTIONS)
    return any((held.get("prompt") or {}).get(one.language) == one.prompt for held in asked)


def _take(session: Session, actor: Actor, draft: ContentDraft, one: BankView, now: datetime) -> str:
    """Put a question at the end of a draft, note in the bank where it went, return its id."""
    key = changing.fresh_id(session, draft, edits.QUESTIONS)
    part = f"{edits.QUESTIONS}/{key}"
    entry = ids.complete(edits.tidied(drafting.as_question(one, question_id=key)), part, ())
    body = edits.with_entry(draft.body, edits.QUESTIONS, entry)
    changing.change(session, actor, draft, body, part, now)
    drafting.mark_used(session, question_id=one.id, module_slug=draft.key, key=key)
    return key
