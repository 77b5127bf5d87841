"""Break the books on purpose, past all commands, and see it found."""

import json

import pytest
import typer
from sqlalchemy import text
from sqlmodel import Session, select
from typer.testing import CliRunner

from cxgame import db
from cxgame.cli import game
from cxgame.content import Counted
from cxgame.game import definitions, ledger_check, missions, rulebook, rules, service
from cxgame.game.measures import Measure
from cxgame.game.models import BadgeAward, PointEntry
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY, Player, define, one_of
from tests.learning.way import Learner, stock


@pytest.fixture
def alice(session: Session, town: Town) -> Player:
    """Alice with a bit of everything: modules, practices, a badge, thanks, a mission."""
    define(
        session,
        one_of(Counted.MODULES),
        one_of(Counted.STREAK, 2),
        one_of(Counted.LEVEL, 2),
        one_of(Counted.KUDOS_TO),
    )
    missions.add_mission(
        session,
        actor=town.diana,
        name="Two",
        measure=Measure.PRACTICES,
        target=2,
        team_id=town.desk,
        starts_on=TODAY,
        ends_on=TODAY + 2 * DAY,
        now=NOON,
    )
    player = Player(session, town.alice)
    player.earn(rules.QUESTION, "q")
    player.practise(0, 1)
    player.pass_module("a", day=1)
    player.earn(rules.SCENARIO, "a", share=0.5)
    Player(session, town.bob).thank(town.alice)
    player.thank(town.bob)  # given back: no points
    missions.settle(session, now=NOON + DAY)
    service.correct_points(
        session, actor=town.root, person_id=player.me, points=-2, reason="Told twice", now=NOON
    )
    return player


def found(session: Session) -> list[tuple[str, str, str]]:
    """Return the differences of a later day, when the nights' jobs have run."""
    session.flush()
    session.expire_all()
    differences = ledger_check.check(session, today=TODAY + 4 * DAY).differences
    return [(one.what, one.stored, one.proven) for one in differences]


def tamper(session: Session, statement: str) -> None:
    """Do what no command does."""
    session.flush()
    session.execute(text(statement))


def test_an_honest_book_has_no_differences(session: Session, alice: Player) -> None:
    assert found(session) == []
    checked = ledger_check.check(session, today=TODAY + DAY)
    assert (checked.badges, checked.missions, checked.kudos) == (5, 1, 2)


def test_rules_that_changed_are_judged_by_their_day(
    session: Session, town: Town, alice: Player
) -> None:
    rulebook.change_rule(
        session,
        actor=town.root,
        key=rules.MODULE,
        points=1,
        daily_cap=1,
        is_on=True,
        version=0,
        now=NOON + 2 * DAY,
    )
    alice.pass_module("b", day=3)
    assert found(session) == []


INSERT = (
    "INSERT INTO point_entry "
    "(person_id, team_id, rule, object, revision, period, points, reason, awarded_at, on_day) "
    "SELECT person_id, team_id, '{rule}', 'x', '{revision}', '', {points}, '', awarded_at, on_day "
    "FROM point_entry WHERE id = 1"
)


@pytest.mark.parametrize(
    ("rule", "points", "difference"),
    [
        ("module_passed", 1000, ("points", "1000 points", "at most 40")),
        ("question_right", -5, ("points", "-5 points", "at most 5")),
        ("page_opened", 5, ("points", "page_opened", "a rule of the table")),
        ("practice_done", 10, ("points", "20 on the day", "at most 10")),
        ("correction", 5, ("points", "no reason", "a reason")),
        ("kudos_received", 0, ("kudos", "x", "no kudos")),
        ("mission_reached", 50, ("mission", "1 rows", "no mission was reached")),
    ],
)
def test_a_row_that_no_rule_brought_is_found(
    session: Session, alice: Player, rule: str, points: int, difference: tuple[str, str, str]
) -> None:
    tamper(session, INSERT.format(rule=rule, revision="r", points=points))
    assert difference in found(session)


def test_a_row_that_was_changed_is_found(session: Session, alice: Player) -> None:
    tamper(session, "UPDATE point_entry SET points = 41 WHERE rule = 'module_passed'")
    assert ("points", "41 points", "at most 40") in found(session)


def test_a_day_that_was_moved_is_found(session: Session, alice: Player) -> None:
    tamper(session, "UPDATE point_entry SET on_day = '2026-02-01' WHERE rule = 'module_passed'")
    kinds = {what for what, _, _ in found(session)}
    assert "points" in kinds


@pytest.mark.parametrize("rule", ["module_passed", "practice_done", "kudos_received"])
def test_a_row_that_was_taken_away_is_found_by_what_rested_on_it(
    session: Session, alice: Player, rule: str
) -> None:
    tamper(session, f"DELETE FROM point_entry WHERE rule = '{rule}'")
    what = "kudos" if rule == "kudos_received" else "badge"
    assert what in {each for each, _, _ in found(session)}


def test_a_reward_that_was_taken_away_is_found(session: Session, town: Town, alice: Player) -> None:
    tamper(
        session,
        "DELETE FROM point_entry WHERE rule = 'mission_reached' "
        f"AND person_id = {town.bob.person_id}",
    )
    assert ("mission", "3 people", "2 rows") in found(session)


def test_a_badge_without_proof_is_found(session: Session, town: Town, alice: Player) -> None:
    modules = session.exec(select(PointEntry.id).where(PointEntry.rule == rules.MODULE)).all()
    evidence = {"modules": {"rows": []}, "streak": {"rows": list(modules)}, "level": {"until": 1}}
    for one in definitions.current(session):
        if one.key in evidence:
            session.add(
                BadgeAward(
                    public_id=f"forged-{one.key}",
                    person_id=town.charlie.person_id or 0,
                    badge_key=one.key,
                    badge_revision=one.revision,
                    evidence=evidence[one.key],
                    awarded_at=NOON,
                    on_day=TODAY,
                )
            )
    forged = [each[1] for each in found(session) if each[2] == "not by its evidence"]
    assert sorted(forged) == ["level", "modules", "streak"]


def test_a_badge_that_was_never_defined_is_found(session: Session, alice: Player) -> None:
    tamper(session, "UPDATE badge_award SET badge_revision = 'x' WHERE badge_key = 'modules'")
    assert ("badge", "modules", "a badge that is defined") in found(session)


def test_a_badge_that_was_earned_but_not_given_is_found(session: Session, alice: Player) -> None:
    tamper(session, "DELETE FROM badge_award WHERE badge_key = 'streak'")
    assert ("badge", "not given", "streak") in found(session)


def test_points_for_thanks_given_back_are_found(session: Session, alice: Player) -> None:
    tamper(session, "UPDATE kudos SET brings_points = false")
    assert ("kudos", "5 points", "none: given back") in found(session)


def test_the_command_says_so_and_ends_with_1(town: Town) -> None:
    with db.transaction() as session:
        stock(session)
        Learner(session, town.alice).whole()
    app, runner = typer.Typer(), CliRunner()
    game.add_to(app)
    honest = runner.invoke(app, ["game", "check", "--json"])
    assert (honest.exit_code, json.loads(honest.output)["differences"]) == (0, [])
    with db.transaction() as session:
        tamper(session, "UPDATE point_entry SET points = 99")
    broken = runner.invoke(app, ["game", "check", "--json"])
    assert broken.exit_code == 1
    told = json.loads(broken.output)["differences"]
    assert {one["what"] for one in told} >= {"points", "noted"}
    assert ("99 points", "at most 40") in {(one["stored"], one["proven"]) for one in told}
