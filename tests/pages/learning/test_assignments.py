from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.errors import InvalidInput
from cxgame.learning.assigning import overview
from cxgame.ui.parts.learning_assignments import read_gift, read_rule, read_whom
from tests.conftest import Town
from tests.learning.assigning.story import give, waiting
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs

TODAY = clock.local_day(clock.now())
DAY = timedelta(days=1)


def test_a_module_is_given_in_one_form(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "assignments")
    text = screen.sheet("assignments")
    assert "Nothing given yet" in text
    assert f'<option value="team:{town.desk}">Team Front desk</option>' in text
    assert f'<option value="person:{town.alice.person_id}">Alice</option>' in text
    assert "Everybody" not in text  # beyond a manager's reach
    screen.tap(
        "assignments",
        "give",
        module="welcome",
        whom=f"team:{town.desk}",
        role="frontline",
        due_on=str(TODAY + DAY),
    )
    assert "Given. Everybody was told." in screen.text
    text = screen.sheet("assignments")
    assert "Front desk · Frontline" in text
    assert "0 of 2 passed" in text and "tomorrow" in text


def test_what_makes_no_sense_is_refused(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "assignments")
    screen.tap("assignments", "give", module="welcome", whom="everybody", due_on="")
    assert "outside your reach" in screen.text
    screen.tap("assignments", "give", module="welcome", whom="", due_on="")
    assert "Choose who it is for." in screen.text
    screen.tap("assignments", "rule", rule_module="welcome", rule_whom=f"team:{town.desk}")
    assert "Choose when the module is given again." in screen.text


def test_who_needs_a_hand_stands_first_by_name(town: Town, open_as: OpenAs) -> None:
    then = clock.now() - 20 * DAY
    with db.transaction() as session:
        late = give(session, town.diana, team_id=town.desk, due_on=TODAY - 5 * DAY, now=then)
        Learner(session, town.alice, now=clock.now()).whole()
    screen = open_as(town.diana, "assignments")
    text = screen.sheet("assignments")
    assert "Who needs a hand" in text
    assert "2 people" in text and "5 days late" in text
    assert "2 past their day" in text
    helped = text[text.index("Who needs a hand") : text.index(">Given<")]
    assert "clock-late" not in helped  # no alarm on a person
    screen.tap("assignments", "open", f"assignments?a={late}")
    text = screen.sheet("assignments")
    assert "1 of 3 passed" in text
    assert text.index("Bob") < text.index("Alice")
    assert "passed on" in text

    screen.tap("assignments", "withdraw", str(late))
    assert "Taken back." in screen.text
    assert "Nothing given yet" in screen.text
    with db.reading() as session:
        assert waiting(session, town.bob) == []


def test_a_rule_is_made_and_ended(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.edu, "assignments")
    screen.tap(
        "assignments",
        "rule",
        rule_module="welcome",
        rule_whom="everybody",
        every_months="12",
        on_major_change="on",
    )
    text = screen.sheet("assignments")
    assert "Everybody · after 12 months · after a major change of its SOP" in text
    with db.reading() as session:
        (rule,) = overview.rules(session, actor=town.edu)
    screen.tap("assignments", "end", str(rule.id))
    assert "The rule has ended." in screen.text
    screen.tap("assignments", "end", "x")
    assert "There is no such rule." in screen.text


def test_an_assignment_out_of_reach_is_not_found(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        far = give(session, town.edu, person_ids=[town.charlie.person_id], now=clock.now())
    assert "There is no such assignment." in open_as(town.diana, f"assignments?a={far}").text
    assert "1 person" in open_as(town.edu, f"assignments?a={far}").text


def test_forms_are_read_as_they_were_filled() -> None:
    assert read_whom("team:3") == {"team_id": 3}
    assert read_whom("person:4") == {"person_ids": [4]}
    assert read_whom("role:manager") == {"role": "manager"}
    for wrong in ("", "role:king", "planet:3"):
        with pytest.raises(InvalidInput):
            read_whom(wrong)
    everybody = {"module": "m", "whom": "everybody", "role": "frontline"}
    assert read_gift(everybody) == {"module_slug": "m", "due_on": None, "role": "frontline"}
    person = {"module": "m", "whom": "person:4", "role": "frontline"}
    assert read_gift(person) == {"module_slug": "m", "due_on": None, "person_ids": [4]}
    assert read_rule({"rule_module": "m", "rule_whom": "everybody", "every_months": "6"}) == {
        "module_slug": "m",
        "every_months": 6,
        "on_major_change": False,
    }
