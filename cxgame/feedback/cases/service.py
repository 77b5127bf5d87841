"""Work on one case: contacts, notes, findings, the next status, more time."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound, Refused
from cxgame.feedback.cases import history, scope
from cxgame.feedback.cases.clock import deadline
from cxgame.feedback.cases.models import Case, CaseReason
from cxgame.feedback.cases.status import Standing, against, is_dismissal, is_reopening
from cxgame.feedback.cases.words import (
    DONE,
    EventKind,
    Means,
    Outcome,
    Priority,
    Purpose,
    SlaUnit,
    Status,
)
from cxgame.feedback.kinds import Channel
from cxgame.feedback.models import FeedbackRecord
from cxgame.game import rules as points
from cxgame.game import service as game
from cxgame.people import audit
from cxgame.people.actor import Actor
from cxgame.people.opening.calendar import Calendars

MOST_CENTS = 10**11
LONGEST_LINE = 500  # characters


def note_contact(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    means: Means,
    outcome: Outcome,
    text: str = "",
    at: datetime | None = None,
    now: datetime,
) -> None:
    """Note a contact with the customer, or the attempt; the first one takes a new case up.

    `at` is when it was, now by default. Raise InvalidInput for a moment to come or before the
    case, Conflict where the case is closed.
    """
    case = scope.reached(session, actor, "feedback.note_contact", case_id)
    when = at or now
    if when > now:
        raise InvalidInput("This moment is still to come.")
    if when < case.opened_at - timedelta(minutes=1):
        raise InvalidInput("This was before the case was opened.")
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. Reopen it first.")
    add_contact(session, case, actor, means, outcome, history.tidy(text), when, now)
    audit.note(session, actor, "feedback.note_contact", "case", case_id, now=now)


def add_contact(
    session: Session,
    case: Case,
    actor: Actor,
    means: Means,
    outcome: Outcome,
    text: str,
    at: datetime,
    now: datetime,
) -> None:
    """Write a contact down and let the clock of the first contact stop."""
    history.add(
        session,
        case,
        EventKind.CONTACT,
        actor,
        now=now,
        text=text,
        means=means,
        outcome=outcome,
        at=at,
    )
    note_first_contact(case, at)
    if case.status == Status.NEW:
        case.status = Status.IN_CONTACT
        case.version += 1  # words typed meanwhile into another form of the page stay good
    session.flush()


def note_first_contact(case: Case, at: datetime) -> None:
    """Let the clock of the first contact stop, where this contact was the first."""
    if case.contacted_at is None or at < case.contacted_at:
        case.contacted_at = at
        case.contact_minutes = _minutes(case, at)


def note_on_case(session: Session, *, actor: Actor, case_id: int, text: str, now: datetime) -> None:
    """Add an internal note, which no customer ever reads; raise InvalidInput without words."""
    case = scope.reached(session, actor, "feedback.note_on_case", case_id)
    words = history.tidy(text)
    if not words:
        raise InvalidInput("Please write a few words.")
    history.add(session, case, EventKind.NOTE, actor, now=now, text=words)
    audit.note(session, actor, "feedback.note_on_case", "case", case_id, now=now)


def settle_case(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    reason_id: int | None,
    root_cause: str,
    recovery: str,
    recovery_cents: int | None,
    next_step: str,
    next_on: date | None,
    priority: Priority,
    version: int,
    now: datetime,
) -> None:
    """Set what was found out and done: reason, root cause, recovery and its cost, the next step.

    `recovery_cents` is what it cost in cents of the company's money. Raise NotFound for an unknown
    reason, InvalidInput for a cost below zero, Conflict on a stale version.
    """
    case = scope.reached(session, actor, "feedback.settle_case", case_id, version)
    if reason_id is not None and session.get(CaseReason, reason_id) is None:
        raise NotFound("There is no such reason.")
    if recovery_cents is not None and not 0 <= recovery_cents <= MOST_CENTS:
        raise InvalidInput("Write the cost as an amount of money, such as 45.90.")
    case.reason_id, case.recovery_cents = reason_id, recovery_cents
    case.root_cause = history.tidy(root_cause, LONGEST_LINE)
    case.recovery = history.tidy(recovery, LONGEST_LINE)
    case.next_step, case.next_on = history.tidy(next_step, LONGEST_LINE), next_on
    if case.priority != priority:
        history.add(session, case, EventKind.PRIORITY, actor, now=now, to=priority)
        case.priority = priority
    case.version += 1
    session.flush()
    audit.note(session, actor, "feedback.settle_case", "case", case_id, now=now)


def move_case(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    to: Status,
    words: str = "",
    version: int,
    now: datetime,
) -> None:
    """Take a case to its next status: in contact, solved, closed, or back again.

    `words` say why, where a case is reopened or closed without a solution. Reopened, it has its
    whole time again. Raise Refused with every reason against it, Conflict on a stale version.
    """
    case = scope.reached(session, actor, "feedback.move_case", case_id, version)
    take_step(session, case, actor, to, history.tidy(words), now)
    audit.note(session, actor, "feedback.move_case", "case", case_id, now=now, to=to)


def take_step(
    session: Session, case: Case, actor: Actor, to: Status, words: str, now: datetime
) -> None:
    """Move a case by the rules of cases; raise Refused, Conflict where the ombudsman moves it."""
    _refuse_desk(session, case)
    if reasons := against(_standing(case), to, words):
        raise Refused(reasons)
    set_step(session, case, actor, to, words, now)


def set_step(
    session: Session, case: Case, actor: Actor, to: Status, words: str, now: datetime
) -> None:
    """Move a case, its times and its history with it; whoever calls has asked the rules."""
    before = Status(case.status)
    if is_reopening(before, to):
        _reopen(session, case, now)
    elif is_dismissal(before, to):
        case.is_dismissed, case.closed_at = True, now
    elif to is Status.SOLVED:
        case.solved_at, case.solved_minutes = now, _minutes(case, now)
        case.is_in_time = now <= case.due_at
    elif to is Status.CLOSED:
        case.closed_at = now
    case.status = to
    case.version += 1
    history.add(session, case, EventKind.STATUS, actor, now=now, text=words, before=before, to=to)
    if to is Status.CLOSED:
        _reward(session, case, now)


def extend_case(
    session: Session, *, actor: Actor, case_id: int, words: str, version: int, now: datetime
) -> None:
    """Give a case its whole time once more, once, with the reason: the law's 30 + 30 days.

    Raise InvalidInput without a reason, Conflict when it was extended or is solved already.
    """
    case = scope.reached(session, actor, "feedback.extend_case", case_id, version)
    reason = history.tidy(words, LONGEST_LINE)
    if not reason:
        raise InvalidInput("Please write why.")
    _refuse_desk(session, case)
    if case.is_extended or case.status in DONE:
        raise Conflict("The time of this case can't be extended.")
    hours = Calendars(session).of_team(case.team_id, case.due_at)
    case.due_at = deadline(case.due_at, case.length, SlaUnit(case.unit), hours)
    case.is_extended = True
    case.warned_at = case.escalated_at = case.raised_at = None
    case.version += 1
    history.add(session, case, EventKind.EXTENDED, actor, now=now, text=reason)
    audit.note(session, actor, "feedback.extend_case", "case", case_id, now=now)


def _refuse_desk(session: Session, case: Case) -> None:
    """Refuse to move by hand what the ombudsman's desk moves: there is one truth."""
    if session.get_one(FeedbackRecord, case.record_id).channel == Channel.OMBUDSMAN:
        raise Conflict("The ombudsman keeps this case: it follows the answer given there.")


