from datetime import UTC, datetime, timedelta

import pytest

from cxgame.content import Outcome as Ending
from cxgame.content import Question
from cxgame.learning.grading import Outcome
from cxgame.learning.xapi import interactions, statements
from cxgame.learning.xapi.statements import Answer, Finish, Site
from tests.learning.library import MODULE, QUESTIONS, RIGHT, SINGLE
from tests.learning.xapi import rules

SITE = Site("https://learn.example.com")
NOON = datetime(2026, 3, 2, 15, tzinfo=UTC)


def answer(question: Question = SINGLE, given: object = "look", row: int = 1) -> Answer:
    return Answer(
        row=("module-answer", row),
        run=("module-run", 7),
        person_id=3,
        question=question,
        module=MODULE,
        given=given,
        outcome=Outcome.RIGHT,
        is_guess=False,
        milliseconds=4_210,
        at=NOON,
    )


FINISH = Finish(("module-run", 7), 3, 6, 7, NOON - timedelta(minutes=4, seconds=3), NOON)


def test_an_answer_says_who_did_what_with_what_result() -> None:
    made = statements.answered(SITE, answer())
    rules.check(made)
    assert made["actor"]["account"] == {
        "homePage": "https://learn.example.com",
        "name": "person-3",
    }
    assert made["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert made["object"]["id"] == "https://learn.example.com/xapi/question/single"
    assert made["timestamp"] == "2026-03-02T15:00:00.000Z"
    assert made["result"]["success"] is True
    assert made["result"]["response"] == "look"
    assert made["result"]["duration"] == "PT4.21S"
    parents = made["context"]["contextActivities"]
    assert parents["parent"][0]["id"].endswith("/xapi/module/welcome")
    assert parents["grouping"][0]["id"].endswith("/xapi/sop/POP-900/greet")
    assert made["context"]["revision"] == SINGLE.revision


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_kind_is_an_interaction(question: Question) -> None:
    from cxgame.learning.grading import grade

    given = grade(question, RIGHT[question.id]).given
    made = statements.answered(SITE, answer(question, given))
    rules.check(made)


FORMATS = {
    "single": (["look"], "look"),
    "multiple": (["name[,]smile"], "smile[,]name"),
    "true-false": (["false"], "false"),
    "number": (["29.5[:]30.5"], "30"),
    "matching": (
        ["who[.]who[,]when[.]when[,]what[.]what"],
        "who[.]who[,]when[.]when[,]what[.]what",
    ),
    "ordering": (["first[,]second[,]third"], "first[,]second[,]third"),
}


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.id in FORMATS], ids=lambda q: q.id)
def test_answers_have_the_format_of_their_type(question: Question) -> None:
    pattern, said = FORMATS[question.id]
    given = {"true-false": False, "number": 30.0}.get(question.id, RIGHT[question.id])
    assert interactions.definition(question)["correctResponsesPattern"] == pattern
    assert interactions.response(question, given) == said


def test_accepted_wordings_are_told_to_ignore_case() -> None:
    short = next(question for question in QUESTIONS if question.id == "short-text")
    patterns = interactions.definition(short)["correctResponsesPattern"]
    assert "{case_matters=false}é isso" in patterns
    assert len(patterns) == 3


@pytest.mark.parametrize(("is_passed", "verb"), [(True, "passed"), (False, "failed")])
def test_a_module_is_passed_or_failed_with_its_score(is_passed: bool, verb: str) -> None:
    made = statements.module_finished(SITE, FINISH, MODULE, is_passed=is_passed)
    rules.check(made)
    assert made["verb"]["id"].endswith(f"/{verb}")
    assert made["result"]["success"] is is_passed
    assert made["result"]["score"] == {"scaled": 0.8571, "raw": 6, "min": 0, "max": 7}
    assert made["result"]["duration"] == "PT4M3S"


@pytest.mark.parametrize("outcome", [Ending.GOOD, Ending.BAD])
def test_a_conversation_is_completed_well_or_badly(outcome: Ending) -> None:
    made = statements.scenario_completed(SITE, FINISH, MODULE, outcome)
    rules.check(made)
    assert made["result"]["success"] is (outcome is Ending.GOOD)
    assert made["result"]["completion"] is True


def test_nobody_passes_or_fails_a_practice() -> None:
    made = statements.practice_completed(SITE, FINISH)
    rules.check(made)
    assert "success" not in made["result"]


def test_the_same_row_has_the_same_id_and_no_other_has_it() -> None:
    one, again = statements.answered(SITE, answer()), statements.answered(SITE, answer())
    assert one == again
    others = [
        statements.answered(SITE, answer(row=2)),
        statements.answered(Site("https://other.example.com"), answer()),
        statements.module_finished(SITE, FINISH, MODULE, is_passed=True),
    ]
    ids = {one["id"], *(made["id"] for made in others)}
    assert len(ids) == 4


def test_a_module_and_its_answers_share_their_registration() -> None:
    run = statements.module_finished(SITE, FINISH, MODULE, is_passed=True)
    assert run["context"]["registration"] == SITE.uuid("module-run", 7)
    made = statements.answered(SITE, answer())
    assert made["context"]["registration"] == run["context"]["registration"]


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(), "PT0S"),
        (timedelta(seconds=-3), "PT0S"),
        (timedelta(milliseconds=4), "PT0S"),
        (timedelta(milliseconds=59_999), "PT1M"),
        (timedelta(seconds=64.25), "PT1M4.25S"),
        (timedelta(hours=2), "PT2H"),
        (timedelta(days=1, seconds=1), "PT24H1S"),
    ],
)
def test_durations_are_iso_8601(length: timedelta, said: str) -> None:
    assert statements.duration(length) == said
    assert rules.DURATION.fullmatch(said)
