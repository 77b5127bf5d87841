from cxgame import db
from cxgame.game import queries, rulebook, rules
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_the_rules_are_shown_to_everybody(town: Town, open_as: OpenAs) -> None:
    for actor in (town.alice, town.diana, town.edu):
        text = open_as(actor, "rules").sheet("rules")
        assert "Module passed" in text and "at most 160 a day" in text
        assert "from 1,500 points" in text
        assert "a free practice keeps the shift too. It brings no points." in text
        assert "Correct points" not in text


def test_the_administrator_changes_a_rule_and_everybody_sees_it(
    town: Town, open_as: OpenAs
) -> None:
    screen = open_as(town.root, "rules").tap("rules", "rule", rules.MODULE)
    screen.tap(
        f"rule-{rules.MODULE}", "save", version="0", points="50", daily_cap="100", is_on="on"
    )
    text = open_as(town.alice, "rules").sheet("rules")
    assert "at most 100 a day" in text and "+50" in text
    with db.reading() as session:
        assert rulebook.in_force(session, rules.MODULE).points == 50


def test_what_makes_no_sense_is_told_in_the_form(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, f"rules?rule={rules.MODULE}")
    screen.tap(f"rule-{rules.MODULE}", "save", version="0", points="50", daily_cap="10", is_on="on")
    assert "The day’s limit lies" in screen.text or "The day's limit lies" in screen.text


def test_nobody_else_opens_the_form(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, f"rules?rule={rules.MODULE}")
    assert f"rule-{rules.MODULE}" not in screen.sheets


def test_a_correction_is_a_line_with_its_reason(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, "rules?rule=correction")
    screen.tap(
        "correction",
        "save",
        person=str(town.alice.person_id),
        direction="less",
        points="7",
        reason="The tablet counted twice",
    )
    with db.reading() as session:
        assert queries.total(session, actor=town.alice, person_id=town.alice.person_id or 0) == -7
    text = open_as(town.alice, "me").sheet("me")
    assert "The tablet counted twice" in text and "−7" in text
