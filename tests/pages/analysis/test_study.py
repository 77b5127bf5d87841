"""A study of causes on screen: begun at a reason, written, printed, thrown away."""

from cxgame import clock, db
from cxgame.feedback import voice
from cxgame.feedback.studies import queries, service
from cxgame.feedback.studies.form import StudyForm
from cxgame.feedback.studies.models import StudyRecord
from tests.conftest import Town
from tests.pages.analysis.conftest import Told
from tests.pages.conftest import OpenAs

FIELDS = {
    "title": "Queue at the till",
    "problem": "Customers wait ten minutes",
    "why1": "One till is open",
    "why2": "The second is for returns",
    "people": "lunch at noon\nno float",
    "root_cause": "The rota ignores noon",
}


def test_a_study_keeps_the_records_behind_a_reason(town: Town, told: Told, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "study?new=1&kind=complaint&team=2")
    assert "It will rest on 10 records" in screen.sheet("study-new")
    screen.tap("study-new", "save", team=str(town.clinic), **FIELDS)
    with db.reading() as session:
        [made] = queries.studies(session, actor=town.diana)
        study = queries.study(session, actor=town.diana, study_id=made.id)
    assert (made.title, made.records) == ("Queue at the till", 10)
    assert study.form.causes == {"people": ("lunch at noon", "no float")}
    assert study.asked == "team=2&kind=complaint"
    with db.transaction() as session:
        words = voice.record_complaint(
            session, actor=town.diana, team_id=town.clinic, text="Nobody called (31) 98765-4321",
            now=clock.now(),
        )  # fmt: skip
        session.add(StudyRecord(study_id=made.id, record_id=words))
    text = open_as(town.diana, f"study?id={made.id}").sheet(f"study-{made.id}")
    assert "Nobody called [phone hidden]" in text and "A score without words." in text


def test_what_was_typed_stays_where_it_is_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "study?new=1")
    screen.tap("study-new", "save", **{**FIELDS, "title": " ", "team": str(town.desk)})
    assert "Give the study a title." in screen.text


def test_somebody_faster_is_told_and_nothing_is_lost(town: Town, open_as: OpenAs) -> None:
    form = StudyForm(title="Queue", team_id=town.desk)
    with db.transaction() as session:
        study_id = service.add_study(session, actor=town.edu, form=form, now=clock.now())
    screen = open_as(town.diana, f"study?id={study_id}")
    with db.transaction() as session:
        service.change_study(
            session, actor=town.edu, study_id=study_id, version=1, now=clock.now(),
            form=StudyForm(title="Queue at noon", team_id=town.desk),
        )  # fmt: skip
    fields = {**FIELDS, "team": str(town.desk)}
    screen.tap(f"study-{study_id}", "save", version="1", **fields)
    text = screen.sheet(f"study-{study_id}")
    assert "Somebody else changed this meanwhile" in text
    assert "Queue at noon" in text and 'value="Queue at the till"' in text
    screen.tap(f"study-{study_id}", "save", version="2", **fields)
    text = screen.sheet(f"study-{study_id}")
    assert "meanwhile" not in text and "Queue at noon" not in text
    assert "lunch at noon" in text and "The second is for returns" in text

    screen.tap(f"study-{study_id}", "card", title="Open the second till", level="tactical")
    assert "Open the second till" in screen.sheet(f"study-{study_id}")
    assert "Queue at the till" in open_as(town.diana, "board?level=tactical&card=1").text
    screen.open(f"study?id={study_id}").tap(f"study-{study_id}", "remove")
    with db.reading() as session:
        assert queries.studies(session, actor=town.edu) == []


def test_a_study_of_another_team_is_not_there(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        study_id = service.add_study(
            session, actor=town.edu, form=StudyForm(title="x", team_id=town.grooming),
            now=clock.now(),
        )  # fmt: skip
    assert "There is no such study." in open_as(town.diana, f"study?id={study_id}").text
