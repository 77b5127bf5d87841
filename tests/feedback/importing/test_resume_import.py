"""An import that was interrupted goes on where it stopped."""

import pytest
from sqlmodel import func, select

from cxgame import db
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.feedback import batches, rollup_check
from cxgame.feedback.importing import run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.report import Report
from cxgame.feedback.models import FeedbackRecord, ImportBatch
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town
from tests.feedback.importing.conftest import BringIn, counts, file, reasons

# Equal rows, a bad one, rows of the same content in both halves.
ROWS = "score,date,team\n" + "9,2026-02-01,Clinic\n8,2026-02-01,\n11,2026-02-01,\n" * 4


class Killed(BaseException):
    """What no code of ours catches."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROWS", 3)


def begin(town: Town, text: str = ROWS, *, after: int = 1, **options: object) -> None:
    """Import until some chunks are stored, and die."""
    told: list[int] = []

    def die(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == after:
            raise Killed

    settled = Options(survey=SurveyKind.NPS, **options)  # type: ignore[arg-type]
    task = run.Task("feedback", file(text), "x.csv", town.root, settled, NOON, die)
    with pytest.raises(Killed):
        run.bring_in(db.transaction, task)


def stored() -> int:
    with db.reading() as session:
        assert rollup_check.check(session).differences == ()
        return session.exec(select(func.count()).select_from(FeedbackRecord)).one()


def states() -> list[tuple[str, int, int, int]]:
    with db.reading() as session:
        rows = session.exec(select(ImportBatch).order_by(ImportBatch.id)).all()  # type: ignore[arg-type]
        return [(row.state, row.rows_read, row.created, row.rejected) for row in rows]


def test_it_goes_on_and_its_report_is_that_of_the_whole_file(bring_in: BringIn, town: Town) -> None:
    begin(town)
    assert states() == [("running", 4, 3, 1)]
    assert stored() == 3

    dry = bring_in(ROWS, dry=True)
    assert (dry.resumes, dry.stood, dry.created) == (1, 4, 5)
    report = bring_in(ROWS, name="the same under another name.csv")

    assert (report.batch, report.stood) == (1, 4)
    assert counts(report) == (12, 8, 0, 4)
    assert list(reasons(report)) == [4, 7, 10, 13]
    assert states() == [("done", 12, 8, 4)]
    assert stored() == 8
    assert counts(bring_in(ROWS)) == (12, 0, 8, 4)


def test_it_can_be_interrupted_again_and_again(bring_in: BringIn, town: Town) -> None:
    for _time in range(2):
        begin(town)
    assert states() == [("running", 8, 6, 2)]
    assert counts(bring_in(ROWS)) == (12, 8, 0, 4)
    assert len(states()) == 1


def test_undo_takes_all_of_it_back(bring_in: BringIn, town: Town) -> None:
    begin(town)
    begin(town)
    assert run.take_back(db.transaction, actor=town.root, batch_id=1, now=NOON) == 6
    assert stored() == 0
    assert counts(bring_in(ROWS)) == (12, 8, 0, 4)  # another import: that one is over
    assert [state for state, *_counts in states()] == ["undone", "done"]


def test_another_file_or_another_reading_is_another_import(bring_in: BringIn, town: Town) -> None:
    begin(town)
    assert bring_in(ROWS + "7,2026-02-01,\n").batch == 2
    assert bring_in(ROWS, team="Clinic").batch == 3
    assert states()[0][0] == "running"


def test_an_attempt_that_was_overtaken_stops(town: Town, bring_in: BringIn) -> None:
    overtaking: list[Report] = []

    def overtake(_done: int, _total: int) -> None:
        if not overtaking:
            overtaking.append(bring_in(ROWS))

    options = Options(survey=SurveyKind.NPS)
    task = run.Task("feedback", file(ROWS), "x.csv", town.root, options, NOON, overtake)
    with pytest.raises(Conflict, match="started it anew"):
        run.bring_in(db.transaction, task)

    assert counts(overtaking[0]) == (12, 8, 0, 4)
    assert states() == [("done", 12, 8, 4)]
    assert stored() == 8


def test_only_what_is_not_over_goes_on(bring_in: BringIn, town: Town) -> None:
    batch = bring_in(ROWS).batch or 0
    with db.transaction() as session:
        with pytest.raises(Conflict, match="over"):
            batches.resume_import(session, actor=town.root, batch_id=batch, now=NOON)
        with pytest.raises(NotFound):
            batches.resume_import(session, actor=town.root, batch_id=99, now=NOON)
        with pytest.raises(NotAllowed):
            batches.resume_import(session, actor=town.diana, batch_id=batch, now=NOON)
        assert batches.unfinished(session, actor=town.diana, kind="feedback", file_hash="x") == []


def test_customers_served_go_on_too(bring_in: BringIn, town: Town) -> None:
    text = "team,day,customers\n" + "".join(f"Clinic,2026-02-{n:02},5\n" for n in range(1, 9))
    told: list[int] = []

    def die(done: int, _total: int) -> None:
        told.append(done)
        raise Killed

    task = run.Task("served", file(text), "x.csv", town.root, Options(), NOON, die)
    with pytest.raises(Killed):
        run.bring_in(db.transaction, task)
    report = bring_in(text, served=True)
    assert (report.batch, report.stood, *counts(report)) == (1, 3, 8, 8, 0, 0)
