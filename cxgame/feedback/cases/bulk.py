"""Work on many cases at once, from the list."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlmodel import Session

from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.cases import history, owning, scope, service
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Priority, Status
from cxgame.feedback.entries import MOST_TAGS, tidy_tags
from cxgame.feedback.tagging import tags as marks
from cxgame.people import audit
from cxgame.people.actor import Actor

MOST = 200  # cases at a time


def change_cases(
    session: Session,
    *,
    actor: Actor,
    case_ids: Collection[int],
    owner_id: int | None = None,
    priority: Priority | None = None,
    status: Status | None = None,
    words: str = "",
    tag: str = "",
    now: datetime,
) -> int:
    """Give cases an owner, a priority, a status or a tag, and return how many there were.

    All of them change, or none: the first that can't take the step says why. The tag goes to the
    record that the case is about. Raise InvalidInput where nothing is asked or too many are chosen.
    """
    chosen = sorted(set(case_ids))
    if not chosen or len(chosen) > MOST:
        raise InvalidInput("Choose from 1 to {n} cases.", n=MOST)
    tags = tidy_tags([tag]) or []
    if owner_id is None and priority is None and status is None and not tags:
        raise InvalidInput("Choose what should change.")
    reason = history.tidy(words)
    for case_id in chosen:
        case = scope.reached(session, actor, "feedback.change_cases", case_id)
        if owner_id is not None and owner_id != case.owner_id:
            owning.check_owner(session, case, owner_id)
            owning.set_owner(session, case, owner_id, actor, now=now)
        if priority is not None and priority != case.priority:
            _set_priority(session, case, priority, actor, now)
        if status is not None and status != case.status:
            _named(case, lambda one: service.take_step(session, one, actor, status, reason, now))
        if tags:
            _tag(session, case, tags[0])
    session.flush()
    audit.note(session, actor, "feedback.change_cases", "case", None, now=now, cases=chosen)
    return len(chosen)


def _set_priority(
    session: Session, case: Case, priority: Priority, actor: Actor, now: datetime
) -> None:
    case.priority = priority
    case.version += 1
    history.add(session, case, EventKind.PRIORITY, actor, now=now, to=priority)


def _named(case: Case, step: Callable[[Case], None]) -> None:
    """Take a step, and say of which case it was refused."""
    try:
        step(case)
    except CxgameError as error:
        raise InvalidInput(
            "Case {n} can't take this step. Open it to see why.", n=case.id
        ) from error


def _tag(session: Session, case: Case, tag: str) -> None:
    if len(marks.tags_of(session, [case.record_id]).get(case.record_id, ())) < MOST_TAGS:
        marks.attach(session, {case.record_id: [tag]})
