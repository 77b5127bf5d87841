"""What follows from a step on a card: who is asked, what falls, who is told."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, select

from cxgame.boards import facts, history, layout, news, raci
from cxgame.boards.history import Happened
from cxgame.boards.models import BoardColumn, Card, Consultation
from cxgame.boards.raci import Approval, Facts, Letter
from cxgame.boards.stages import Stage, is_before


def submit(session: Session, card: Card, *, by: int | None, now: datetime) -> None:
    """Put a plan before its A: whoever does so stands for its text from now on."""
    card.approval, card.submitted_at = Approval.WAITING.value, now
    card.rejected_because, card.last_editor_id = "", by
    _forget_approvals(card)
    if facts.of_card(session, card).stage is Stage.DRAFT:
        move_to(session, card, Stage.REVIEW, now=now)
    history.write(session, card, Happened.SUBMITTED, person_id=by, now=now)
    ask_consulted(session, card, by=by, now=now)
    tell_approvers(session, card, by=by, now=now)


def note_work(card: Card, before: Stage, after: Stage, *, day: date) -> None:
    """Note on which day the work of a plan was done, from when on its figure has its time.

    A plan that goes back to the work is not done any more.
    """
    if is_before(before, Stage.WAIT) and not is_before(after, Stage.WAIT):
        card.worked_until = day
    elif is_before(after, Stage.WAIT):
        card.worked_until = None


def withdraw(card: Card) -> None:
    """Take a plan back to its draft: nothing waits for anybody any more."""
    card.approval = Approval.DRAFT.value
    card.submitted_at = None
    _forget_approvals(card)


def after_change(
    session: Session,
    card: Card,
    known: Facts,
    changed: frozenset[str],
    *,
    by: int | None,
    now: datetime,
) -> None:
    """Let an approval fall after a material change, and ask those who were given a C."""
    if known.is_plan and changed & raci.MATERIAL:
        _forget_approvals(card)
    if raci.is_voided_by(changed, known.approval):
        card.approval, card.submitted_at = Approval.WAITING.value, now
        history.write(session, card, Happened.VOIDED, person_id=by, now=now)
        _ask_anew(session, card, by=by, now=now)
    elif known.approval is Approval.WAITING and changed & raci.MATERIAL:
        _ask_anew(session, card, by=by, now=now)
    if "accountable" in changed and card.second_waived_by is not None:
        card.second_waived_by, card.second_waived_because = None, ""
    if not known.is_plan or known.stage is not Stage.DRAFT:
        ask_consulted(session, card, by=by, now=now)


def ask_consulted(session: Session, card: Card, *, by: int | None, now: datetime) -> None:
    """Ask everybody with a C who was not asked yet."""
    asked = set(session.exec(select(Consultation.person_id).where(Consultation.card_id == card.id)))
    fresh = [
        person for person in news.holding(session, card, Letter.CONSULTED) if person not in asked
    ]
    for person in fresh:
        session.add(
            Consultation(card_id=card.id, person_id=person, question=card.question, asked_at=now)
        )
    session.flush()
    message = news.QUESTION_WAITS
    news.tell(
        session, card, fresh, event="question", message=message, by=by, is_personal=True, now=now
    )


def tell_approvers(session: Session, card: Card, *, by: int | None, now: datetime) -> None:
    """Tell A and the second approver that the plan, in this version, waits for them."""
    people = news.holding(session, card, Letter.ACCOUNTABLE)
    if card.second_approver_id:
        people.append(card.second_approver_id)
    news.tell(
        session,
        card,
        people,
        event=f"approval:{card.version}",
        message=news.APPROVAL_WAITS,
        by=by,
        now=now,
    )


def tell_responsible(
    session: Session, card: Card, people: Iterable[int], *, by: int | None, now: datetime
) -> None:
    """Tell those who were just given an R."""
    news.tell(session, card, people, event="assigned", message=news.ASSIGNED, by=by, now=now)


def ask_confirmation(session: Session, card: Card, *, by: int | None, now: datetime) -> None:
    """Ask A to confirm that the card is done; the card stays where it is."""
    card.done_asked_at, card.done_asked_by = now, by
    history.write(session, card, Happened.ASKED_DONE, person_id=by, now=now)
    news.tell(
        session,
        card,
        news.holding(session, card, Letter.ACCOUNTABLE),
        event=f"confirm:{card.version}",
        message=news.CONFIRMATION_WAITS,
        by=by,
        now=now,
    )


def finish(
    session: Session,
    card: Card,
    *,
    by: int | None,
    before: int | None = None,
    now: datetime,
) -> None:
    """Close a card that its A confirmed, and tell R and I, once."""
    move_to(session, card, Stage.DONE, before=before, now=now)
    card.done_at, card.done_asked_at, card.done_asked_by = now, None, None
    history.write(session, card, Happened.DONE, person_id=by, now=now)
    told = news.holding(session, card, Letter.RESPONSIBLE, Letter.INFORMED)
    news.tell(session, card, told, event="done", message=news.DONE, by=by, now=now)


def move_to(
    session: Session, card: Card, stage: Stage, *, before: int | None = None, now: datetime
) -> None:
    """Put the card into the first column of a stage; a board without one leaves it where it is."""
    column: BoardColumn | None = layout.column_of(session, card.board_id, stage)
    if column:
        layout.put(session, card, column, before=before, now=now)


def _ask_anew(session: Session, card: Card, *, by: int | None, now: datetime) -> None:
    """Tell A that the approval waits, or R to look over what A wrote and ask for it."""
    if not raci.approves(facts.of_card(session, card), by):
        tell_approvers(session, card, by=by, now=now)
        return
    news.tell(
        session,
        card,
        news.holding(session, card, Letter.RESPONSIBLE),
        event=f"look-over:{card.version}",
        message=news.LOOK_OVER,
        by=by,
        now=now,
    )


def _forget_approvals(card: Card) -> None:
    card.approved_at = card.second_approved_at = card.approved_by = None
