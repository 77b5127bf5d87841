from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.game.models import PointEntry
from cxgame.learning.answers import Told
from cxgame.learning.grading import Outcome
from cxgame.learning.importing import import_content
from cxgame.learning.practice import deck, memory, service
from cxgame.learning.practice.models import PracticeAnswer, PracticeRun, ReviewCard, ReviewEntry
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, MODULE, QUESTIONS, RIGHT, SECOND, SINGLE, WRONG
from tests.learning.practice.way import Practiser
from tests.learning.way import Learner

FIVE = Told(Outcome.RIGHT, 5)


def ledger(session: Session, *rules: str) -> list[tuple[str, str, str, int]]:
    rows = session.exec(select(PointEntry).order_by(PointEntry.id)).all()  # type: ignore[arg-type]
    return [(r.rule, r.object, r.period, r.points) for r in rows if r.rule in rules]


def test_what_is_due_comes_weakest_first(alice: Practiser) -> None:
    alice.begin()
    keys = [alice.key(turn) for turn in range(len(alice.run.questions))]
    assert set(keys[:2]) == {"single", "number"}  # the two that were wrong
    day = clock.local_day(alice.now)
    recalls = [memory.recall(alice.card(key), day) for key in keys]
    assert recalls == sorted(recalls)  # type: ignore[type-var]


def test_beginning_twice_is_one_practice(alice: Practiser) -> None:
    assert alice.begin() == alice.begin()
    assert alice.later(hours=3).begin() == alice.run.id


def test_a_due_card_right_the_first_time_brings_points(alice: Practiser) -> None:
    alice.begin()
    key, before = alice.key(), alice.points
    due_on = alice.card(key).due_on
    assert alice.answer(0, RIGHT[key]) == FIVE
    assert alice.points == before + 5
    assert ledger(alice.session, "review_right") == [("review_right", key, str(due_on), 5)]


def test_a_guess_keeps_its_points_and_comes_back_tomorrow(alice: Practiser) -> None:
    alice.begin()
    key = alice.key()
    assert alice.answer(0, RIGHT[key], guessed=True) == FIVE
    assert alice.card(key).due_on == clock.local_day(alice.now) + timedelta(days=1)


def test_a_missed_card_comes_back_once_at_the_end_without_points(alice: Practiser) -> None:
    alice.begin()
    first, before = alice.key(), alice.points
    alice.finish(wrong=(first,))
    first_pass = len(alice.run.questions)
    found = alice.session.exec(
        select(PracticeAnswer).order_by(PracticeAnswer.turn)  # type: ignore[arg-type]
    ).all()
    assert len(found) == first_pass + 1
    assert (found[-1].outcome, found[-1].points) == ("right", 0)
    assert alice.run.right == first_pass - 1
    assert alice.points == before + 5 * (first_pass - 1) + 10
    assert alice.entries(first)[-1].outcome == "wrong"  # the day's first answer counts


def test_a_missed_card_does_not_come_back_a_third_time(alice: Practiser) -> None:
    alice.begin()
    key = alice.key()
    total = len(alice.run.questions)
    while alice.run.finished_at is None:
        turn = alice.run.turn
        asked = alice.key()
        alice.answer(turn, (WRONG if asked == key else RIGHT)[asked])
        alice.next(turn)
    assert alice.run.turn == total + 1


def test_the_practice_of_the_day_is_written_down_once(alice: Practiser) -> None:
    alice.begin()
    alice.finish()
    day = clock.local_day(alice.now).isoformat()
    assert ledger(alice.session, "practice_done") == [("practice_done", "practice", day, 10)]
    assert alice.run.points == 10 + 5 * len(alice.run.questions)
    alice.next(alice.run.turn)
    alice.next(alice.run.turn - 1)
    assert len(ledger(alice.session, "practice_done")) == 1


def test_a_double_click_counts_once_and_the_first_answer_stays(alice: Practiser) -> None:
    alice.begin()
    key = alice.key()
    assert alice.answer(0, WRONG[key]) == Told(Outcome.WRONG, 0)
    before = alice.points
    assert alice.answer(0, RIGHT[key]) == Told(Outcome.WRONG, 0)
    assert alice.points == before
    assert len(alice.session.exec(select(PracticeAnswer)).all()) == 1


def test_early_and_late_messages_change_nothing(alice: Practiser) -> None:
    alice.begin()
    with pytest.raises(Conflict):
        alice.next(0)
    with pytest.raises(Conflict):
        alice.answer(1, RIGHT[alice.key(1)])
    key = alice.key()
    alice.answer(0, RIGHT[key])
    alice.next(0)
    alice.next(0)
    assert alice.run.turn == 1
    assert alice.answer(0, WRONG[key]) == FIVE


def test_an_impossible_answer_leaves_the_card_open(alice: Practiser) -> None:
    alice.begin()
    with pytest.raises(InvalidInput):
        alice.answer(0, None)
    assert alice.answer(0, RIGHT[alice.key()]) == FIVE


def test_one_stops_and_comes_back_the_same_day(alice: Practiser) -> None:
    alice.begin()
    alice.answer(0, RIGHT[alice.key()])
    evening = alice.later(hours=8)
    assert evening.begin() == alice.run.id
    evening.next(0)
    evening.finish()
    assert evening.run.finished_at == evening.now


