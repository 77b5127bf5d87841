"""Nothing that the command line prints names anybody's points, or puts people into an order."""

import json

import pytest
import typer
from typer.testing import CliRunner

from cxgame import db
from cxgame.cli import feedback, game
from cxgame.game import queries, rules
from tests.conftest import Town
from tests.game.story import Player

app = typer.Typer()
feedback.add_to(app)
game.add_to(app)


@pytest.mark.parametrize(
    "words",
    [
        ("leaderboard", "points", "--json"),
        ("leaderboard", "points"),
        ("leaderboard", "improvement", "--since", "2026-03-01", "--until", "2026-03-07"),
        ("game", "check", "--json"),
        ("game", "check"),
    ],
)
def test_teams_are_named_and_people_are_not(town: Town, words: tuple[str, ...]) -> None:
    with db.transaction() as session:
        Player(session, town.alice).thank(town.bob)
        Player(session, town.bob).thank(town.alice)
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0
    for actor in town.everybody.values():
        assert actor.name not in result.output


def test_a_wrong_total_is_told_by_its_difference_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as session:
        Player(session, town.alice).earn(rules.IDEA, "1")
    monkeypatch.setattr(queries, "total", lambda *_, **__: 23)
    result = CliRunner().invoke(app, ["game", "check", "--json"])
    [difference] = json.loads(result.output)["differences"]
    assert (difference["what"], difference["stored"], difference["proven"]) == ("total", "+3", "0")
    assert "23" not in json.dumps(difference)
