"""Objectives on screen, from the first one to its end, and along the line of sight."""

from sqlmodel import select

from cxgame import clock, db
from cxgame.boards.models import Card
from cxgame.direction import service
from cxgame.direction.models import CheckIn, KeyResult, Objective
from cxgame.thread.models import CardObjective
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.walks.direction import form

FORM = {
    "title": "Customers come back",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "title-0": "Who come back within 60 days",
    "start-0": "42",
    "target-0": "50,5",
    "unit-0": "%",
    "weight-0": "3",
    "title-2": "Discount",
    "start-2": "5",
    "target-2": "5",
    "band-2": "1.5",
    "weight-2": "1",
}


def test_from_the_first_one_to_its_end(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "objectives")
    assert "No objectives yet" in screen.sheet("objectives")
    screen = open_as(town.edu, "objectives?form=new")
    sent = FORM | {"owner_id": str(town.diana.person_id)}
    assert (
        "needs where it starts"
        in screen.tap("objective-new", "save", **sent | {"start-0": ""}).text
    )
    assert "as a number" in screen.tap("objective-new", "save", **sent | {"start-0": "x"}).text
    assert "calendar" in screen.tap("objective-new", "save", **sent | {"ends_on": "soon"}).text
    screen.tap("objective-new", "save", **sent)
    shown = screen.sheet("objectives")
    assert "42 % → 50.5 %" in shown and "kept between 3.5 and 6.5" in shown
    assert "no check-in yet" in shown and "weight 3" in shown

    with db.reading() as session:
        made = session.exec(select(Objective.id)).one()
        first, second = session.exec(select(KeyResult.id).order_by(KeyResult.position)).all()
    screen = open_as(town.diana, f"objectives?check={made}")
    key = f"check-{made}"
    assert "at least one" in screen.tap(key, "noted", **{f"value-{first}": ""}).text
    value = {f"value-{first}": "46,2", f"value-{second}": "5", f"confidence-{first}": "low"}
    screen.tap(key, "noted", **value, **{f"note-{first}": "The hour is kept"})
    shown = screen.sheet("objectives")
    assert "now 46.2 %" in shown and "confidence: low" in shown and "The hour is kept" in shown
    assert "62%" in shown  # (3 × 0.494 + 1) ÷ 4

    screen = open_as(town.edu, f"objectives?form={made}")
    assert 'value="50.5"' in screen.sheet(f"objective-{made}")
    screen.tap(f"objective-{made}", "save", **sent, version="1", **{"id-0": str(first)})
    screen.tap("objectives", "close", str(made), words="Less is more", version="2")
    assert "No objectives yet" in screen.sheet("objectives")
    closed = open_as(town.edu, "objectives?closed=on")
    assert "Less is more" in closed.sheet("objectives")
    closed.tap("objectives", "reopen", str(made), version="3")
    assert "Less is more" not in open_as(town.edu, "objectives").sheet("objectives")
    with db.reading() as session:
        assert len(session.exec(select(CheckIn)).all()) == 2


def test_a_plan_says_which_one_it_serves(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        plan = story.approved_plan(session, town)
        task = story.add_task(session, town, serves_card_id=plan)
        typed = form(town.edu.person_id or 0)
        made = service.add_objective(session, actor=town.edu, form=typed, now=clock.now())
    screen = open_as(town.diana, f"board?level=tactical&card={plan}")
    screen.tap(f"card-{plan}", "serve", objective=str(made))
    with db.reading() as session:
        assert session.get_one(CardObjective, plan).objective_id == made
        assert session.get_one(Card, plan).approval == "approved"
    assert f"/objectives?objective={made}" in screen.sheet(f"card-{plan}")
    bob = open_as(town.bob, f"board?level=operational&card={task}").sheet(f"card-{task}")
    assert "Customers come back" in bob and "/objectives" not in bob
    assert "Customers come back" in open_as(town.diana, f"plan?card={plan}").sheet(f"plan-{plan}")
    plans = open_as(town.diana, "plans").sheet("plans")
    assert plans.index("Customers come back") < plans.index("Keep the promised hour")
    one = open_as(town.diana, f"objectives?objective={made}")
    assert "Keep the promised hour" in one.sheet("objectives")
    assert "0 of 1 tasks done" in one.sheet("objectives")
    one.tap("objectives", "plan", str(plan))
    assert one.address == {"card": str(plan)}


def test_a_manager_reads_and_checks_in_on_her_own(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        typed = form(town.edu.person_id or 0)
        made = service.add_objective(session, actor=town.edu, form=typed, now=clock.now())
    screen = open_as(town.diana, f"objectives?form={made}&check={made}")
    assert set(screen.sheets) == {"shell", "objectives"}
    assert "New objective" not in screen.sheet("objectives")
    assert "no such objective" in open_as(town.diana, "objectives?objective=999").text


def test_the_directors_page_shows_pace(town: Town, open_as: OpenAs) -> None:
    assert "No objectives yet" in open_as(town.edu, "direction").sheet("direction")
    with db.transaction() as session:
        typed = form(town.edu.person_id or 0)
        made = service.add_objective(session, actor=town.edu, form=typed, now=clock.now())
    screen = open_as(town.edu, "direction")
    assert f"/objectives?objective={made}" in screen.sheet("direction")
    screen.tap("direction", "objectives")
    assert "Customers come back" in screen.sheet("objectives")
