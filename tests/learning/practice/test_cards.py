from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session, select

from cxgame import clock
from cxgame.content import Choices, Kind, Question
from cxgame.game.models import PointEntry
from cxgame.learning.importing import import_content
from cxgame.learning.practice import cards, deck, memory
from cxgame.learning.practice.models import ReviewCard
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, MODULE, QUESTIONS, SECOND, SINGLE, both
from tests.learning.practice.way import Practiser
from tests.learning.way import Learner

TODAY = clock.local_day(NOON)


def test_each_question_of_a_module_begins_a_card(alice: Practiser) -> None:
    held = alice.session.exec(select(ReviewCard)).all()
    assert len(held) == len(QUESTIONS)
    assert {card.reviewed_on for card in held} == {TODAY}
    assert {card.reps for card in held} == {1}


def test_only_the_first_turn_of_a_question_reviews_its_card(alice: Practiser) -> None:
    assert [entry.outcome for entry in alice.entries("single")] == ["wrong"]
    assert alice.card("single").due_on == TODAY + timedelta(days=1)
    assert alice.card("matching").due_on > TODAY + timedelta(days=1)


def test_a_first_meeting_predicts_nothing_and_brings_no_review_points(alice: Practiser) -> None:
    entry = alice.entries("single")[0]
    assert (entry.recall, entry.days, entry.due_on) == (None, None, None)
    assert (entry.source, entry.answered_on, entry.milliseconds) == ("module", TODAY, 4200)
    rules = alice.session.exec(select(PointEntry.rule)).all()
    assert "review_right" not in rules


def test_a_later_answer_holds_what_was_predicted(alice: Practiser) -> None:
    before = alice.card("single")
    predicted = memory.recall(before, TODAY + timedelta(days=4))
    alice.begin()
    alice.finish()
    entry = alice.entries("single")[1]
    assert entry.recall == predicted
    assert entry.recall is not None and 0 < entry.recall < 1
    assert (entry.days, entry.due_on) == (4, TODAY + timedelta(days=1))
    assert (entry.rating, entry.source) == (3, "practice")


def test_the_next_morning_is_a_day_later(alice: Practiser) -> None:
    evening = Practiser(alice.session, alice.actor, NOON + timedelta(hours=10))
    morning = evening.later(hours=10)  # eight in the morning, less than 24 hours on
    assert clock.local_day(morning.now) - clock.local_day(NOON) == timedelta(days=1)
    morning.begin()
    morning.finish()
    assert alice.entries("single")[1].days == 1


def test_a_module_done_again_reviews_the_card_early_without_review_points(
    alice: Practiser, town: Town
) -> None:
    early = Learner(alice.session, town.alice, now=NOON + timedelta(days=1))
    early.again()
    early.answer_all()
    assert alice.card("matching").reps == 2
    rules = alice.session.exec(select(PointEntry.rule)).all()
    assert "review_right" not in rules


def test_a_guess_is_forgotten_at_once(session: Session, town: Town) -> None:
    from tests.learning.way import stock

    stock(session)
    learner = Learner(session, town.bob)
    learner.open()
    learner.read()
    learner.answer(0, "look", guessed=True)
    card = Practiser(session, town.bob).card("single")
    assert card.due_on == TODAY + timedelta(days=1)
    assert card.lapses == 0  # nothing was known before


def change_step(alice: Practiser) -> int:
    sop_id = alice.session.exec(select(Sop.id).where(Sop.code == "POP-900")).one()
    return cards.reset_steps(alice.session, sop_id=sop_id, step_keys=["greet"], now=alice.now)


def test_a_changed_step_is_to_be_learned_again(alice: Practiser) -> None:
    kept = alice.card("number").model_dump()
    assert change_step(alice) == 2  # single and multiple are about it

    alice.session.expire_all()
    card = alice.card("multiple")
    day = clock.local_day(alice.now)
    assert cards.memory.recall(card, day) is None
    assert (card.due_on, card.epoch, card.reps, card.lapses) == (day, 2, 0, 0)
    assert [entry.outcome for entry in alice.entries("multiple")] == ["right"]
    assert alice.card("number").model_dump() == kept
    due = deck.due(alice.session, person_id=alice.me, day=day)
    assert [one.key for one in due[:2]] == ["multiple", "single"]
    assert [one.recall for one in due[:2]] == [None, None]


def test_what_was_reviewed_today_can_be_learned_again_today(alice: Practiser) -> None:
    alice.begin()
    alice.finish()
    change_step(alice)
    alice.session.expire_all()
    alice.begin()
    alice.finish()
    found = alice.entries("single")
    assert [entry.epoch for entry in found] == [1, 1, 2]
    assert found[1].answered_on == found[2].answered_on
    assert found[2].recall is None


def library_with(question: Question) -> object:
    kept = tuple(question if q.id == question.id else q for q in MODULE.questions)
    return replace(LIBRARY, modules=(SECOND, replace(MODULE, questions=kept)))


def import_(session: Session, question: Question) -> None:
    import_content(
        session,
        actor=Actor.system(),
        library=library_with(question),  # type: ignore[arg-type]
        now=NOON + timedelta(days=2),
    )


def test_an_edited_wording_keeps_the_card(alice: Practiser) -> None:
    before = alice.card("single").model_dump()
    import_(alice.session, replace(SINGLE, prompt=both("O que vem antes?", "What goes first?")))
    assert alice.card("single").model_dump() == before


def test_another_right_answer_resets_it(alice: Practiser) -> None:
    assert isinstance(SINGLE.solution, Choices)
    look, wait, phone = SINGLE.solution.options
    turned = Choices((replace(look, right=False), replace(wait, right=True), phone))
    import_(alice.session, replace(SINGLE, solution=turned))
    alice.session.expire_all()
    card = alice.card("single")
    assert (card.stability, card.epoch, card.due_on) == (None, 2, TODAY + timedelta(days=2))
    assert alice.card("multiple").epoch == 1


def test_a_question_on_another_step_takes_its_cards_along(alice: Practiser) -> None:
    before = alice.card("single")
    stability, step = before.stability, before.step_id
    import_(alice.session, replace(SINGLE, step="promise"))
    alice.session.expire_all()
    card = alice.card("single")
    assert card.step_id != step
    assert card.step_id == alice.card("matching").step_id
    assert card.stability == stability
    assert [entry.step_id for entry in alice.entries("single")] == [step]


def test_a_question_that_left_is_not_due(alice: Practiser) -> None:
    rest = tuple(q for q in MODULE.questions if q.kind is not Kind.SINGLE)
    library = replace(LIBRARY, modules=(SECOND, replace(MODULE, questions=rest)))
    import_content(alice.session, actor=Actor.system(), library=library, now=NOON)
    due = deck.due(alice.session, person_id=alice.me, day=date(2030, 1, 1))
    assert "single" not in {card.key for card in due}
    assert len(due) == len(QUESTIONS) - 1


def test_a_card_is_reviewed_once_a_day(alice: Practiser) -> None:
    alice.begin()
    alice.finish()
    practised = {key: len(alice.entries(key)) for key in ("single", "number")}

    evening = Learner(alice.session, alice.actor, now=alice.now + timedelta(hours=8))
    evening.again()
    evening.answer_all(wrong=("single", "number"))

    assert practised == {"single": 2, "number": 2}
    assert {key: len(alice.entries(key)) for key in practised} == practised
    assert [entry.outcome for entry in alice.entries("single")] == ["wrong", "right"]
