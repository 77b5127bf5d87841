import pytest
from sqlmodel import select

from cxgame import db
from cxgame.errors import InvalidInput, NotAllowed
from cxgame.feedback import rollup_check, scores
from cxgame.feedback.importing import run
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord, ImportBatch, ScoreDay
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.tagging.tags import tags_of
from cxgame.people.models import Team, Unit
from cxgame.standards.touchpoints import touchpoint_names
from tests.conftest import NOON, Town
from tests.feedback.importing.conftest import BringIn, counts, reasons

FILE = """score,text,date,team,touchpoint,customer,tags,Region
9,Ótimo,2026-02-01,Front desk,Till,c1,a; b,South
10,,2026-02-01 18:00,front DESK,till,c2,,
3,"Slow,
very slow",2026-02-02,Clinic,Bath,,,North
"""


def records() -> list[FeedbackRecord]:
    with db.reading() as session:
        rows = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.id)).all()  # type: ignore[arg-type]
        session.expunge_all()
        return list(rows)


def tags(record: FeedbackRecord) -> tuple[str, ...]:
    with db.reading() as session:
        return tags_of(session, [record.id]).get(record.id, ())


def assert_rollups_hold() -> None:
    with db.reading() as session:
        assert rollup_check.check(session).differences == ()


def test_every_field_finds_its_place(bring_in: BringIn, town: Town) -> None:
    report = bring_in(FILE)

    assert counts(report) == (3, 3, 0, 0)
    one, two, three = records()
    assert (one.team_id, two.team_id, three.team_id) == (town.desk, town.desk, town.clinic)
    assert (tags(one), one.customer, one.details) == (("a", "b"), "c1", {"Region": "South"})
    assert (tags(two), two.details) == ((), None)
    assert one.touchpoint_id == two.touchpoint_id != three.touchpoint_id
    assert three.text == "Slow,\nvery slow"
    assert [r.on_day.isoformat() for r in (one, two, three)] == [
        "2026-02-01",
        "2026-02-01",
        "2026-02-02",
    ]
    assert {r.batch_id for r in (one, two, three)} == {report.batch}
    assert_rollups_hold()


def test_the_same_file_again_adds_nothing(bring_in: BringIn) -> None:
    bring_in(FILE)
    assert counts(bring_in(FILE, name="other name.csv")) == (3, 0, 3, 0)
    assert_rollups_hold()


def test_two_equal_answers_in_a_file_stay_two(bring_in: BringIn) -> None:
    text = "score,date\n9,2026-02-01\n9,2026-02-01\n9,2026-02-02\n"
    assert counts(bring_in(text)) == (3, 3, 0, 0)
    assert counts(bring_in(text)) == (3, 0, 3, 0)


def test_a_longer_export_adds_only_what_is_new(bring_in: BringIn) -> None:
    bring_in("score,date\n9,2026-02-01\n9,2026-02-01\n")
    longer = "score,date\n9,2026-02-01\n9,2026-02-01\n9,2026-02-01\n8,2026-02-02\n"
    assert counts(bring_in(longer)) == (4, 2, 2, 0)


def test_without_dates_two_files_hold_different_answers(bring_in: BringIn) -> None:
    assert counts(bring_in("score\n9\n9\n")) == (2, 2, 0, 0)
    assert counts(bring_in("score\n9\n9\n")) == (2, 0, 2, 0)
    assert counts(bring_in("score\n9\n9\n8\n")) == (3, 3, 0, 0)


def test_the_same_rows_for_another_team_or_survey_are_others(bring_in: BringIn) -> None:
    text = "score,date\n4,2026-02-01\n"
    assert counts(bring_in(text, team="Clinic"))[1] == 1
    assert counts(bring_in(text, team="Front desk"))[1] == 1
    assert counts(bring_in(text, survey=SurveyKind.CSAT))[1] == 1


def test_mapping_another_column_makes_no_new_answers(bring_in: BringIn) -> None:
    text = "score,date,said\n4,2026-02-01,Slow\n"
    assert counts(bring_in(text))[1] == 1
    assert counts(bring_in(text, mapping={"text": "said"})) == (1, 0, 1, 0)


