"""Tell the ombudsman by a notice, and whoever filed by mail: never with a word of the report."""

from datetime import datetime

from sqlmodel import Session

from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.i18n import N_
from cxgame.look import letters
from cxgame.notices import service as notices
from cxgame.notices.mail import outbox
from cxgame.notices.mail.outbox import Letter
from cxgame.people import offices
from cxgame.people import queries as people
from cxgame.settings import get_settings

KIND = "ombudsman"  # of mail
PAGE = "ombudsman_desk"
NEW_REPORT = N_("New with the ombudsman: {protocol}.")
NEW_MESSAGE = N_("More was written to the ombudsman: {protocol}.")
REPLY = N_("A reply came to the ombudsman's question: {protocol}.")
QUESTION = N_("The ombudsman asks you something.")


def tell_of_report(session: Session, report: OmbudsmanReport, *, now: datetime) -> None:
    """Tell who holds the office of a new report."""
    _tell_office(session, report, "filed", NEW_REPORT, now)


def tell_of_message(
    session: Session, report: OmbudsmanReport, *, entry_id: int, now: datetime
) -> None:
    """Tell who holds the office that whoever filed wrote more."""
    _tell_office(session, report, f"message:{entry_id}", NEW_MESSAGE, now)


def tell_of_reply(
    session: Session, report: OmbudsmanReport, *, question_id: int, now: datetime
) -> None:
    """Tell who holds the office that a leader replied."""
    _tell_office(session, report, f"reply:{question_id}", REPLY, now)


def tell_of_question(session: Session, *, person_id: int, question_id: int, now: datetime) -> None:
    """Tell a leader of a question, without the protocol: who filed may have shown it around."""
    notices.tell(
        session,
        people=[person_id],
        key=f"ombudsman:question:{question_id}",
        message=QUESTION,
        link=f"{PAGE}?question={question_id}",
        now=now,
    )


def write_received(session: Session, report: OmbudsmanReport, *, now: datetime) -> None:
    """Write that a report came in, to the address that was left with it."""
    _write(session, report, "ombudsman_received", f"received:{report.id}", now)


def write_of_answer(
    session: Session, report: OmbudsmanReport, *, entry_id: int, now: datetime
) -> None:
    """Write that there is an answer; the answer itself is read with the key alone."""
    _write(session, report, "ombudsman_answer", f"answer:{entry_id}", now)


def write_code(
    session: Session, report: OmbudsmanReport, *, code_id: int, code: str, now: datetime
) -> None:
    """Write the code that replaces a lost key."""
    _write(session, report, "ombudsman_code", f"code:{code_id}", now, code=code)


def _write(
    session: Session,
    report: OmbudsmanReport,
    template: str,
    key: str,
    now: datetime,
    **values: object,
) -> None:
    if not report.email:
        return
    base = get_settings().public_url
    words = letters.letter(
        template,
        report.language,
        company=people.company(session).name,
        protocol=report.protocol,
        address=f"{base}/ombudsman/follow" if base else "",
        **values,
    )
    letter = Letter(
        key=f"ombudsman:{key}",
        kind=KIND,
        to_address=report.email,
        subject=words.subject,
        body=words.body,
        language=report.language,
    )
    outbox.post(session, letter, now=now)


def _tell_office(
    session: Session, report: OmbudsmanReport, what: str, message: str, now: datetime
) -> None:
    notices.tell(
        session,
        people=offices.ombudsmen(session),
        key=f"ombudsman:{report.id}:{what}",
        message=message,
        link=f"{PAGE}?report={report.id}",
        now=now,
        protocol=report.protocol,
    )