def _reopen(session: Session, case: Case, now: datetime) -> None:
    hours = Calendars(session).of_team(case.team_id, now)
    case.due_at = deadline(now, case.length, SlaUnit(case.unit), hours)
    case.times_reopened += 1
    case.solved_at = case.solved_minutes = case.closed_at = None
    case.is_in_time = case.is_dismissed = False
    case.warned_at = case.escalated_at = case.raised_at = None


def _standing(case: Case) -> Standing:
    return Standing(
        status=Status(case.status),
        purpose=Purpose(case.purpose),
        is_contacted=case.contacted_at is not None,
        has_reason=case.reason_id is not None,
        has_recovery=bool(case.recovery),
    )


def _minutes(case: Case, at: datetime) -> int:
    """Return how long after its opening something was, in whole minutes."""
    return max(0, int((at - case.opened_at) / timedelta(minutes=1)))


def _reward(session: Session, case: Case, now: datetime) -> None:
    """Thank the owner of a case closed well: solved in time, never reopened, not their own words.

    Whoever wrote a complaint down and closes it alone earns nothing by it: points are for getting
    back to customers, not for finding cases.
    """
    record = session.get_one(FeedbackRecord, case.record_id)
    is_well = case.is_in_time and not case.times_reopened and not case.is_dismissed
    if case.owner_id is None or not is_well or record.author_id == case.owner_id:
        return
    game.award(
        session,
        person_id=case.owner_id,
        rule=points.CASE,
        object=f"case:{case.id}",
        period=f"{clock.local_day(case.opened_at):%Y-%m-%d}",
        now=now,
    )
