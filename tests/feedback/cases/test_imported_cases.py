from datetime import timedelta
from io import BytesIO
from pathlib import Path

from sqlmodel import select
from typer.testing import CliRunner

from cxgame import clock, db
from cxgame.cli.exports import export_app
from cxgame.feedback.cases import answering, starting
from cxgame.feedback.cases.models import Case, CaseEvent
from cxgame.feedback.cases.words import Means
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from tests.conftest import Town

NOW = clock.now()


def csv(*ages: int) -> bytes:
    days = (f"{clock.local_day(NOW) - timedelta(days=age):%Y-%m-%d}" for age in ages)
    rows = "".join(f"2,Late,{day}\n" for day in days)
    return f"score,text,collected_at\n{rows}".encode()


def task(town: Town) -> run.Task:
    options = Options(survey=SurveyKind.NPS, team="Front desk")
    return run.Task("feedback", BytesIO(csv(1, 5, 40)), "old.csv", town.root, options, NOW)


def set_up() -> None:
    with db.transaction() as session:
        starting.set_up_cases(session, actor=Actor.system(), now=NOW)


def test_a_dry_run_says_how_many_an_import_opens_and_undo_takes_them_back(town: Town) -> None:
    set_up()
    assert run.rehearse(db.reading, task(town)).cases == 2
    report = run.bring_in(db.transaction, task(town))
    with db.transaction() as session:
        cases = session.exec(select(Case)).all()
        assert [case.is_history for case in cases] == [True, True]
        for record in session.exec(select(FeedbackRecord)):
            record.contact = "ana@example.com"
        session.flush()
        answering.answer_customer(
            session,
            actor=town.root,
            case_id=cases[0].id,
            means=Means.EMAIL,
            subject="Hello",
            body="We are sorry",
            now=NOW + timedelta(minutes=1),
        )
    run.take_back(db.transaction, actor=town.root, batch_id=report.batch or 0, now=NOW)
    with db.reading() as session:
        assert session.exec(select(Case)).all() == []
        assert session.exec(select(CaseEvent)).all() == []
        assert session.exec(select(Mail.state)).all() == ["cancelled"]


def test_cases_are_exported_by_command(town: Town, tmp_path: Path) -> None:
    set_up()
    run.bring_in(db.transaction, task(town))
    for name in ("cases.csv", "cases.xlsx"):
        result = CliRunner().invoke(export_app, ["cases", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert (tmp_path / name).stat().st_size > 100
    assert (tmp_path / "cases.csv").read_text("utf-8-sig").count("\n") == 3
