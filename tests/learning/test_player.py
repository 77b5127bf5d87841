from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.content import Kind
from cxgame.errors import NotFound
from cxgame.learning import player
from cxgame.learning.asking import QuestionView
from cxgame.learning.course import Stage
from cxgame.learning.screens import Line
from tests.conftest import Town
from tests.learning.library import RIGHT, WRONG
from tests.learning.way import Learner


def question(learner: Learner) -> QuestionView:
    found = learner.view().question
    assert found is not None
    return found


def at(learner: Learner, kind: Kind) -> QuestionView:
    """Answer on until a question of a kind is on."""
    learner.open()
    learner.read()
    while question(learner).kind is not kind:
        turn = question(learner).turn
        learner.answer(turn, RIGHT[learner.key(turn)])
        learner.go_on(turn)
    return question(learner)


def told(learner: Learner, answer: object) -> list[tuple[str, str, str]]:
    learner.answer(question(learner).turn, answer)
    shown = question(learner).told
    assert shown is not None
    return [(row.words, row.state, row.yours) for row in shown.rows]


def test_there_is_nothing_before_it_was_opened(session: Session, alice: Learner) -> None:
    assert player.player(session, actor=alice.actor, slug="welcome") is None
    with pytest.raises(NotFound):
        player.player(session, actor=alice.actor, slug="nothing")


def test_the_lesson_names_its_track_and_sop(alice: Learner) -> None:
    alice.open()
    view = alice.view()
    assert (view.track, view.place) == ("Frontline track", (1, 2))
    assert (view.sop_code, view.sop_title) == ("POP-900", "Welcome")
    assert view.lesson.startswith("## Three moves")


def test_it_speaks_the_readers_language(alice: Learner) -> None:
    alice.actor = replace(alice.actor, locale="pt-BR")
    assert at(alice, Kind.TRUE_FALSE).prompt == "Interromper ajuda."
    assert [words for _, words in question(alice).options] == ["Verdadeiro", "Falso"]


def test_a_reload_shows_the_same_order(alice: Learner) -> None:
    first = at(alice, Kind.SINGLE)
    assert question(alice) == first
    assert {key for key, _ in first.options} == {"look", "wait", "phone"}


def test_the_feedback_is_still_there_after_a_reload(alice: Learner) -> None:
    at(alice, Kind.SINGLE)
    rows = told(alice, "wait")
    assert sorted(rows) == [
        ("Look up", "missed", ""),
        ("Take the phone", "rest", ""),
        ("Wait", "chosen", ""),
    ]
    shown = question(alice).told
    assert shown is not None
    assert shown.feedback == ("Too late.", "Because it is so.")


def test_a_missed_question_is_announced_as_coming_back(alice: Learner) -> None:
    alice.open()
    alice.read()
    while not question(alice).is_again:
        turn = question(alice).turn
        alice.answer(turn, (WRONG if turn < 2 else RIGHT)[alice.key(turn)])
        alice.go_on(turn)
    assert (question(alice).number, question(alice).total) == (1, 2)


def test_an_ordering_is_never_shown_in_its_order(alice: Learner) -> None:
    shown = at(alice, Kind.ORDERING)
    assert [key for key, _ in shown.options] != ["first", "second", "third"]
    rows = told(alice, ["second", "first", "third"])
    assert rows == [
        ("Look", "missed", "2nd"),
        ("Listen", "missed", "1st"),
        ("Promise", "right", ""),
    ]


def test_the_partners_of_a_matching_are_mixed(alice: Learner) -> None:
    shown = at(alice, Kind.MATCHING)
    assert [key for key, _ in shown.options] == ["who", "when", "what"]
    assert [key for key, _ in shown.partners] != ["who", "when", "what"]
    rows = told(alice, {"who": "who", "when": "what", "what": "when"})
    assert rows == [
        ("Who → Anna", "right", ""),
        ("When → At 10", "missed", "A call"),
        ("What → A call", "missed", "At 10"),
    ]


def test_a_number_stands_with_its_unit(alice: Learner) -> None:
    assert at(alice, Kind.NUMBER).unit == "seconds"
    assert told(alice, "12.5") == [
        ("12.50 seconds", "chosen", ""),
        ("30 seconds", "missed", ""),
    ]


def test_a_wrong_text_stands_beside_the_right_one(alice: Learner) -> None:
    at(alice, Kind.SHORT_TEXT)
    assert told(alice, "maybe") == [("maybe", "chosen", ""), ("That's it", "missed", "")]


def test_the_conversation_is_told_line_by_line(alice: Learner) -> None:
    alice.open()
    alice.read()
    alice.answer_all()
    alice.say(0, "excuse")

    view = alice.view()
    assert view.stage is Stage.SCENARIO
    assert view.conversation is not None
    kinds = [(line.kind, line.words, line.mood) for line in view.conversation.lines]
    assert kinds == [
        ("scene", "Saturday, 11 am.", ""),
        ("theirs", "Nobody listens.", "cross"),
        ("ours", "I say excuse", ""),
        ("note", "Note excuse", ""),
        ("theirs", "And now?", "furious"),
    ]
    note: Line = view.conversation.lines[3]
    assert not note.is_good
    assert note.step is not None
    assert note.step.number == 2
    assert {key for key, _ in view.conversation.replies} == {"restart", "shrug"}
    assert not view.conversation.is_over


def test_another_device_shows_the_same(town: Town, alice: Learner) -> None:
    shown = at(alice, Kind.NUMBER)
    elsewhere = Learner(alice.session, town.alice)
    assert question(elsewhere) == shown
