"""Make a draft the current version, by the same way as files come in."""

import json
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock, content
from cxgame.errors import Refused
from cxgame.i18n import N_
from cxgame.learning import sop_changes
from cxgame.learning.authoring import bank_marks, changing, rules, shaping, telling
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import State, What
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from cxgame.standards.signing import service as signing
from cxgame.standards.signing.service import Wish

PUBLISHER = Actor.system("authoring")


def publish_due(session: Session, *, now: datetime) -> int:
    """Let what is approved or announced take effect on its day; return how much of it did.

    A draft that can't be published any more goes back to its author with the reason.
    """
    moved = _publish_drafts(session, now)
    return moved + sop_changes.take_effect(session, now=now)


def _publish_drafts(session: Session, now: datetime) -> int:
    today = clock.local_day(now)
    query = select(ContentDraft.id).where(ContentDraft.state == State.APPROVED)
    # SOPs come first: a module may be about a step that one of them brings.
    ordered = query.order_by(col(ContentDraft.kind).desc(), col(ContentDraft.id))
    moved = 0
    for draft_id in session.exec(ordered).all():
        draft = changing.locked(session, draft_id)
        is_due = rules.is_due(draft.effective_on, shaping.asked(draft), today)
        if draft.state != State.APPROVED or not is_due:
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
    """Make a draft the current version, and an SOP's decision one of the signing room.

    Before its day the version is announced: people read and sign it while the one before holds.
    Raise Refused with every reason against it.
    """
    today = clock.local_day(now)
    made = shaping.shaped(session, draft, today=today)
    if reasons := rules.against_publication(shaping.facts(draft, made)):
        raise Refused(reasons)
    import_content(session, actor=PUBLISHER, library=_library(made), origin=Origin.OWN, now=now)
    draft.state = State.PUBLISHED
    draft.published_revision = made.entity.revision
    changing.note(session, PUBLISHER, draft, What.PUBLISHED, now)
    bank_marks.settle(session, draft)
    if isinstance(made.entity, content.Sop):
        _decide(session, draft, made, now)
    message = N_("“{title}” ({key_of}) is in force now.")
    if not rules.is_in_force(draft.effective_on, today):
        message = N_("“{title}” ({key_of}) is announced. It takes effect on its day.")
    telling.tell(session, draft, telling.writers(draft), message, now=now)


def _decide(session: Session, draft: ContentDraft, made: shaping.Shaped, now: datetime) -> None:
    """Ask of the people what the draft said; whoever approved it decided that too."""
    signing.decide(
        session,
        actor=replace(PUBLISHER, person_id=draft.approver_id),
        code=draft.key,
        revision=made.entity.revision,
        wish=Wish(shaping.asked(draft)),
        questions=made.questions,
        now=now,
    )


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
