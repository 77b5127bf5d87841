"""Make a draft the current version, by the same way as files come in."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.errors import Refused
from cxgame.i18n import N_
from cxgame.learning.authoring import changing, rules, shaping, telling
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import State, What
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin

PUBLISHER = Actor.system("authoring")


def publish_due(session: Session, *, now: datetime) -> int:
    """Publish every approved draft whose day has come; return how many drafts moved on.

    One that can't be published any more goes back to its author with the reason.
    """
    today = clock.local_day(now)
    query = select(ContentDraft.id).where(ContentDraft.state == State.APPROVED)
    # SOPs come first: a module may be about a step that one of them brings.
    ordered = query.order_by(col(ContentDraft.kind).desc(), col(ContentDraft.id))
    moved = 0
    for draft_id in session.exec(ordered).all():
        draft = changing.locked(session, draft_id)
        if draft.state != State.APPROVED or not rules.is_due(draft.effective_on, today):
            continue
        try:
            with session.begin_nested():
                publish(session, draft, now=now)
        except Refused as refused:
            session.refresh(draft)
            _hold_up(session, draft, refused, now)
        moved += 1
    return moved


def publish(session: Session, draft: ContentDraft, *, now: datetime) -> None:
    """Make a draft the current version; raise Refused with every reason against it."""
    made = shaping.shaped(session, draft, today=clock.local_day(now))
    if reasons := rules.against_publication(shaping.facts(draft, made)):
        raise Refused(reasons)
    import_content(session, actor=PUBLISHER, library=_library(made), origin=Origin.OWN, now=now)
    draft.state = State.PUBLISHED
    draft.published_revision = made.entity.revision
    changing.note(session, PUBLISHER, draft, What.PUBLISHED, now)
    message = N_("“{title}” ({key_of}) is in force now.")
    telling.tell(session, draft, telling.writers(draft), message, now=now)


def _library(made: shaping.Shaped) -> content.Library:
    if isinstance(made.entity, content.Sop):
        return content.Library(sops=(made.entity,))
    return content.Library(modules=(made.entity,), tracks=made.tracks)


def _hold_up(session: Session, draft: ContentDraft, refused: Refused, now: datetime) -> None:
    draft.state = State.SENT_BACK
    draft.approver_id = None
    why = [{"message": one.message, "values": dict(one.values)} for one in refused.reasons]
    changing.note(session, PUBLISHER, draft, What.HELD_UP, now, words=json.dumps(why))
    message = N_("“{title}” ({key_of}) could not come into force: something changed meanwhile.")
    telling.tell(session, draft, telling.writers(draft), message, now=now)
