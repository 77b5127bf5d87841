import pytest
from sqlmodel import Session, select

from cxgame.content import Outcome
from cxgame.errors import Conflict, NotFound
from cxgame.game import queries as game
from cxgame.game.models import PointEntry
from cxgame.learning.course import Stage
from cxgame.learning.models import ModuleRun, ScenarioChoice
from cxgame.people import audit
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.learning.library import QUESTIONS
from tests.learning.way import BAD_TALK, GOOD_TALK, Learner

ALL_WRONG = tuple(question.id for question in QUESTIONS)


def points(learner: Learner) -> int:
    return game.total(learner.session, actor=learner.actor, person_id=learner.me)


def entries(session: Session) -> list[tuple[str, str, int]]:
    rows = session.exec(select(PointEntry).order_by(PointEntry.rule)).all()
    return [(row.rule, row.object, row.points) for row in rows if row.rule != "question_right"]


def test_opening_brings_no_points_and_begins_once(alice: Learner) -> None:
    assert alice.open() == alice.open()
    assert alice.view().stage is Stage.LESSON
    assert points(alice) == 0


def test_the_whole_way_ends_passed(session: Session, alice: Learner) -> None:
    alice.whole()

    view = alice.view()
    assert view.stage is Stage.RESULT
    assert view.result is not None
    assert view.result.is_passed
    assert (view.result.right, view.result.total, view.result.needed) == (7, 7, 5)
    assert view.result.points == points(alice) == 7 * 5 + 15 + 40
    assert entries(session) == [
        ("module_passed", "welcome", 40),
        ("scenario_played", "welcome", 15),
    ]


def test_the_points_keep_the_team_they_were_made_in(
    session: Session, town: Town, alice: Learner
) -> None:
    alice.whole()
    assert {row.team_id for row in session.exec(select(PointEntry))} == {town.desk}


def test_below_the_pass_mark_it_is_not_passed(session: Session, alice: Learner) -> None:
    alice.whole(wrong=("single", "number", "ordering"))

    result = alice.view().result
    assert result is not None
    assert not result.is_passed
    assert [step.key for step in result.revise] == ["greet", "listen", "promise"]
    assert entries(session) == [("scenario_played", "welcome", 15)]


def test_the_second_attempt_passes_for_half_and_skips_what_was_done(
    session: Session, alice: Learner
) -> None:
    alice.whole(wrong=("single", "number", "ordering"))
    alice.again()
    assert alice.view().stage is Stage.QUESTIONS

    alice.answer_all()

    assert alice.view().stage is Stage.RESULT
    assert ("module_passed", "welcome", 20) in entries(session)


def test_a_third_attempt_passes_without_points(session: Session, alice: Learner) -> None:
    alice.whole(wrong=ALL_WRONG)
    alice.again()
    alice.answer_all(wrong=ALL_WRONG)
    alice.again()
    alice.answer_all()

    result = alice.view().result
    assert result is not None
    assert result.is_passed
    assert entries(session) == [("module_passed", "welcome", 0), ("scenario_played", "welcome", 15)]


def test_starting_again_goes_on_with_what_is_open(alice: Learner) -> None:
    run = alice.open()
    assert alice.again() == run


def test_the_next_run_asks_in_another_order(session: Session, alice: Learner) -> None:
    alice.whole()
    alice.again()
    first, second = session.exec(select(ModuleRun).order_by(ModuleRun.number))  # type: ignore[arg-type]
    assert first.questions == [question.id for question in QUESTIONS]
    assert sorted(second.questions) == sorted(first.questions)
    assert second.questions != first.questions


def test_the_conversation_gives_points_in_proportion(session: Session, alice: Learner) -> None:
    alice.whole(talk=("excuse", "restart", "plan"))  # 0 + 1 + 2 of the 5 that the best way brings
    assert ("scenario_played", "welcome", 9) in entries(session)


def test_played_again_it_gives_half_but_only_where_it_gave_none(
    session: Session, alice: Learner
) -> None:
    alice.whole(talk=BAD_TALK)
    assert ("scenario_played", "welcome", 15) not in entries(session)

    alice.replay()
    alice.talk(*GOOD_TALK, round_=2)
    alice.finish()
    assert ("scenario_played", "welcome", 8) in entries(session)

    alice.replay()
    alice.talk(*GOOD_TALK, round_=3)
    alice.finish()
    assert [row[2] for row in entries(session) if row[0] == "scenario_played"] == [8]


def test_a_reply_stays_said(session: Session, alice: Learner) -> None:
    alice.open()
    alice.read()
    alice.answer_all()
    alice.say(0, "excuse")
    alice.say(0, "sorry")

    assert [row.choice for row in session.exec(select(ScenarioChoice))] == ["excuse"]
    with pytest.raises(Conflict):
        alice.say(2, "plan")
    with pytest.raises(NotFound):
        alice.say(1, "plan")
    with pytest.raises(Conflict):
        alice.finish()


def test_a_replay_needs_a_result(alice: Learner) -> None:
    alice.open()
    alice.replay()
    assert alice.view().stage is Stage.LESSON


def test_the_end_tells_the_moods_and_the_steps(alice: Learner) -> None:
    alice.whole()
    result = alice.view().result
    assert result is not None
    assert result.end is not None
    assert result.end.outcome is Outcome.GOOD
    assert (result.end.first_mood, result.end.last_mood) == ("cross", "confident")
    assert [(step.number, words) for step, words in result.end.debrief] == [(3, "Say when.")]


def test_finishing_is_written_into_the_audit_once(session: Session, alice: Learner) -> None:
    alice.whole()
    alice.finish()
    actions = session.exec(select(AuditEntry.action)).all()
    assert actions.count("learning.finish_module") == 1
    assert audit.verify(session)[1] is None


def test_the_next_module_of_the_track_follows(alice: Learner) -> None:
    alice.whole()
    result = alice.view().result
    assert result is not None
    assert (result.next_slug, result.next_title) == ("goodbye", "Say goodbye")


def test_an_update_in_mid_lesson_changes_nothing_for_who_is_in_it(
    session: Session, alice: Learner, bob: Learner
) -> None:
    from dataclasses import replace

    from cxgame.learning.importing import import_content
    from cxgame.people.actor import Actor
    from tests.learning.library import LIBRARY, MODULE, SECOND, both

    alice.open()
    alice.read()
    changed = replace(MODULE, title=both("Outro", "Other"), questions=MODULE.questions[:2])
    library = replace(LIBRARY, modules=(changed, SECOND))
    import_content(session, actor=Actor.system(), library=library, now=NOON)

    assert alice.view().title == "Welcome whoever arrives"
    alice.answer_all()
    assert alice.view().question is None
    bob.open()
    assert bob.view().title == "Other"
