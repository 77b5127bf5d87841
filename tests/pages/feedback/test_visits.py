"""Visits on screen: a template, then a visit planned, written, reviewed and acted upon."""

import base64

from cxgame import clock, db
from cxgame.feedback.visits import planning, queries, templates
from cxgame.feedback.visits.kinds import VisitKind, VisitState
from cxgame.feedback.visits.queries import VisitView
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.feedback.visits.story import template
from tests.learning.tiny_png import tiny_png
from tests.pages.conftest import OpenAs

ANSWERS = {"a-greet": "no", "a-care": "4", "a-receipt": "yes", "r-greet": "Nobody looked up"}


def seen(actor: Actor, visit_id: int) -> VisitView:
    with db.reading() as session:
        return queries.visit(session, actor=actor, visit_id=visit_id)


def test_a_template_is_written_part_by_part(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "visit_templates")
    screen.tap("visit-templates", "add", kind="mystery", name_pt="Balcão", pass_mark="80")
    key = "visit-template-1"
    screen.tap(key, "section", **{"title_pt@new": "Entrada", "weight@new": "2"})
    with db.reading() as session:
        [section] = templates.template(session, template_id=1).form.sections
    item = {"section": section.key, "text_pt@x": "Cumprimentou?", "kind@x": "scale"}
    screen.tap(key, "item", **item, **{"weight@x": "0"})
    assert "A weight goes from 1 to 100." in screen.text
    screen.tap(key, "item", **item, **{"weight@x": "3", "critical": "on"})
    assert "Cumprimentou?" in screen.sheet(key) and "decides the visit" in screen.sheet(key)
    with db.reading() as session:
        [made] = templates.template(session, template_id=1).form.items
    assert (made.weight, made.is_critical, made.text["en"]) == (3, True, "Cumprimentou?")
    screen.tap(key, "remove", value=made.key)
    assert "Cumprimentou?" not in screen.sheet(key)


def test_a_mystery_visit_goes_its_way_on_screen(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        template_id = template(session)
    screen = open_as(town.diana, "visit?new=mystery")
    screen.tap("visit-plan", "plan", template=str(template_id), team=str(town.desk))
    assert "Say who visits." in screen.text
    screen.tap(
        "visit-plan", "plan", template=str(template_id), team=str(town.desk), visitor_name="Rita"
    )
    assert "/v/" in screen.sheet("visit-1") and "by Rita" in screen.sheet("visit-1")
    assert "/v/" not in open_as(town.edu, "visit?id=1").text
    with db.transaction() as session:
        made = planning.plan_visit(
            session, actor=town.edu, template_id=template_id, team_id=town.desk,
            visitor_id=town.charlie.person_id, now=clock.now(),
        )  # fmt: skip
    key, visitor = f"visit-report-{made.visit_id}", town.charlie
    screen = open_as(visitor, f"visit?id={made.visit_id}")
    picture = "data:image/png;base64," + base64.b64encode(tiny_png()).decode()
    screen.tap(key, "file", file=picture, **ANSWERS)
    assert "/evidence/1" in screen.sheet(key)
    today = clock.local_day(clock.now()).isoformat()
    screen.tap(key, "report", do="send", visited_on=today, **{**ANSWERS, "a-care": ""})
    assert "Questions still open: 1" in screen.text
    screen.tap(key, "report", do="send", visited_on=today, **ANSWERS)
    assert seen(visitor, made.visit_id).line.state is VisitState.SUBMITTED

    sheet = f"visit-{made.visit_id}"
    screen = open_as(town.diana, f"visit?id={made.visit_id}")
    screen.tap(sheet, "correct", item="care", **{"answer@care": "5", "reason@care": "See photo"})
    assert "4 of 5 → 5 of 5" in screen.sheet(sheet)
    screen.tap(sheet, "accept")
    screen.tap(sheet, "publish")
    screen.tap(sheet, "card", item="greet", **{"title@greet": "Greet at once", "level@greet": ""})
    assert "Greet at once" in screen.sheet(sheet)

    screen = open_as(town.alice, "visits")
    assert "Counter" in screen.sheet("visits") and "Plan a mystery visit" not in screen.text
    screen.open(f"visit?id={made.visit_id}")
    assert "Nobody looked up" in screen.text
    assert "Charlie" not in screen.text and "Accept the report" not in screen.text
    assert "does not allow" in screen.open("visit?new=field").text


def test_a_field_visit_is_shown_at_once_and_stays_in_the_figures(
    town: Town, open_as: OpenAs
) -> None:
    with db.transaction() as session:
        template_id = template(session, VisitKind.FIELD)
    screen = open_as(town.diana, "visit?new=field")
    screen.tap("visit-plan", "plan", template=str(template_id), team=str(town.desk))
    today = clock.local_day(clock.now()).isoformat()
    screen.tap("visit-report-1", "report", do="save", visited_on=today, **{"a-greet": "no"})
    screen.tap("visit-report-1", "report", do="send", visited_on=today, **ANSWERS)
    assert "Shown to the team" in screen.sheet("visit-1")
    text = screen.open("visits").sheet("visits")
    assert "What goes wrong most" in text and "Greeted at once" in text
    screen.tap("visits", "filter", kind="mystery")
    assert screen.address["kind"] == "mystery" and "Greeted at once" not in screen.text
