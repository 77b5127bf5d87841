from datetime import date

import pytest

from cxgame.errors import Reason
from cxgame.learning.authoring import compare, edits, ids, rules
from cxgame.learning.authoring.compare import Difference
from cxgame.learning.authoring.rules import Facts, State
from cxgame.standards.signing import asks

TODAY = date(2026, 3, 2)


def facts(state: State, **given: object) -> Facts:
    return Facts(**{"state": state, "author": 1, "editor": 2, "effective_on": TODAY, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", State)
def test_each_state_allows_its_own_steps(state: State) -> None:
    may_change = not rules.against_change(facts(state))
    may_submit = not rules.against_submission(facts(state), TODAY)
    may_approve = not rules.against_approval(facts(state), 3)
    may_publish = not rules.against_publication(facts(state))
    assert (may_change, may_submit, may_approve, may_publish) == {
        State.DRAFT: (True, True, False, False),
        State.SENT_BACK: (True, True, False, False),
        State.IN_REVIEW: (True, False, True, False),
        State.APPROVED: (True, False, False, True),
        State.PUBLISHED: (False, False, False, False),
        State.WITHDRAWN: (False, False, False, False),
    }[state]


@pytest.mark.parametrize("person", [1, 2])
def test_neither_author_nor_last_editor_decides(person: int) -> None:
    assert rules.against_decision(facts(State.IN_REVIEW), person)
    assert rules.against_approval(facts(State.IN_REVIEW), person)


def test_a_draft_with_faults_can_be_sent_back_but_not_approved() -> None:
    broken = facts(State.IN_REVIEW, faults=3)
    assert not rules.against_decision(broken, 3)
    (reason,) = rules.against_approval(broken, 3)
    assert reason.values == {"n": 3}


@pytest.mark.parametrize(
    ("day", "is_due"),
    [(None, True), (date(2026, 3, 1), True), (TODAY, True), (date(2026, 3, 3), False)],
)
def test_what_asks_for_nothing_is_due_from_its_day_on(day: date | None, is_due: bool) -> None:
    assert rules.is_due(day, asks.Kind.NOTHING, TODAY) is is_due
    assert rules.is_in_force(day, TODAY) is is_due


@pytest.mark.parametrize("kind", [asks.Kind.SIGN, asks.Kind.QUIZ])
def test_what_is_signed_is_announced_before_its_day(kind: asks.Kind) -> None:
    assert rules.is_due(date(2026, 5, 1), kind, TODAY)


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.APPROVED])
def test_a_quiz_needs_questions_from_the_start(state: State) -> None:
    def against(questions: int) -> list[Reason]:
        said = facts(state, asked=asks.Kind.QUIZ, questions=questions)
        return {
            State.DRAFT: rules.against_submission(said, TODAY),
            State.IN_REVIEW: rules.against_approval(said, 3),
            State.APPROVED: rules.against_publication(said),
        }[state]

    assert against(1) == []
    (reason,) = against(0)
    assert "no question for a quiz" in reason.message


def test_no_version_overtakes_the_one_that_was_announced_before_it() -> None:
    def against(not_before: date) -> list[Reason]:
        return rules.against_submission(facts(State.DRAFT, not_before=not_before), TODAY)

    assert against(TODAY) == []
    (reason,) = against(date(2026, 3, 3))
    assert "takes effect later" in reason.message


def test_only_an_approval_is_lost_by_a_change() -> None:
    changed = {state: rules.state_after_change(state) for state in State}
    assert changed == {**{state: state for state in State}, State.APPROVED: State.DRAFT}


def test_codes_go_on_from_the_highest_number() -> None:
    assert ids.next_code({"POP-002", "POP-017", "POP-009"}) == "POP-018"
    assert ids.next_code({"X-9"}) == "X-10"
    assert ids.next_code(set()) == "POP-001"


def test_slugs_are_plain() -> None:
    assert ids.slug("  Recepção & “Olá”, 2ª vez! ") == "recepcao-ola-2a-vez"
    assert len(ids.slug("word " * 40)) <= ids.LONGEST
    assert ids.slug("日本") == ""


def test_ids_are_completed_without_reuse() -> None:
    held = {"options": [{"id": "option-1"}, {"id": "", "text": {}}, {"text": {}}]}
    spent = {"questions/q/options/option-2", "questions/other/options/option-3"}
    found = ids.complete(held, "questions/q", spent)
    assert [option["id"] for option in found["options"]] == ["option-1", "option-3", "option-4"]


def test_moving_stops_at_the_ends() -> None:
    for place, by, expected in ((0, -1, "abc"), (2, 5, "abc"), (0, 1, "bac"), (2, -9, "cab")):
        held = list("abc")
        edits.moved(held, place, by)
        assert "".join(held) == expected


def test_differences_are_told_by_id_and_by_language() -> None:
    before = {"steps": [{"id": "a", "title": {"en": "One"}}, {"id": "b", "title": {"en": "Two"}}]}
    after = {"steps": [{"id": "b", "title": {"en": "Two"}}, {"id": "a", "title": {"en": "1"}}]}
    assert compare.differences(before, after) == [
        Difference(("steps", "a", "title", "en"), "One", "1")
    ]
    assert compare.differences(before, before) == []
    gone = compare.differences(before, {"steps": before["steps"][:1]})
    assert gone == [Difference(("steps", "b", "title", "en"), "Two", None)]
    came = compare.differences({"do": []}, {"do": [{"en": "Smile"}]})
    assert came == [Difference(("do", "1", "en"), None, "Smile")]
