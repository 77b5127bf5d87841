"""Review a mystery visit: accept it, send it back, correct it with a reason, publish it."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.visits import filling, history, observed, scoring
from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits.kinds import EventKind, VisitState
from cxgame.feedback.visits.models import Visit, VisitAnswer
from cxgame.people.actor import Actor

LONGEST_REASON = 500  # characters


def accept_visit(
    session: Session, *, actor: Actor, visit_id: int, version: int, now: datetime
) -> None:
    """Accept a report as it stands; raise Conflict for one's own, or when it has gone on."""
    visit = _in_review(session, "feedback.accept_visit", actor, visit_id, version)
    visit.state, visit.reviewed_by = VisitState.ACCEPTED, actor.person_id
    history.note(session, visit, EventKind.ACCEPTED, actor, now)
    history.audited(session, actor, "feedback.accept_visit", visit, now)


def send_back_visit(
    session: Session, *, actor: Actor, visit_id: int, reason: str, version: int, now: datetime
) -> None:
    """Give a report back to its visitor with a question; from outside, a new link leads to it.

    Raise InvalidInput without a reason, Conflict as `accept_visit`.
    """
    visit = _in_review(session, "feedback.send_back_visit", actor, visit_id, version)
    words = _reason(reason)
    visit.state, visit.submitted_at = VisitState.DRAFT, None
    history.note(session, visit, EventKind.SENT_BACK, actor, now, words=words)
    observed.tell(session, visit, now)
    history.audited(session, actor, "feedback.send_back_visit", visit, now)


def correct_visit(
    session: Session,
    *,
    actor: Actor,
    visit_id: int,
    item_key: str,
    answer: str,
    reason: str,
    version: int,
    now: datetime,
) -> None:
    """Change one answer in review and weigh the visit anew; both answers stay in its history.

    Raise InvalidInput without a reason or for an answer that is none, NotFound for an unknown
    question, Conflict as `accept_visit`.
    """
    visit = _in_review(session, "feedback.correct_visit", actor, visit_id, version)
    words = _reason(reason)
    items = {item.key: item for one in forms.from_json(visit.sections) for item in one.items}
    row = session.get(VisitAnswer, (visit_id, item_key))
    if item_key not in items or row is None:
        raise NotFound("There is no such question.")
    before, share = row.answer, scoring.earned(items[item_key], answer)
    row.answer, row.earned, row.is_failed = answer, share, scoring.is_failed(share)
    session.flush()
    filling.weigh(session, visit)
    history.note(
        session, visit, EventKind.CORRECTED, actor, now,
        words=words, item_key=item_key, before=before, after=answer,
    )  # fmt: skip
    history.audited(session, actor, "feedback.correct_visit", visit, now)


def publish_visit(
    session: Session, *, actor: Actor, visit_id: int, version: int, now: datetime
) -> None:
    """Show an accepted visit to its team, without the visitor's name."""
    visit = history.of_team(session, "feedback.publish_visit", actor, visit_id)
    history.must_be(visit, VisitState.ACCEPTED)
    history.must_be_fresh(visit, version)
    visit.state, visit.published_at = VisitState.PUBLISHED, now
    history.note(session, visit, EventKind.PUBLISHED, actor, now)
    observed.tell(session, visit, now)
    history.audited(session, actor, "feedback.publish_visit", visit, now)


def _in_review(session: Session, command: str, actor: Actor, visit_id: int, version: int) -> Visit:
    visit = history.of_team(session, command, actor, visit_id)
    history.must_be(visit, VisitState.SUBMITTED)
    history.must_be_fresh(visit, version)
    if visit.visitor_id is not None and visit.visitor_id == actor.person_id:
        raise Conflict("Somebody else reviews what you wrote yourself.")
    return visit


def _reason(reason: str) -> str:
    words = " ".join(reason.replace("\x00", "").split())
    if not words:
        raise InvalidInput("Give a reason: the visitor and the history need it.")
    if len(words) > LONGEST_REASON:
        raise InvalidInput("The text has at most {n} characters.", n=LONGEST_REASON)
    return words
