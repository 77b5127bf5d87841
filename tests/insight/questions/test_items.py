"""Items as they are read from real answers."""

import pytest
from sqlmodel import Session, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.insight.questions import items
from cxgame.insight.questions.items import Item
from cxgame.insight.questions.verdicts import Verdict
from cxgame.learning.models import ModuleRun, ModuleVersion, QuestionAnswer
from tests.conftest import NOON, Town
from tests.insight.crowd import Crowd


def attempt(crowd: Crowd, person_id: int, answers: dict[str, tuple[object, bool]]) -> None:
    """Store a person's first attempts at questions of the welcome module."""
    version = crowd.session.exec(select(ModuleVersion)).all()
    module_id = crowd.question("single").module_id
    run = ModuleRun(
        person_id=person_id,
        module_id=module_id,
        version_id=next(one.id for one in version if one.module_id == module_id),
        number=1,
        stage="questions",
        questions=list(answers),
        started_at=NOON,
        moved_at=NOON,
    )
    crowd.session.add(run)
    crowd.session.flush()
    for turn, (key, (given, is_right)) in enumerate(answers.items()):
        question = crowd.question(key)
        for tried in (1, 2):
            crowd.session.add(
                QuestionAnswer(
                    run_id=run.id,
                    turn=turn + 20 * tried,
                    person_id=person_id,
                    question_id=question.id,
                    step_id=question.step_id,
                    revision=question.revision,
                    tried=tried,
                    given=given if tried == 1 else "look",
                    outcome="right" if is_right or tried == 2 else "wrong",
                    is_guess=False,
                    points=0,
                    answered_at=NOON,
                )
            )
    crowd.session.flush()


@pytest.fixture
def answered(crowd: Crowd, town: Town) -> Crowd:
    """30 people: those who know the other two questions are wrong at the first one."""
    for number, person_id in enumerate(crowd.people(town.desk, 30)):
        knows = number < 15
        attempt(
            crowd,
            person_id,
            {
                "single": ("wait" if knows else "look", not knows),
                "true-false": (not knows, knows),
                "number": (30.0 if knows else 60.0, knows),
            },
        )
    return crowd


def item(session: Session, town: Town, key: str) -> Item:
    found = items.items(session, actor=town.diana, slug="welcome")
    return next(one for one in found if one.key == key)


def test_who_knows_the_rest_and_errs_here_points_at_the_key(
    session: Session, town: Town, answered: Crowd
) -> None:
    found = item(session, town, "single")
    assert (found.n, found.facility, found.correlation) == (30, 0.5, pytest.approx(-1))
    assert found.discrimination == pytest.approx(-1)
    assert found.verdict is Verdict.KEY


def test_second_attempts_count_nowhere(session: Session, town: Town, answered: Crowd) -> None:
    found = item(session, town, "single")
    assert {one.words: one.option.share for one in found.options} == {
        "Look up": 0.5,
        "Wait": 0.5,
        "Take the phone": 0.0,
    }


def test_under_30_answers_only_their_number_is_shown(
    session: Session, town: Town, answered: Crowd
) -> None:
    found = item(session, town, "ordering")
    assert (found.n, found.facility, found.options) == (0, None, ())
    assert found.verdict is Verdict.COLLECTING


def test_modules_tell_how_many_questions_can_be_judged(
    session: Session, town: Town, answered: Crowd
) -> None:
    lines = {one.slug: one for one in items.modules(session, locale="en")}
    assert (lines["welcome"].judged, lines["welcome"].questions) == (3, 7)
    assert lines["welcome"].answers == 90
    assert (lines["goodbye"].judged, lines["goodbye"].questions) == (0, 2)


def test_an_answer_can_be_tried_and_is_not_stored(
    session: Session, town: Town, crowd: Crowd
) -> None:
    seen = items.preview(session, actor=town.diana, key="single")
    assert (seen.prompt, seen.told) == ("What comes first?", None)
    tried = items.preview(session, actor=town.diana, key="single", answer="wait")
    assert tried.told is not None
    assert tried.told.feedback[0] == "Too late."
    assert session.exec(select(QuestionAnswer)).first() is None
    with pytest.raises(InvalidInput):
        items.preview(session, actor=town.diana, key="single", answer="nonsense")


def test_what_there_is_not_is_not_found(session: Session, town: Town, crowd: Crowd) -> None:
    with pytest.raises(NotFound):
        items.items(session, actor=town.diana, slug="nothing")
    with pytest.raises(NotFound):
        items.preview(session, actor=town.diana, key="nothing")
    assert items.module_of_question(session, key="single") == "welcome"
    assert items.module_of_question(session, key="nothing") == ""
