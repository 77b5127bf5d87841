"""Arguments for the commands of the ombudsman's office."""

from typing import Any

from sqlmodel import Session, select

from cxgame.feedback.ombudsman import desk, lost_keys
from cxgame.feedback.ombudsman.filing import Wish
from cxgame.feedback.ombudsman.following import Pass
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.feedback.ombudsman.models import OmbudsmanQuestion, OmbudsmanReport
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import TOKEN, file, opens
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def filed(session: Session) -> tuple[OmbudsmanReport, Pass]:
    by = opens(file(session))
    return session.exec(select(OmbudsmanReport)).one(), by


def answered(session: Session) -> tuple[OmbudsmanReport, Pass]:
    report, by = filed(session)
    desk.answer_report(
        session, actor=SYSTEM, report_id=report.id, text="Ok", version=report.version, now=NOON
    )
    return report, by


def closing(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    report, _by = answered(session)
    return {"report_id": report.id, "version": report.version}


def reopening(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    asked = closing(session, town, target, actor)
    desk.close_report(session, actor=SYSTEM, now=NOON, **asked)
    return {**asked, "version": asked["version"] + 1}


def wished(*_: object) -> dict[str, Any]:
    wish = Wish(ReportKind.COMPLIMENT, Privacy.ANONYMOUS, "Obrigada")
    return {"wish": wish, "form_token": TOKEN}


def replacing(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    report, _by = filed(session)
    nobody = Actor.nobody()
    lost_keys.ask_code(
        session, actor=nobody, protocol=report.protocol, email="ana@example.com", now=NOON
    )
    mail = session.exec(select(Mail).where(Mail.key == "ombudsman:code:1")).one()
    code = next(word.strip(".") for word in mail.body.split() if word.strip(".").isdigit())
    return {"protocol": report.protocol, "code": code}


def replying(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    report, _by = filed(session)
    question = OmbudsmanQuestion(
        report_id=report.id, person_id=target.person_id, text="Como foi?", asked_at=NOON
    )
    session.add(question)
    session.flush()
    return {"question_id": question.id, "text": "Bem"}


def at_the_desk(**said: object) -> Builder:
    """Return the builder of a command on a report that takes these arguments besides."""

    def build(session: Session, town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
        report, _by = filed(session)
        asked = {"report_id": report.id, **said}
        if "version" in said:
            asked["version"] = report.version
        if "person_id" in said:
            asked["person_id"] = town.diana.person_id
        return asked

    return build


def office(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    person = session.get_one(Person, target.person_id)
    return {"person_id": person.id, "is_ombudsman": True, "version": person.version}


BUILDERS: dict[str, Builder] = {
    "people.set_ombudsman": office,
    "feedback.file_report": wished,
    "feedback.add_words": lambda s, *_: {
        "by": filed(s)[1],
        "text": "Mais uma coisa",
        "form_token": TOKEN + "2",
    },
    "feedback.rate_answer": lambda s, *_: {"by": answered(s)[1], "rating": 5},
    "feedback.ask_code": lambda s, *_: {
        "protocol": filed(s)[1].protocol,
        "email": "ana@example.com",
    },
    "feedback.replace_key": replacing,
    "feedback.take_up": at_the_desk(),
    "feedback.answer_report": at_the_desk(text="Ok", version=0),
    "feedback.note_report": at_the_desk(text="Ok"),
    "feedback.extend_deadline": at_the_desk(reason="Perícia", version=0),
    "feedback.close_report": closing,
    "feedback.reopen_report": reopening,
    "feedback.show_reporter": at_the_desk(),
    "feedback.ask_leader": at_the_desk(person_id=0, text="Como foi?"),
    "feedback.reply_ombudsman": replying,
}
