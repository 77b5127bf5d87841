from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback.ombudsman import (
    deadline,
    desk,
    figures,
    following,
    queries,
    questions,
    reminders,
)
from cxgame.feedback.ombudsman.deadline import Pressure
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind, Status
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.notices import queries as notices
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import TOKEN, file, opens, stored

DAY = timedelta(days=1)


@pytest.fixture
def report(session: Session, town: Town) -> OmbudsmanReport:
    return stored(session, file(session, privacy=Privacy.SECRET, team_id=town.desk))


def test_the_office_reads_and_no_role_else(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    olga = replace(town.alice, is_ombudsman=True)
    for actor in (olga, town.root):
        assert queries.reports(session, actor=actor, is_open=True).total == 1
        assert queries.report(session, actor=actor, report_id=report.id).team == "Front desk"
    for actor in (town.alice, town.diana, town.edu):
        with pytest.raises(NotAllowed):
            queries.reports(session, actor=actor, is_open=True)
        with pytest.raises(NotAllowed):
            queries.report(session, actor=actor, report_id=report.id)


def test_to_look_who_filed_leaves_a_trace(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    seen = queries.report(session, actor=town.root, report_id=report.id)
    assert "Ana" not in repr(seen) and seen.has_reporter
    who = desk.show_reporter(session, actor=town.root, report_id=report.id, now=NOON)
    assert (who.name, who.email) == ("Ana Souza", "ana@example.com")
    actions = session.exec(select(AuditEntry.action, AuditEntry.entity)).all()
    assert ("feedback.show_reporter", f"ombudsman_report:{report.id}") in actions


def test_the_deadline_is_extended_once_with_a_reason(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    def extend(reason: str, version: int | None = None) -> None:
        version = report.version if version is None else version
        desk.extend_deadline(
            session, actor=town.root, report_id=report.id, reason=reason, version=version, now=NOON
        )

    first = report.due_on
    with pytest.raises(InvalidInput, match="reason"):
        extend(" ")
    with pytest.raises(Conflict, match="meanwhile"):
        extend("Perícia externa", version=0)
    extend("Perícia externa")
    assert report.due_on == first + 30 * DAY
    with pytest.raises(Conflict, match="once"):
        extend("De novo")


def test_no_report_is_closed_without_a_word_and_it_can_be_reopened(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    root = town.root

    def close() -> None:
        desk.close_report(
            session, actor=root, report_id=report.id, version=report.version, now=NOON
        )

    desk.take_up(session, actor=root, report_id=report.id, now=NOON)
    with pytest.raises(Conflict, match="Answer first"):
        close()
    answered = {"report_id": report.id, "text": "Resolvido", "now": NOON}
    desk.answer_report(session, actor=root, version=report.version, **answered)
    close()
    with pytest.raises(Conflict, match="Reopen"):
        desk.answer_report(session, actor=root, version=report.version, **answered)
    desk.reopen_report(session, actor=root, report_id=report.id, version=report.version, now=NOON)
    assert report.status == Status.IN_REVIEW


def test_a_leader_is_asked_in_the_ombudsmans_words_alone(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    ask = {"report_id": report.id, "text": "Como se cobra o banho?", "now": NOON}
    diana, root = town.diana, town.root
    question = questions.ask_leader(session, actor=root, person_id=diana.person_id or 0, **ask)
    with pytest.raises(InvalidInput, match="manager"):
        questions.ask_leader(session, actor=root, person_id=town.alice.person_id or 0, **ask)
    told = notices.inbox(session, actor=diana)
    read = questions.questions_to(session, actor=diana)
    for hidden in ("Ana", "Cobraram", report.protocol):
        assert hidden not in repr(told) + repr(read)
    with pytest.raises(NotFound):
        questions.reply_ombudsman(session, actor=town.edu, question_id=question, text="x", now=NOON)
    questions.reply_ombudsman(
        session, actor=diana, question_id=question, text="Na entrega", now=NOON
    )
    seen = queries.report(session, actor=root, report_id=report.id)
    assert [(asked.who, asked.reply) for asked in seen.asked] == [("Diana", "Na entrega")]


def test_whoever_filed_never_reads_notes_questions_or_names(session: Session, town: Town) -> None:
    filed = file(session)
    report_id = stored(session, filed).id
    desk.note_report(session, actor=town.root, report_id=report_id, text="Só nosso", now=NOON)
    questions.ask_leader(
        session,
        actor=town.root,
        report_id=report_id,
        person_id=town.diana.person_id or 0,
        text="E aí?",
        now=NOON,
    )
    assert following.followed(session, by=opens(filed)).said == ()


def test_the_office_is_reminded_before_on_and_after_the_last_day(
    session: Session, town: Town, report: OmbudsmanReport
) -> None:
    told = [reminders.remind_ombudsman(session, now=NOON + n * DAY) for n in range(40)]
    assert [day for day, n in enumerate(told) if n] == [27, 30, 31, 38]
    assert sum(told) == 4


@pytest.mark.parametrize(
    ("left", "pressure"),
    [(30, Pressure.NONE), (5, Pressure.SOON), (0, Pressure.SOON), (-1, Pressure.LATE)],
)
def test_the_clock_presses_near_its_end(left: int, pressure: Pressure) -> None:
    today = clock.local_day(NOON)
    assert deadline.clock(today + left * DAY, today) == deadline.Clock(left, pressure)


def test_figures_hide_small_numbers_from_who_does_not_hold_the_office(
    session: Session, town: Town
) -> None:
    kinds = [ReportKind.COMPLAINT] * 9 + [ReportKind.ACCUSATION]
    for n, kind in enumerate(kinds):
        file(session, f"{TOKEN}{n}", kind=kind)
    full = figures.figures(session, actor=town.root, now=NOON)
    assert (full.total, full.kinds[ReportKind.ACCUSATION]) == (10, 1)
    seen = figures.figures(session, actor=town.edu, now=NOON)
    assert seen.total == 10
    assert set(seen.kinds.values()) == {None}  # else 10 - 9 would tell
    with pytest.raises(NotAllowed):
        figures.figures(session, actor=town.diana, now=NOON)


@given(st.dictionaries(st.integers(), st.integers(0, 40), min_size=2, max_size=8))
def test_no_hidden_number_can_be_worked_out(cells: dict[int, int]) -> None:
    shown = figures.coarse(cells)
    hidden = [key for key, n in shown.items() if n is None]
    assert all(n is None or n >= figures.LEAST for n in shown.values())
    assert len(hidden) != 1
    kept_back = sum(cells[key] for key in hidden)
    assert not hidden or kept_back >= figures.LEAST or len(hidden) == len(cells)
