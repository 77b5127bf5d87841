"""Change a draft part by part; nobody overwrites what others changed meanwhile."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from cxgame.content import Kind as QuestionKind
from cxgame.content.single import Body
from cxgame.errors import InvalidInput
from cxgame.learning.authoring import blanks, changing, edits, ids, standing
from cxgame.learning.authoring.rules import Kind
from cxgame.people import permissions
from cxgame.people.actor import Actor

TERMS = "terms"


def save_part(
    session: Session,
    *,
    actor: Actor,
    draft_id: int,
    part: str,
    value: Any,  # plain values, in the shape of the files
    version: int,
    now: datetime,
) -> int:
    """Put another value in a part of a draft and return the draft's version.

    `version` is what was seen. Raise Conflict when somebody changed this part since.
    """
    permissions.require(actor, "learning.save_part")
    draft = changing.changeable(session, draft_id)
    changing.must_be_fresh(session, draft, part, version)
    spent = standing.spent_ids(session, draft)
    whole = ids.complete(edits.tidied(value), edits.path_of(part), spent)
    body = edits.with_part(Kind(draft.kind), draft.body, part, whole)
    return changing.change(session, actor, draft, body, part, now)


def save_terms(
    session: Session,
    *,
    actor: Actor,
    draft_id: int,
    terms: Body,
    effective_on: date | None,
    version: int,
    now: datetime,
) -> int:
    """Say how a draft is to be published, and from which day; return the draft's version.

    An SOP's terms are `change`, `summary` and `decision`, a module's are `tracks`.
    """
    permissions.require(actor, "learning.save_terms")
    draft = changing.changeable(session, draft_id)
    changing.must_be_fresh(session, draft, TERMS, version)
    draft.terms, draft.effective_on = edits.tidied(terms), effective_on
    return changing.change(session, actor, draft, draft.body, TERMS, now)


def add_entry(
    session: Session, *, actor: Actor, draft_id: int, name: str, kind: str = "", now: datetime
) -> str:
    """Add an empty step, question (of a kind) or moment to a draft and return its id."""
    permissions.require(actor, "learning.add_entry")
    draft = changing.changeable(session, draft_id)
    key = changing.fresh_id(session, draft, name)
    if name == edits.STEPS:
        entry = blanks.step(key)
    elif name == edits.NODES:
        entry = blanks.moment(key)
    elif kind in list(QuestionKind):
        entry = blanks.question(key, QuestionKind(kind), changing.first_step(session, draft))
    else:
        raise InvalidInput("Choose a kind of question.")
    body = edits.with_entry(draft.body, name, entry)
    changing.change(session, actor, draft, body, f"{name}/{key}", now)
    return key


def duplicate_entry(
    session: Session, *, actor: Actor, draft_id: int, name: str, entry: str, now: datetime
) -> str:
    """Put a copy of a step, question or moment behind it and return the copy's id."""
    permissions.require(actor, "learning.duplicate_entry")
    draft = changing.changeable(session, draft_id)
    key = changing.fresh_id(session, draft, name)
    held = edits.value_of(Kind(draft.kind), draft.body, f"{name}/{entry}")
    body = edits.with_entry(draft.body, name, {**held, "id": key}, after=entry)
    changing.change(session, actor, draft, body, f"{name}/{key}", now)
    return key


def move_entry(
    session: Session, *, actor: Actor, draft_id: int, name: str, entry: str, by: int, now: datetime
) -> None:
    """Move a step, question or moment so many places further down."""
    permissions.require(actor, "learning.move_entry")
    draft = changing.changeable(session, draft_id)
    body = edits.with_entry_moved(draft.body, name, entry, by)
    changing.change(session, actor, draft, body, name, now)


def remove_entry(
    session: Session, *, actor: Actor, draft_id: int, name: str, entry: str, now: datetime
) -> None:
    """Take a step, question or moment out of a draft; its id is never given again."""
    permissions.require(actor, "learning.remove_entry")
    draft = changing.changeable(session, draft_id)
    body = edits.without_entry(draft.body, name, entry)
    changing.change(session, actor, draft, body, f"{name}/{entry}", now)
