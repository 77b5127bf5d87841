"""The desk's answer, close and reopening move the case of a report: there is one truth."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback.cases import bulk, service, starting
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import Status
from cxgame.feedback.ombudsman import desk, following, queries
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import NOBODY, TOKEN, file, opens, stored

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def rules(session: Session, town: Town) -> None:
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)


def case_of(session: Session, report: OmbudsmanReport) -> Case | None:
    return session.exec(select(Case).where(Case.record_id == report.record_id)).first()


def test_the_case_follows_the_desk_from_filing_to_the_second_end(
    session: Session, town: Town
) -> None:
    filed = file(session, privacy=Privacy.SECRET)
    report = stored(session, filed)
    case = case_of(session, report)
    assert case is not None and case.is_secret
    assert clock.local_day(case.due_at) == report.due_on

    def on(day: int, command: object, **more: object) -> tuple[str, int]:
        command(  # type: ignore[operator]
            session, actor=town.root, report_id=report.id, now=NOON + day * DAY, **more
        )
        return case.status, case.times_reopened

    assert on(1, desk.take_up) == ("in_contact", 0)
    on(2, desk.extend_deadline, reason="Perícia", version=report.version)
    assert clock.local_day(case.due_at) == report.due_on and case.is_extended
    assert on(3, desk.answer_report, text="Feito", version=report.version) == ("solved", 0)
    assert (case.contact_minutes, case.solved_minutes, case.is_in_time) == (4_320, 4_320, True)

    following.add_words(
        session, actor=NOBODY, by=opens(filed), text="E o resto?", form_token=TOKEN, now=NOON
    )
    assert (case.status, case.times_reopened) == ("in_contact", 1)
    assert on(4, desk.close_report, version=report.version) == ("closed", 1)
    assert not case.is_dismissed and case.is_in_time
    assert on(5, desk.reopen_report, version=report.version) == ("in_contact", 2)
    assert clock.local_day(case.due_at) == report.due_on  # the first deadline, not a new one
    assert queries.report_of_record(session, actor=town.root, record_id=case.record_id) == report.id


def test_nobody_moves_it_by_hand(session: Session, town: Town) -> None:
    report = stored(session, file(session, team_id=town.desk))
    case = case_of(session, report)
    assert case is not None
    seen = {"actor": town.diana, "case_id": case.id, "version": case.version, "now": NOON}
    with pytest.raises(Conflict, match="ombudsman keeps"):
        service.move_case(session, to=Status.CLOSED, words="Twice", **seen)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="ombudsman keeps"):
        service.extend_case(session, words="Later", **seen)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="can't take this step"):
        bulk.change_cases(
            session,
            actor=town.diana,
            case_ids=[case.id],
            status=Status.CLOSED,
            words="Twice",
            now=NOON,
        )


def test_a_compliment_opens_no_case_and_is_answered_all_the_same(
    session: Session, town: Town
) -> None:
    report = stored(session, file(session, kind=ReportKind.COMPLIMENT))
    assert case_of(session, report) is None
    desk.answer_report(
        session, actor=town.root, report_id=report.id, text="Obrigada", version=1, now=NOON
    )
    assert case_of(session, report) is None