def test_the_next_day_begins_with_what_is_left(alice: Practiser) -> None:
    alice.begin()
    done = alice.key()
    alice.answer(0, RIGHT[done])
    tomorrow = alice.later(days=1)
    assert tomorrow.begin() != alice.session.exec(select(PracticeRun.id)).first()
    assert tomorrow.run.day == clock.local_day(tomorrow.now)
    assert done not in [tomorrow.key(turn) for turn in range(len(tomorrow.run.questions))]


def test_whoever_is_in_the_middle_at_midnight_goes_on(alice: Practiser) -> None:
    late = alice.later(hours=11, minutes=55)
    run_id = late.begin()
    late.answer(0, RIGHT[late.key()])
    after = late.later(minutes=10)
    assert clock.local_day(after.now) > clock.local_day(late.now)
    assert after.begin() == run_id
    after.next(0)
    after.finish()
    day = clock.local_day(late.now).isoformat()
    assert ledger(alice.session, "practice_done") == [("practice_done", "practice", day, 10)]


def test_a_card_already_answered_in_a_module_today_brings_nothing(
    alice: Practiser, town: Town
) -> None:
    alice.begin()
    learner = Learner(alice.session, town.alice, now=alice.now)
    learner.again()
    learner.answer_all()
    key = alice.key()
    entries = len(alice.entries(key))
    assert alice.answer(0, RIGHT[key]) == Told(Outcome.RIGHT, 0)
    assert len(alice.entries(key)) == entries


def test_nothing_due_is_refused(alice: Practiser) -> None:
    early = Practiser(alice.session, alice.actor, NOON)
    with pytest.raises(Conflict):
        early.begin()


def test_a_free_practice_takes_the_weakest_of_the_rest_without_points(alice: Practiser) -> None:
    alice.begin()
    alice.finish()
    tomorrow = alice.later(days=1)
    before = tomorrow.points
    assert not deck.due(alice.session, person_id=alice.me, day=clock.local_day(tomorrow.now))

    tomorrow.begin(is_free=True)
    tomorrow.finish(wrong=(tomorrow.key(),))

    assert tomorrow.points == before
    day = clock.local_day(tomorrow.now).isoformat()
    row = ("practice_done", "free practice", day, 0)
    assert row in ledger(alice.session, "practice_done")
    assert {card.reps for card in alice.session.exec(select(ReviewCard))} == {3}


def test_a_free_practice_never_holds_what_was_answered_today(alice: Practiser) -> None:
    alice.begin()
    alice.finish()
    with pytest.raises(Conflict):
        alice.begin(is_free=True)


def test_an_update_in_mid_practice_changes_nothing_for_who_is_in_it(alice: Practiser) -> None:
    alice.begin()
    library = replace(LIBRARY, modules=(SECOND, replace(MODULE, questions=MODULE.questions[:1])))
    import_content(alice.session, actor=Actor.system(), library=library, now=alice.now)
    alice.finish()
    assert alice.run.right == len(alice.run.questions) > 1


def test_a_long_backlog_comes_in_portions_and_counts_each_review(alice: Practiser) -> None:
    backlog(alice, 40)
    alice.begin()
    first = len(alice.run.questions)
    assert 5 < first <= 15
    alice.finish()
    second = alice.begin()
    assert alice.run.id == second
    assert alice.run.number == 2
    alice.finish()
    assert len(ledger(alice.session, "practice_done")) == 1


def backlog(alice: Practiser, many: int) -> None:
    """Let alice miss many more questions, which are due from the next day on."""
    copies = tuple(replace(SINGLE, id=f"single-copy-{number}") for number in range(many))
    library = replace(LIBRARY, modules=(replace(SECOND, questions=copies), MODULE))
    import_content(alice.session, actor=Actor.system(), library=library, now=NOON)
    learner = Learner(alice.session, alice.actor, slug="goodbye")
    learner.open()
    learner.read()
    for turn in range(many):
        learner.answer(turn, WRONG["single"])
        learner.go_on(turn)


def test_nobody_practises_in_somebody_elses_run(alice: Practiser, town: Town) -> None:
    alice.begin()
    bob = town.bob
    with pytest.raises(NotFound):
        service.answer_card(
            alice.session,
            actor=bob,
            person_id=bob.person_id or 0,
            run_id=alice.run.id,
            turn=0,
            answer="look",
            now=NOON,
        )


def test_the_days_limit_of_reviews_holds_and_says_so(alice: Practiser) -> None:
    backlog(alice, 40)
    while deck.due(alice.session, person_id=alice.me, day=clock.local_day(alice.now)):
        alice.begin()
        alice.finish()
    rows = alice.session.exec(select(PointEntry).where(PointEntry.rule == "review_right")).all()
    assert sum(row.points for row in rows) == 100
    assert len(rows) == 40 + len(QUESTIONS)
    assert any(row.points == 0 and row.reason for row in rows)


def test_the_next_return_is_named_with_its_cards(alice: Practiser) -> None:
    early = deck.next_return(alice.session, person_id=alice.me, day=clock.local_day(NOON))
    assert early is not None
    assert (early.day, early.cards) == (date(2026, 3, 3), 2)
    assert deck.next_return(alice.session, person_id=alice.me, day=date(2030, 1, 1)) is None


def test_every_first_answer_is_one_review(alice: Practiser) -> None:
    before = len(alice.session.exec(select(ReviewEntry)).all())
    alice.begin()
    alice.finish(wrong=tuple(RIGHT))
    reviews = len(alice.session.exec(select(ReviewEntry)).all()) - before
    assert reviews == len(alice.run.questions)
