"""Read an invitation by its token, for the page that a customer opens."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from cxgame.errors import NotFound
from cxgame.feedback import surveys
from cxgame.feedback.extras import parts
from cxgame.feedback.invitations import asking_again
from cxgame.feedback.invitations.models import Invitation, InvitationState
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.feedback.surveys import SurveyView


@dataclass(frozen=True, slots=True)
class Personal:
    """An invitation with its survey at its place, and the answer that was given."""

    survey: SurveyView
    state: InvitationState
    language: str
    expires_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    score: int | None = None
    text: str = ""
    contact: str = ""
    parts: dict[int, list[str]] | None = None
    is_again: bool = False  # asked again after a case


def invitation(session: Session, *, token: str) -> Personal:
    """Return the invitation behind a personal address; raise NotFound for none."""
    row = session.exec(select(Invitation).where(Invitation.token == token)).first()
    if row is None:
        raise NotFound("This survey is closed or does not exist.")
    record = session.get(FeedbackRecord, row.record_id) if row.record_id else None
    again = asking_again.answer_to(session, row) if row.case_id and row.answered_at else None
    score, text = again or ((record.score, record.text) if record else (None, ""))
    return Personal(
        survey=survey_of(session, row),
        state=InvitationState(row.state),
        language=row.language,
        expires_at=row.expires_at,
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        score=score,
        text=text,
        contact=(record.contact or "") if record else "",
        parts=parts.given_to(session, record_id=record.id) if record else {},
        is_again=row.case_id is not None,
    )


def survey_of(session: Session, row: Invitation) -> SurveyView:
    """Return the survey of an invitation at its place; asked again, the score and why alone."""
    token = session.get_one(Survey, row.survey_id).token
    view = surveys.survey_by_token(
        session,
        token=token,
        team_id=row.team_id,
        touchpoint_id=row.touchpoint_id,
        with_closed=True,
    )
    # The team may have been closed since: what is answered still belongs to it.
    view = replace(view, team_id=row.team_id, touchpoint_id=row.touchpoint_id)
    return replace(view, extras=()) if row.case_id else view
