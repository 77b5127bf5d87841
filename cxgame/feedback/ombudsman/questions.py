"""Ask a leader about a report without telling who filed it, and take the reply."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.entries import tidy_text
from cxgame.feedback.ombudsman import desk, telling
from cxgame.feedback.ombudsman.filing import LONGEST_REPORT
from cxgame.feedback.ombudsman.models import OmbudsmanQuestion, OmbudsmanReport
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role

LEADERS = (Role.MANAGER, Role.DIRECTOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as whoever is asked reads it: nothing of the report but these words."""

    id: int
    text: str
    asked_at: datetime
    reply: str
    replied_at: datetime | None


def leaders(session: Session) -> list[tuple[int, str]]:
    """Return (id, name) of the active people who can be asked, by name."""
    query = select(Person.id, Person.name).where(
        col(Person.role).in_([role.value for role in LEADERS]), Person.is_active
    )
    return [(key, name) for key, name in session.exec(query.order_by(col(Person.name)))]


def ask_leader(
    session: Session, *, actor: Actor, report_id: int, person_id: int, text: str, now: datetime
) -> int:
    """Ask a leader something about a report, and return the question's id.

    The leader sees these words alone: what of the report they tell is the ombudsman's to weigh.
    Raise InvalidInput without words or for somebody who leads nobody.
    """
    report = desk.reached(session, actor, "feedback.ask_leader", report_id)
    words = tidy_text(text, LONGEST_REPORT)
    if not words:
        raise InvalidInput("Please write a few words.")
    if person_id not in dict(leaders(session)):
        raise InvalidInput("Choose a manager or a director.")
    question = OmbudsmanQuestion(
        report_id=report.id,
        person_id=person_id,
        asked_by=actor.person_id,
        text=words,
        asked_at=now,
    )
    session.add(question)
    session.flush()
    telling.tell_of_question(session, person_id=person_id, question_id=question.id, now=now)
    audit.note(session, actor, "feedback.ask_leader", "ombudsman_report", report.id, now=now)
    return question.id


def reply_ombudsman(
    session: Session, *, actor: Actor, question_id: int, text: str, now: datetime
) -> None:
    """Reply to a question that was put to oneself; a later reply replaces the first.

    Raise NotFound for a question to somebody else, InvalidInput without words.
    """
    permissions.require(actor, "feedback.reply_ombudsman", person_id=actor.person_id)
    question = session.get(OmbudsmanQuestion, question_id)
    if question is None or question.person_id != actor.person_id:
        raise NotFound("There is no such question to you.")
    words = tidy_text(text, LONGEST_REPORT)
    if not words:
        raise InvalidInput("Please write a few words.")
    question.reply, question.replied_at = words, now
    session.flush()
    report = session.get_one(OmbudsmanReport, question.report_id)
    telling.tell_of_reply(session, report, question_id=question.id, now=now)
    audit.note(
        session, actor, "feedback.reply_ombudsman", "ombudsman_question", question.id, now=now
    )


def questions_to(session: Session, *, actor: Actor) -> list[QuestionView]:
    """Return what the ombudsman asked the actor, newest first."""
    query = select(OmbudsmanQuestion).where(OmbudsmanQuestion.person_id == actor.person_id)
    rows = session.exec(query.order_by(col(OmbudsmanQuestion.id).desc()))
    return [QuestionView(row.id, row.text, row.asked_at, row.reply, row.replied_at) for row in rows]