def test_the_senders_key_tells_records_apart(bring_in: BringIn) -> None:
    text = "submission_id,score\nr1,9\nr1,9\nr2,9\n,9\n,9\n"
    assert counts(bring_in(text)) == (5, 4, 1, 0)
    assert counts(bring_in("submission_id,score\nr1,1\n")) == (1, 0, 1, 0)


def test_bad_rows_are_reported_and_the_good_go_in(bring_in: BringIn) -> None:
    text = """score,date,team,text
9,2026-02-01,Clinic,
11,2026-02-01,Clinic,
,2026-02-01,Clinic,
x,2026-02-01,Clinic,
9,,Clinic,
9,soon,Clinic,
9,2026-02-01,Nowhere,
9,2926-02-01,Clinic,
9,2026-02-01,Clinic,one,cell,too,many
9,2026-02-01
"""
    report = bring_in(text)

    assert counts(report) == (10, 2, 0, 8)
    assert reasons(report) == {
        3: "The score goes from 0 to 10.",
        4: "The score is missing.",
        5: "The score must be a whole number, such as 9.",
        6: "The date is missing.",
        7: "The date can't be read.",
        8: "There is no open team named Nowhere.",
        9: "This date lies too far away. Check the date format.",
        10: "This row has more cells than there are columns.",
    }
    assert records()[1].team_id is None  # no team and no --team: the company only


def test_reasons_come_in_the_persons_language(bring_in: BringIn) -> None:
    (row,) = bring_in("score\n11\n").as_json("pt-BR")["rejected_rows"]
    assert row == {"row": 2, "reason": "A nota vai de 0 a 10."}


def test_a_dry_run_tells_the_same_and_stores_nothing(bring_in: BringIn) -> None:
    bring_in("score,date\n9,2026-02-01\n")
    text = "score,date,team,touchpoint\n9,2026-02-01,New team,New place\n11,2026-02-01,,\n"
    text += "8,2026-02-03,,\n8,2026-02-03,,\n"
    dry = bring_in(text, dry=True, creates_teams=True)
    with db.reading() as session:
        assert touchpoint_names(session, locale="en") == {}
        assert len(session.exec(select(ImportBatch)).all()) == 1
    real = bring_in(text, creates_teams=True)

    assert counts(dry) == counts(real)
    assert dry.batch is None and real.batch == 2
    again = bring_in(text, dry=True)
    assert counts(again)[1:3] == (0, 3)


def test_a_strict_import_refuses_the_whole_file(bring_in: BringIn) -> None:
    report = bring_in("score\n9\n11\n", is_strict=True)
    assert report.is_refused and report.batch is None
    assert counts(report) == (2, 0, 0, 1)
    assert records() == []
    assert counts(bring_in("score\n9\n10\n", is_strict=True)) == (2, 2, 0, 0)


def test_teams_are_made_when_that_is_wished(bring_in: BringIn) -> None:
    text = "score,team\n9,Night\n8,NIGHT\n7,Clinic\n"
    assert counts(bring_in(text, creates_teams=True)) == (3, 3, 0, 0)
    with db.reading() as session:
        teams = session.exec(select(Team.name).order_by(Team.name)).all()
        units = session.exec(select(Unit.name).order_by(Unit.name)).all()
    assert teams == ["Clinic", "Front desk", "Grooming", "Night"]
    assert len(units) == 3  # two stood there, so the team went to one for imports


def test_the_given_team_serves_rows_that_name_none(bring_in: BringIn, town: Town) -> None:
    bring_in("score,team\n9,\n8,Grooming\n", team="Clinic")
    assert [record.team_id for record in records()] == [town.clinic, town.grooming]
    with pytest.raises(InvalidInput, match="no open team named Nowhere"):
        bring_in("score\n9\n", team="Nowhere")


