"""Remind the ombudsman of the last day for an answer: before, on it, and each week after."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.feedback.ombudsman.queries import OPEN
from cxgame.feedback.ombudsman.telling import PAGE
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.notices.reminding import When, reminder
from cxgame.people import offices

WORDS = {
    When.SOON: N_("The ombudsman's answer is due in a few days: {protocol}."),
    When.TODAY: N_("The ombudsman's answer is due today: {protocol}."),
    When.LATE: N_("The ombudsman's answer is overdue: {protocol}."),
}


def remind_ombudsman(session: Session, *, now: datetime) -> int:
    """Tell who holds the office which answers are due; return how many notices are new."""
    today = clock.local_day(now)
    query = select(OmbudsmanReport).where(
        col(OmbudsmanReport.status).in_([state.value for state in OPEN])
    )
    told = 0
    for report in session.exec(query):
        due = reminder(report.due_on, today)
        if due is None:
            continue
        told += notices.tell(
            session,
            people=offices.ombudsmen(session),
            key=f"ombudsman:{report.id}:{due.key}",
            message=WORDS[due.when],
            link=f"{PAGE}?report={report.id}",
            now=now,
            protocol=report.protocol,
        )
    return told
