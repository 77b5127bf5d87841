"""What goes with a case when the import that brought its record is taken back."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from cxgame.feedback.cases.models import Case
from cxgame.feedback.invitations.models import Invitation
from cxgame.feedback.models import FeedbackRecord
from cxgame.notices.mail.models import Mail, MailState


def cancel_letters(session: Session, records: Sequence[ColumnElement[bool]]) -> int:
    """Cancel the mails that still wait to go out from cases of these records; return how many.

    The cases themselves, with their history and testimonials, go with their records.
    """
    _cancel_invitations(session, records)
    waiting = select(col(Mail.id), col(Mail.key)).where(
        col(Mail.kind) == "case", col(Mail.state) == MailState.WAITING
    )
    letters: dict[int, list[int]] = {}
    for mail_id, key in session.execute(waiting):
        letters.setdefault(int(key.split(":")[1]), []).append(mail_id)
    if not letters:
        return 0
    found = (
        select(col(Case.id))
        .join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        .where(col(Case.id).in_(letters), *records)
    )
    gone = [mail_id for case_id in session.scalars(found) for mail_id in letters[case_id]]
    cancelled = update(Mail).where(col(Mail.id).in_(gone)).values(state=MailState.CANCELLED)
    session.execute(cancelled)
    return len(gone)


def _cancel_invitations(session: Session, records: Sequence[ColumnElement[bool]]) -> None:
    """Cancel the mails that would ask again after such cases; the invitations go with them."""
    asked = (
        select(col(Invitation.id))
        .join(Case, col(Case.id) == col(Invitation.case_id))
        .join(FeedbackRecord, col(FeedbackRecord.id) == col(Case.record_id))
        .where(*records)
    )
    keys = [f"invitation:{invitation_id}" for invitation_id in session.scalars(asked)]
    if keys:
        waiting = update(Mail).where(col(Mail.key).in_(keys), col(Mail.state) == MailState.WAITING)
        session.execute(waiting.values(state=MailState.CANCELLED))
