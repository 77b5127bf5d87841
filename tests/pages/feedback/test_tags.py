"""The page of tags: rules are written, ordered and let loose on the past; tags renamed."""

import pytest

from cxgame import db
from cxgame.clock import now
from cxgame.feedback.tagging import queries, service
from cxgame.feedback.tagging.queries import RuleView, TagCount
from cxgame.people.actor import Actor
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import Heard


def rules() -> list[RuleView]:
    with db.reading() as session:
        return queries.rules(session)


def counts() -> list[TagCount]:
    with db.reading() as session:
        return queries.tag_counts(session)


def test_a_rule_is_written_and_told_of_the_past(town: Town, heard: Heard, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "tags").tap("tags", "rule", "new")
    assert "Say which tag." in screen.tap("rule-new", "save", words="atras*", tag="").text
    screen.tap("rule-new", "save", words="atras*, demora", tag="late", kind="complaint")

    (rule,) = rules()
    assert screen.address == {"past": str(rule.id)}
    assert "1 record that is here already fits" in screen.sheet(f"past-{rule.id}")
    assert "says: atras*,  demora" in screen.sheet("tags")
    screen.tap(f"past-{rule.id}", "apply")
    assert counts() == [TagCount("late", 1)] and screen.address == {}


def test_rules_are_changed_ordered_turned_and_deleted(
    town: Town, heard: Heard, open_as: OpenAs
) -> None:
    with db.transaction() as session:
        one, two = (
            service.add_tag_rule(session, actor=Actor.system(), tag=tag, words=tag, now=now())
            for tag in ("one", "two")
        )
    screen = open_as(town.diana, "tags").tap("tags", "up", str(two)).tap("tags", "turn", str(one))
    assert [(rule.id, rule.is_on) for rule in rules()] == [(two, True), (one, False)]
    screen.tap("tags", "rule", str(two))
    screen.tap(f"rule-{two}", "save", words="dois", tag="two", version="1")
    screen.tap("tags", "drop_rule", str(one))
    assert [(rule.id, rule.words) for rule in rules()] == [(two, "dois")]


def test_tags_are_renamed_and_dropped(town: Town, heard: Heard, open_as: OpenAs) -> None:
    with db.transaction() as session:
        service.tag_records(
            session, actor=town.root, record_ids=[heard.complaint], put=["late"], now=now()
        )
    screen = open_as(town.diana, "tags").tap("tags", "rename", tag="late", to="atraso")
    assert counts() == [TagCount("atraso", 1)]
    screen.tap("tags", "drop_tag", "atraso")
    assert counts() == [] and "No tag yet" in screen.sheet("tags")


@pytest.mark.parametrize("query", ["?rule=99", "?past=99", "?rule=x"])
def test_an_odd_address_is_no_error(town: Town, open_as: OpenAs, query: str) -> None:
    assert open_as(town.diana, f"tags{query}").sheet("tags")
