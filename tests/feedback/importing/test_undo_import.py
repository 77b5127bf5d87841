import pytest
from sqlmodel import func, select

from cxgame import db
from cxgame.errors import Conflict, NotAllowed, NotFound
from cxgame.feedback import batches, rollup_check, served
from cxgame.feedback.importing import run
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import CustomersServed, FeedbackRecord, ScoreDay, VoiceDay
from tests.conftest import NOON, Town
from tests.feedback.importing.conftest import BringIn, counts

HISTORY = "score,date,team\n9,2026-02-01,Clinic\n2,2026-02-01,Clinic\n"
MORE = (
    "score,date,team,touchpoint\n9,2026-02-01,Clinic,\n7,2026-02-01,Clinic,\n5,2026-02-03,,Till\n"
)


def take_back(town: Town, batch: int | None) -> int:
    return run.take_back(db.transaction, actor=town.root, batch_id=batch or 0, now=NOON)


def everything() -> tuple[list[object], ...]:
    """Return all roll-up cells and how many records there are."""
    with db.reading() as session:
        tables = [
            sorted(tuple(sorted(row.model_dump().items())) for row in session.exec(select(table)))
            for table in (ScoreDay, VoiceDay)
        ]
        n = session.exec(select(func.count()).select_from(FeedbackRecord)).one()
        return *tables, [n]


def test_roll_ups_are_exactly_as_before(
    bring_in: BringIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROWS", 2)
    bring_in(HISTORY)
    before = everything()
    first = bring_in(MORE).batch
    second = bring_in("text,team\nSlow,Clinic\n", kind=Kind.COMPLAINT).batch
    assert everything() != before

    assert take_back(town, first) == 3
    assert take_back(town, second) == 1
    assert everything() == before
    with db.reading() as session:
        assert rollup_check.check(session).differences == ()


def test_a_file_taken_back_may_come_again(bring_in: BringIn, town: Town) -> None:
    take_back(town, bring_in(MORE).batch)
    assert counts(bring_in(MORE)) == (3, 3, 0, 0)


def test_an_import_is_taken_back_once(bring_in: BringIn, town: Town) -> None:
    batch = bring_in(MORE).batch
    take_back(town, batch)
    with pytest.raises(Conflict, match="already"):
        take_back(town, batch)
    with pytest.raises(NotFound):
        take_back(town, 99)
    with db.reading() as session:
        (view,) = batches.imports(session, actor=town.root)
        assert (view.state, view.undone_at, view.created) == ("undone", NOON, 3)
        assert batches.imports(session, actor=town.diana) == []


def test_an_import_that_is_taken_back_while_it_runs_stops(
    bring_in: BringIn, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody undoes it between two of its transactions."""
    monkeypatch.setattr(run, "ROWS", 2)
    taken: list[int] = []

    def meddle(_done: int, _total: int) -> None:
        if not taken:
            taken.append(take_back(town, 1))

    with pytest.raises(Conflict, match="while it ran"):
        bring_in_with(town, MORE, meddle)
    assert taken == [2]
    assert everything()[-1] == [0]


def bring_in_with(town: Town, text: str, progress: run.Progress) -> None:
    from cxgame.feedback.importing.options import Options
    from cxgame.feedback.scales import SurveyKind
    from tests.feedback.importing.conftest import file

    options = Options(survey=SurveyKind.NPS)
    task = run.Task("feedback", file(text), "x.csv", town.root, options, NOON, progress)
    run.bring_in(db.transaction, task)


def test_figures_of_customers_served_go_with_their_import(bring_in: BringIn, town: Town) -> None:
    report = bring_in(
        "team,day,customers\nClinic,2026-02-01,50\nClinic,2026-02-02,60\n", served=True
    )
    with db.transaction() as session:  # a person corrects one: it is theirs now
        served.record_served(
            session,
            actor=town.diana,
            team_id=town.clinic,
            from_day=NOON.date().replace(month=2, day=2),
            to_day=NOON.date().replace(month=2, day=2),
            customers=66,
            now=NOON,
        )
    take_back(town, report.batch)
    with db.reading() as session:
        assert session.exec(select(CustomersServed.n)).all() == [66]


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "nobody", "integration"])
def test_it_is_for_admins(bring_in: BringIn, town: Town, who: str) -> None:
    batch = bring_in(MORE).batch or 0
    with pytest.raises(NotAllowed):
        run.take_back(db.transaction, actor=town.everybody[who], batch_id=batch, now=NOON)
