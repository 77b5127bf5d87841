"""The overview of plans, templates, links and a cause that is back, on screen."""

from sqlmodel import select

from cxgame import db
from cxgame.boards import service
from cxgame.boards.models import Card, ChecklistItem
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import Verdict
from cxgame.people.actor import Actor
from cxgame.thread.models import CardLink
from tests.boards import story
from tests.conftest import NOON, Town
from tests.learning.way import stock
from tests.pages.conftest import OpenAs


def test_plans_stand_by_state_and_open(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        plan = story.approved_plan(session, town)
        story.add_plan(session, town, title="Another one")
    screen = open_as(town.diana, "plans")
    text = screen.sheet("plans")
    assert "Keep the promised hour" in text and "Late handovers a week: 12 → 4" in text
    screen.tap("plans", "state", "do")
    assert "Another one" not in screen.sheet("plans")
    screen.tap("plans", "state", "check")
    assert "No plan fits" in screen.sheet("plans")
    screen.tap("plans", "clear").tap("plans", "filter", age="90")
    assert screen.address == {"age": "90"}
    assert "Keep the promised hour" in screen.sheet("plans")  # begun in March
    screen.tap("plans", "clear").tap("plans", "plan", str(plan))
    assert screen.address == {"card": str(plan)}
    assert open_as(town.diana, "plans?state=x&level=x&unit=x&page=x").sheet("plans")


def test_a_plan_starts_from_a_template(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        service.set_up(session, actor=Actor.system(), now=NOON)
    screen = open_as(town.diana, "board?level=tactical&card=new")
    screen.tap("card-templates", "template", template="sop-rollout")
    form = "card-form-0sop-rollout"
    assert "Roll out a new SOP" in screen.sheet(form)
    screen.tap(form, "save", title="Roll out POP-006", team_id=str(town.desk), due_on="")
    with db.reading() as session:
        card = session.exec(select(Card.id).where(Card.title == "Roll out POP-006")).one()
        assert session.get_one(Plan, card).kpi == "csat"
        assert len(session.exec(select(ChecklistItem)).all()) == 5


def test_a_module_is_linked_from_the_card(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        stock(session)
        task = story.add_task(session, town)
    screen = open_as(town.bob, f"board?level=operational&card={task}")
    key = f"card-{task}"
    screen.tap(key, "link_module", module="welcome")
    with db.reading() as session:
        link = session.exec(select(CardLink.id)).one()
    assert "module?m=welcome" in screen.sheet(key)
    screen.tap(key, "unlink", str(link))
    assert "module?m=welcome" not in screen.sheet(key)


def test_a_cause_that_is_back_begins_a_cycle(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        plan = story.approved_plan(session, town)
        row = session.get_one(Plan, plan)
        row.verdict, row.finding, row.verified_at = Verdict.EFFECTIVE.value, "told", NOON
        row.recurred_n, row.recurred_at = 4, NOON
    screen = open_as(town.diana, f"plan?card={plan}")
    assert "4 complaints about the same step" in screen.sheet(f"plan-{plan}")
    version = str(4)
    with db.reading() as session:
        version = str(session.get_one(Card, plan).version)
    screen.tap(f"plan-{plan}", "again", words="Two weeks were too short", version=version)
    with db.reading() as session:
        assert session.exec(select(Plan.cycle).where(Plan.previous_card_id == plan)).one() == 2