def test_another_scale_is_remembered(bring_in: BringIn, town: Town) -> None:
    bring_in("score\n1\n10\n", scale="1-10")
    bring_in("score\n1\n7\n", survey=SurveyKind.CES, is_reversed=True)
    with db.reading() as session:
        nps = scores.score(session, actor=town.edu, kind=SurveyKind.NPS)
        ces = scores.score(session, actor=town.edu, kind=SurveyKind.CES)
        cells = session.exec(select(ScoreDay.scale_low, ScoreDay.is_reversed)).all()
    assert (nps.n, nps.score) == (2, 0)
    assert (ces.promoters, ces.detractors, ces.mean) == (1, 1, 4)
    assert set(cells) == {(1, False), (1, True)}
    with pytest.raises(InvalidInput):
        bring_in("score\n1\n", scale="1-5")


def test_complaints_come_in_by_their_words(bring_in: BringIn) -> None:
    report = bring_in("text,team\nSlow,Clinic\n,Clinic\n", kind=Kind.COMPLAINT)
    assert counts(report) == (2, 1, 0, 1)
    assert [(r.kind, r.channel, r.score) for r in records()] == [("complaint", "file", None)]
    assert_rollups_hold()


def test_columns_that_nobody_mapped_stay_out_when_that_is_wished(bring_in: BringIn) -> None:
    text = "score,Region,Name\n9,South,Ana\n"
    bring_in(text, only_mapped=True, mapping={"area": "Region"})
    assert records()[0].details == {"area": "South"}


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"mapping": {"score": "REC"}}, "no column REC"),
        ({"survey": None}, "Say what the file holds"),
        ({"survey": None, "kind": Kind.OBSERVATION}, "A file holds"),
        ({"survey": None, "kind": Kind.COMPLAINT}, "No column was chosen for text"),
        ({"date_format": "yesterday"}, "Write the date format"),
    ],
)
def test_it_says_what_can_not_work_before_it_begins(
    bring_in: BringIn, options: dict[str, object], why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        bring_in("score\n9\n", **options)
    with db.reading() as session:
        assert session.exec(select(ImportBatch)).all() == []


def test_a_column_of_sentences_makes_no_thousand_touchpoints(bring_in: BringIn) -> None:
    rows = "".join(f"9,sentence {n}\n" for n in range(510))
    report = bring_in("score,touchpoint\n" + rows)
    assert counts(report) == (510, 500, 0, 10)
    assert "right column" in reasons(report)[502]


def test_many_rows_go_in_by_several_transactions(
    bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROWS", 700)
    rows = "".join(f"{n % 11},2026-02-{n % 28 + 1:02},note {n}\n" for n in range(2_000))
    report = bring_in("score,date,text\n" + rows)
    assert counts(report) == (2_000, 2_000, 0, 0)
    assert counts(bring_in("score,date,text\n" + rows)) == (2_000, 0, 2_000, 0)
    with db.reading() as session:
        first = session.get_one(ImportBatch, report.batch)
        assert (first.state, first.rows_read, first.created) == ("done", 2_000, 2_000)
    assert_rollups_hold()


def test_rows_stored_in_bulk_read_back_as_they_were(bring_in: BringIn) -> None:
    rows = "".join(f"9,2026-02-03 10:0{n % 10},ç{n},x;y,{n}\n" for n in range(600))
    bring_in("score,date,text,tags,more\n" + rows)
    record = records()[7]
    assert record.collected_at.isoformat() == "2026-02-03T13:07:00+00:00"
    assert (record.text, record.folded) == ("ç7", "c7")
    assert (tags(record), record.details) == (("x", "y"), {"more": "7"})
    assert record.created_at == NOON


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "nobody", "integration"])
def test_it_is_for_admins(bring_in: BringIn, town: Town, who: str) -> None:
    for dry in (False, True):
        with pytest.raises(NotAllowed):
            bring_in("score\n9\n", actor=town.everybody[who], dry=dry)


def test_every_one_of_many_bad_rows_has_its_reason(bring_in: BringIn) -> None:
    rows = [
        f"{99 if number % 20 == 0 else number % 11},2026-02-01,{number}" for number in range(10_000)
    ]
    report = bring_in("score,date,note\n" + "\n".join(rows) + "\n")
    assert counts(report) == (10_000, 9_500, 0, 500)
    assert [row for row, _reason in report.rejected] == list(range(2, 10_002, 20))
