"""Hand a draft in, approve it or send it back, withdraw it, let it go on from a newer version."""

from datetime import datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, Refused
from cxgame.i18n import N_
from cxgame.learning.authoring import (
    bank_marks,
    changing,
    publishing,
    rules,
    shaping,
    standing,
    telling,
)
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State, What
from cxgame.people import permissions
from cxgame.people.actor import Actor

LONGEST_NOTE = 1000  # characters


def submit_draft(
    session: Session, *, actor: Actor, draft_id: int, version: int, now: datetime
) -> None:
    """Hand a draft in for approval; raise Refused with every reason against it."""
    permissions.require(actor, "learning.submit_draft")
    draft = _seen(session, draft_id, version)
    today = clock.local_day(now)
    made = shaping.shaped(session, draft, today=today)
    if reasons := rules.against_submission(shaping.facts(draft, made), today):
        raise Refused(reasons)
    draft.state = State.IN_REVIEW
    changing.note(session, actor, draft, What.SUBMITTED, now)
    message = N_("“{title}” ({key_of}) waits for your approval.")
    who = telling.approvers(session, draft)
    telling.tell(session, draft, who, message, now=now, besides=actor.person_id)


def approve_draft(
    session: Session, *, actor: Actor, draft_id: int, version: int, now: datetime
) -> bool:
    """Approve what was handed in; it is in force at once when its day has come.

    Return whether it is. What people are to sign before its day is announced at once. Raise
    Refused with every reason against it, Conflict when it changed since it was seen.
    """
    permissions.require(actor, "learning.approve_draft")
    draft = _seen(session, draft_id, version)
    today = clock.local_day(now)
    made = shaping.shaped(session, draft, today=today)
    if reasons := rules.against_approval(shaping.facts(draft, made), actor.person_id):
        raise Refused(reasons)
    draft.state, draft.approver_id = State.APPROVED, actor.person_id
    changing.note(session, actor, draft, What.APPROVED, now)
    if rules.is_due(draft.effective_on, shaping.asked(draft), today):
        publishing.publish(session, draft, now=now)
        return rules.is_in_force(draft.effective_on, today)
    message = N_("“{title}” ({key_of}) is approved and comes into force on its day.")
    telling.tell(session, draft, telling.writers(draft), message, now=now)
    return False


def send_back_draft(
    session: Session, *, actor: Actor, draft_id: int, note: str, version: int, now: datetime
) -> None:
    """Give a draft back to who wrote it, with what to put right; raise InvalidInput without."""
    permissions.require(actor, "learning.send_back_draft")
    words = note.strip()[:LONGEST_NOTE]
    if not words:
        raise InvalidInput("Write what should be different.")
    draft = _seen(session, draft_id, version)
    made = shaping.shaped(session, draft, today=clock.local_day(now))
    if reasons := rules.against_decision(shaping.facts(draft, made), actor.person_id):
        raise Refused(reasons)
    draft.state = State.SENT_BACK
    changing.note(session, actor, draft, What.SENT_BACK, now, words=words)
    message = N_("“{title}” ({key_of}) came back to you with a note.")
    telling.tell(session, draft, telling.writers(draft), message, now=now)


def withdraw_draft(session: Session, *, actor: Actor, draft_id: int, now: datetime) -> None:
    """Close a draft without publishing it; what it said stays readable.

    Questions that it took from the bank, and that the module does not ask, are free again.
    """
    permissions.require(actor, "learning.withdraw_draft")
    draft = changing.changeable(session, draft_id)
    draft.state = State.WITHDRAWN
    changing.note(session, actor, draft, What.WITHDRAWN, now)
    bank_marks.settle(session, draft)


def rebase_draft(
    session: Session, *, actor: Actor, draft_id: int, revision: str, now: datetime
) -> None:
    """Let a draft go on from the version that stands now, whose `revision` was looked at.

    Its own words stay. Raise Conflict when yet another version took its place.
    """
    permissions.require(actor, "learning.rebase_draft")
    draft = changing.changeable(session, draft_id)
    base = standing.current(session, Kind(draft.kind), draft.key)
    if base is None or base.revision != revision:
        raise Conflict("Yet another version took its place. Compare them once more.")
    draft.base_revision = base.revision
    draft.state, draft.approver_id = rules.state_after_change(State(draft.state)), None
    changing.note(session, actor, draft, What.REBASED, now)


def _seen(session: Session, draft_id: int, version: int) -> ContentDraft:
    """Return a draft, locked; raise Conflict when it is not as it was seen."""
    draft = changing.locked(session, draft_id)
    if draft.version != version:
        raise Conflict("This draft changed meanwhile. Look at it once more, then decide.")
    return draft
