"""What customers of the invented company confide to the ombudsman, and the answers they get."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock
from cxgame.demo import words
from cxgame.demo.people import Cast
from cxgame.feedback.ombudsman import desk, filing, following, keys
from cxgame.feedback.ombudsman.filing import Wish
from cxgame.feedback.ombudsman.following import Pass
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.people.actor import Actor

FILED, ANSWERED = timedelta(hours=19, minutes=10), timedelta(hours=9, minutes=30)
PHONE = "+55 11 5550-0{n:03}"  # no number of anybody's
ADMIN = "admin"  # holds the office while nobody else does


def spend_day(session: Session, cast: Cast, *, day: date, ago: int) -> None:
    """File what was confided on this day, and answer what was to be answered on it."""
    for number, told in enumerate(words.read("ombudsman")["reports"]):
        if told["ago"] == ago:
            _file(session, cast, number, told, day)
        elif _answered_ago(told) == ago and _was_filed(session, number):
            _answer(session, cast, number, told["answer"], day)


def _file(session: Session, cast: Cast, number: int, told: dict[str, Any], day: date) -> None:
    now = clock.start_of(day) + FILED
    wish = Wish(
        kind=ReportKind(told["kind"]),
        privacy=Privacy(told["privacy"]),
        text=told["text"][cast.language],
        name=told.get("name", ""),
        phone=PHONE.format(n=number),
        language=cast.language,
    )
    filing.file_report(
        session, actor=Actor.nobody(cast.language), wish=wish, form_token=_token(number), now=now
    )
    if "note" in told:
        report = _report(session, number)
        text = told["note"][cast.language]
        office = cast.people[ADMIN]
        desk.take_up(session, actor=office, report_id=report.id, now=now)
        desk.note_report(session, actor=office, report_id=report.id, text=text, now=now)


def _answer(session: Session, cast: Cast, number: int, told: dict[str, Any], day: date) -> None:
    report, now = _report(session, number), clock.start_of(day) + ANSWERED
    office, text = cast.people[ADMIN], told["text"][cast.language]
    desk.answer_report(
        session, actor=office, report_id=report.id, text=text, version=report.version, now=now
    )
    if "rating" in told:
        by = Pass(report.protocol, keys.key_of_form(_token(number)))
        nobody, rating = Actor.nobody(cast.language), told["rating"]
        following.rate_answer(session, actor=nobody, by=by, rating=rating, now=now)
    desk.close_report(session, actor=office, report_id=report.id, version=report.version, now=now)


def _answered_ago(told: dict[str, Any]) -> int | None:
    return told["ago"] - told["answer"]["after"] if "answer" in told else None


def _was_filed(session: Session, number: int) -> bool:
    """Tell whether the story had begun when it was filed."""
    return session.exec(_query(number)).first() is not None


def _report(session: Session, number: int) -> OmbudsmanReport:
    return session.exec(_query(number)).one()


def _query(number: int) -> SelectOfScalar[OmbudsmanReport]:
    return select(OmbudsmanReport).where(
        OmbudsmanReport.form_hash == keys.sealed("form", _token(number))
    )


def _token(number: int) -> str:
    return f"the demonstration's form {number}"
