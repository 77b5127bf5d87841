from datetime import date, timedelta

from sqlmodel import Session

from cxgame.boards import overview, sight
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.boards.service import add_card
from tests.boards import story
from tests.conftest import NOON, Town


def test_stuck_is_what_stands_still_or_is_late(session: Session, town: Town) -> None:
    story.add_task(session, town, title="Fresh")
    story.add_task(session, town, title="Late", due_on=date(2026, 3, 1))
    assert [one.title for one in overview.stuck_cards(session, actor=town.diana, now=NOON)] == [
        "Late"
    ]
    later = NOON + timedelta(days=20)
    found = overview.stuck_cards(session, actor=town.diana, now=later)
    assert [(one.title, one.days) for one in found] == [("Fresh", 20), ("Late", 20)]


def test_work_towards_a_day_ahead_is_not_stuck(session: Session, town: Town) -> None:
    story.approved_plan(session, town, due_on=date(2026, 6, 30))
    later = NOON + timedelta(days=60)
    assert overview.stuck_cards(session, actor=town.diana, now=later) == []
    waits = story.add_plan(session, town, due_on=date(2026, 6, 30))
    story.submit(session, town.bob, waits)
    found = overview.stuck_cards(session, actor=town.diana, now=later)
    assert [one.card_id for one in found] == [waits]


def test_a_stuck_card_says_what_holds_it(session: Session, town: Town) -> None:
    story.add_plan(session, town, responsible=())
    plan = story.add_plan(session, town, consulted=story.ids(town.alice))
    story.submit(session, town.bob, plan)
    first, second = overview.stuck_cards(session, actor=town.edu, now=NOON + timedelta(days=60))

    assert [reason.message[:6] for reason in first.reasons] == ["Nobody"]
    assert len(second.reasons) == 2


def test_load_counts_open_cards_over_all_levels(session: Session, town: Town) -> None:
    for _ in range(6):
        story.add_task(session, town)
    story.add_plan(session, town)
    story.move(session, town.diana, story.add_task(session, town), "done")

    loads = {one.name: one for one in overview.raci_load(session, actor=town.edu)}
    assert (loads["Diana"].accountable, loads["Bob"].responsible) == (7, 7)
    assert loads["Bob"].is_over
    assert (loads["Alice"].accountable, loads["Alice"].is_over) == (0, False)


def test_every_column_is_counted(session: Session, town: Town) -> None:
    story.add_task(session, town, due_on=date(2026, 3, 1))
    story.approved_plan(session, town)

    counts = overview.cards_by_stage(session, actor=town.edu, now=NOON)
    assert len(counts) == 17
    full = {(one.level, one.name): (one.cards, one.overdue) for one in counts if one.cards}
    assert full == {(Level.TACTICAL, "Do"): (1, 0), (Level.OPERATIONAL, "To do"): (1, 1)}


def test_one_line_from_the_task_to_the_objective(session: Session, town: Town) -> None:
    story.add_plan(session, town)
    objective = add_card(
        session, actor=town.edu, level=Level.STRATEGIC, form=CardForm(title="Loyalty"), now=NOON
    )
    plan = story.add_plan(session, town, serves_card_id=objective)
    mine = story.add_task(session, town, serves_card_id=plan)
    story.add_task(
        session, town, actor=town.edu, team_id=town.grooming, title="Theirs", serves_card_id=plan
    )

    up = sight.line_of_sight(session, actor=town.bob, card_id=mine)
    assert [(one.title, one.can_open) for one in up.above] == [
        ("Keep the promised hour", True),
        ("Loyalty", False),
    ]
    down = sight.line_of_sight(session, actor=town.diana, card_id=plan)
    assert ([one.card_id for one in down.below], down.hidden) == ([mine], 1)
