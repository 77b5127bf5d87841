"""The one way in which a draft is taken in hand, changed, and its change noted."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.content.single import Body
from cxgame.errors import Conflict, NotFound, Refused
from cxgame.learning.authoring import bank_marks, edits, ids, rules, standing
from cxgame.learning.authoring.models import ContentDraft, DraftEvent
from cxgame.learning.authoring.rules import Facts, Kind, State, What
from cxgame.people import audit
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops


def locked(session: Session, draft_id: int) -> ContentDraft:
    """Return a draft whose other commands wait until this transaction ends.

    Raise NotFound where there is none of this id.
    """
    query = select(ContentDraft).where(ContentDraft.id == draft_id)
    draft = session.exec(query.with_for_update()).first()
    if draft is None:
        raise NotFound("There is no such draft.")
    return draft


def changeable(session: Session, draft_id: int) -> ContentDraft:
    """Return a draft that is still written on, locked; raise Refused for a closed one."""
    draft = locked(session, draft_id)
    reasons = rules.against_change(Facts(State(draft.state), draft.author_id, draft.editor_id))
    if reasons:
        raise Refused(reasons)
    return draft


def must_be_fresh(session: Session, draft: ContentDraft, part: str, version: int) -> None:
    """Raise Conflict when somebody changed this part after the version that was seen."""
    query = select(DraftEvent).where(
        DraftEvent.draft_id == draft.id,
        DraftEvent.version > version,
        DraftEvent.part == part,
    )
    later = session.exec(query.order_by(col(DraftEvent.id).desc())).first()
    if later is not None:
        raise Conflict(
            "{name} changed this part meanwhile. What you typed is still here: look at what they "
            "wrote, then save again if yours shall stand.",
            name=people.person_names(session).get(later.person_id or 0, "–"),
        )


def change(
    session: Session, actor: Actor, draft: ContentDraft, body: Body, part: str, now: datetime
) -> int:
    """Give a draft another body and return its new version; an approval it had is gone."""
    gone = set(ids.paths(draft.body)) - set(ids.paths(body))
    draft.spent = sorted({*draft.spent, *gone})
    draft.body, draft.title = body, body["title"]
    draft.state = rules.state_after_change(State(draft.state))
    if draft.state == State.DRAFT:
        draft.approver_id = None
    draft.editor_id = actor.person_id
    note(session, actor, draft, What.CHANGED, now, part=part)
    if any(path.startswith(f"{edits.QUESTIONS}/") for path in gone):
        bank_marks.settle(session, draft)
    return draft.version


def note(
    session: Session,
    actor: Actor,
    draft: ContentDraft,
    what: What,
    now: datetime,
    *,
    part: str = "",
    words: str = "",
) -> None:
    """Count the draft's version up, and write down what was done, here and in the audit."""
    if what is not What.OPENED:
        draft.version += 1
    draft.changed_at = now
    session.add(draft)
    session.add(
        DraftEvent(
            draft_id=draft.id,
            version=draft.version,
            what=what,
            part=part,
            note=words,
            person_id=actor.person_id,
            at=now,
        )
    )
    session.flush()
    audit.note(session, actor, f"learning.draft_{what}", "content_draft", draft.id, now=now)


def fresh_id(session: Session, draft: ContentDraft, name: str) -> str:
    """Return an id for a new entry of a list that no other ever had."""
    edits.entries(draft.body, name)  # the list must be there
    above = f"scenario/{name}" if name == edits.NODES else name
    taken = {
        path.removeprefix(f"{above}/")
        for path in standing.spent_ids(session, draft)
        if path.startswith(f"{above}/")
    }
    stem = draft.key if name == edits.QUESTIONS else ids.NAMES[name]
    return ids.fresh(stem, taken, start=len(edits.entries(draft.body, name)) + 1)


def first_step(session: Session, draft: ContentDraft) -> str:
    """Return the first step of the SOP that a module's draft is about, "" where there is none."""
    if draft.kind != Kind.MODULE:
        return ""
    sop = sops.text_of(session, str(draft.body.get("sop", "")))
    return sop.steps[0].id if sop and sop.steps else ""
