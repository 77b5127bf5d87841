from dataclasses import replace

from cxgame.content import Change, Step
from cxgame.standards.differences import Kind, changed_steps, difference, is_major
from tests.learning.library import SOP, both
from tests.standards.story import GREET, MAJOR, MINOR, PROMISE, next_version

THANK = Step("thank", "counter", both("Agradeça", "Thank"), both("Pelo nome.", "By name."))


def test_the_same_text_differs_in_nothing() -> None:
    found = difference(SOP, SOP, "en")
    assert found.is_empty
    assert changed_steps(SOP, SOP) == ()
    assert not is_major(SOP, SOP)


def test_a_changed_step_has_both_texts() -> None:
    (step,) = difference(SOP, MAJOR, "en").steps
    assert (step.kind, step.key, step.number) == (Kind.CHANGED, "promise", 3)
    assert (step.old_text, step.text) == ("Say when.", "Say day and hour.")
    assert changed_steps(SOP, MAJOR) == ("promise",)


def test_new_and_removed_steps_are_told_apart() -> None:
    found = difference(SOP, next_version(SOP, Change.MAJOR, THANK, gone="greet"), "pt-BR")
    assert [(step.kind, step.key, step.number) for step in found.steps] == [
        (Kind.NEW, "thank", 3),
        (Kind.REMOVED, "greet", 0),
    ]
    assert found.steps[0].title == "Agradeça"
    assert found.steps[1].old_title == "Cumprimente"
    assert found.kinds == {"thank": Kind.NEW, "greet": Kind.REMOVED}


def test_a_reader_is_told_only_what_their_language_shows() -> None:
    reworded = replace(SOP.steps[0], text=both("Olhe bem.", "Look up."))
    new = next_version(SOP, Change.MINOR, reworded)
    assert difference(SOP, new, "en").is_empty
    assert len(difference(SOP, new, "pt-BR").steps) == 1
    assert changed_steps(SOP, new) == ("greet",)


def test_other_parts_are_named() -> None:
    new = replace(
        SOP,
        phrases=(*SOP.phrases, both("“Obrigado.”", "“Thank you.”")),
        exceptions=(replace(SOP.exceptions[0], then=both("Ligue", "Call")),),
        title=both("Acolher bem", "Welcome"),
    )
    assert difference(SOP, new, "en").parts == ("the phrases that help", "the exceptions")
    assert difference(SOP, new, "pt-BR").parts[0] == "the title"


def test_a_minor_version_after_a_major_one_is_still_major_for_who_missed_both() -> None:
    assert is_major(SOP, MAJOR)
    assert is_major(SOP, MINOR)
    assert not is_major(MAJOR, MINOR)
    assert changed_steps(SOP, MINOR) == ("greet", "promise")
    assert {GREET.id, PROMISE.id} == set(changed_steps(SOP, MINOR))


def test_a_correction_without_a_new_number_is_not_major() -> None:
    corrected = replace(MAJOR, steps=(GREET, *MAJOR.steps[1:]))
    assert not is_major(MAJOR, corrected)
    assert changed_steps(MAJOR, corrected) == ("greet",)
