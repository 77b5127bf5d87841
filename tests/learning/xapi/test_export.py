import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from cxgame.errors import NotAllowed
from cxgame.learning.xapi import records
from cxgame.learning.xapi.records import Span
from cxgame.learning.xapi.statements import Site
from cxgame.people.actor import Actor
from tests import stories
from tests.conftest import NOON, Town
from tests.learning.practice.way import Practiser
from tests.learning.way import BAD_TALK, Learner, stock
from tests.learning.xapi import rules

SITE = Site("https://learn.example.com")


@pytest.fixture
def told(session: Session, town: Town) -> Session:
    """Alice passes a module and practises four days later; bob fails, and begins a talk again."""
    stock(session)
    stories.beginning(session, "trained", lambda: train(session, town))
    return session


def train(session: Session, town: Town) -> None:
    Learner(session, town.alice).whole(wrong=("single", "number"))
    practiser = Practiser(session, town.alice).later(days=4)
    practiser.begin()
    practiser.finish(wrong=("single",))
    bob = Learner(session, town.bob)
    bob.whole(wrong=("single", "number", "ordering"), talk=BAD_TALK)
    bob.replay()
    bob.say(0, "sorry", round_=2)


def exported(session: Session, span: Span = Span()) -> list[dict[str, Any]]:  # noqa: B008
    return list(records.export(session, actor=Actor.system(), site=SITE, span=span))


def verbs(found: list[dict[str, Any]]) -> Counter[str]:
    return Counter(one["verb"]["id"].rpartition("/")[2] for one in found)


def test_everything_learned_is_told_once_by_the_rules(told: Session) -> None:
    found = exported(told)
    for statement in found:
        rules.check(statement)
    assert len({one["id"] for one in found}) == len(found)
    practised = len([one for one in found if one["timestamp"].startswith("2026-03-06")])
    assert verbs(found) == {
        "answered": 9 + 10 + practised - 1,  # the missed ones come twice
        "passed": 1,
        "failed": 1,
        "completed": 2 + 1,  # a talk each; bob's second one has no end
    }
    assert practised > 3


def test_no_name_and_no_address_leaves_the_house(told: Session) -> None:
    text = json.dumps(exported(told)).lower()
    assert "alice" not in text
    assert "@" not in text


def test_an_export_repeats_to_the_letter(told: Session) -> None:
    assert exported(told) == exported(told)


def test_the_oldest_come_first(told: Session) -> None:
    moments = [one["timestamp"] for one in exported(told)]
    assert moments == sorted(moments)


def test_days_are_the_companys_and_both_included(told: Session) -> None:
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    assert exported(told, Span(monday, friday)) == exported(told)
    first, last = exported(told, Span(until=monday)), exported(told, Span(since=friday))
    assert first + last == exported(told)
    assert verbs(last)["completed"] == 1
    assert exported(told, Span(monday + timedelta(days=1), friday - timedelta(days=1))) == []


def test_only_the_administrator_gets_it(told: Session, town: Town) -> None:
    assert list(records.export(told, actor=town.root, site=SITE, span=Span()))
    for actor in (town.alice, town.diana, town.edu):
        with pytest.raises(NotAllowed):
            list(records.export(told, actor=actor, site=SITE, span=Span()))


@pytest.fixture
def command() -> Any:
    import typer

    from cxgame.cli import exports

    app = typer.Typer()
    exports.add_to(app)
    return app


def test_the_command_prints_a_line_for_each(town: Town, command: Any) -> None:
    from cxgame import db

    with db.transaction() as session:
        stock(session)
        Learner(session, town.alice, now=NOON).whole()
    done = CliRunner().invoke(
        command, ["export", "xapi", "--site", "https://learn.example.com", "--since", "2026-03-02"]
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert verbs(lines) == {"answered": 7, "completed": 1, "passed": 1}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "CXGAME_PUBLIC_URL"),
        (["--site", "nowhere"], "CXGAME_PUBLIC_URL"),
        (["--site", "https://a.example", "--since", "yesterday"], "year-month-day"),
    ],
)
def test_it_asks_for_what_it_lacks(command: Any, words: list[str], sentence: str) -> None:
    done = CliRunner().invoke(command, ["export", "xapi", *words])
    assert done.exit_code != 0
    assert sentence in str(done.exception)
