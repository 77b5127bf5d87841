import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame.errors import InvalidInput, NotAllowed, NotFound, Refused
from cxgame.game import gratitude, kudos, queries, rules, thanks
from cxgame.game.models import Kudos, PointEntry
from cxgame.notices import queries as notices
from cxgame.people import service as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role
from tests.conftest import NOON, Town
from tests.game.story import TODAY, Player


def points(session: Session, actor: Actor) -> int:
    return queries.total(session, actor=actor, person_id=actor.person_id or 0)


def test_thanks_bring_points_and_a_notice(session: Session, town: Town) -> None:
    Player(session, town.bob).thank(town.alice)
    assert points(session, town.alice) == 5
    assert points(session, town.bob) == 0
    [notice] = notices.inbox(session, actor=town.alice)
    assert (notice.message, notice.values) == (kudos.FROM_COLLEAGUE, {"name": "Bob"})
    [mine] = gratitude.received(session, actor=town.alice, person_id=town.alice.person_id or 0)
    assert (mine.sender, mine.value) == ("Bob", "helped")


def test_the_same_colleague_once_a_week(session: Session, town: Town) -> None:
    bob = Player(session, town.bob)
    bob.thank(town.alice)
    with pytest.raises(Refused):
        bob.thank(town.alice, day=6)
    bob.thank(town.alice, day=7)
    assert points(session, town.alice) == 10


def test_three_a_day(session: Session, town: Town) -> None:
    bob = Player(session, town.bob)
    for other in (town.alice, town.charlie, town.diana):
        bob.thank(other)
    assert gratitude.left_today(session, actor=town.bob, today=TODAY) == 0
    with pytest.raises(Refused):
        bob.thank(town.edu)
    bob.thank(town.edu, day=1)


def test_thanks_given_back_within_a_week_bring_no_points(session: Session, town: Town) -> None:
    Player(session, town.bob).thank(town.alice)
    Player(session, town.alice).thank(town.bob, day=6)
    assert points(session, town.bob) == 0
    row = session.exec(select(PointEntry).where(PointEntry.person_id == town.bob.person_id)).one()
    assert (row.rule, row.points) == (rules.KUDOS, 0)
    Player(session, town.charlie).thank(town.bob, day=6)
    assert points(session, town.bob) == 5


def test_nobody_thanks_oneself(session: Session, town: Town) -> None:
    with pytest.raises(Refused):
        Player(session, town.alice).thank(town.alice)
    assert session.exec(select(Kudos)).all() == []


def test_nobody_thanks_in_anothers_name(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        kudos.give_kudos(
            session,
            actor=town.bob,
            sender_id=town.charlie.person_id or 0,
            person_id=town.alice.person_id or 0,
            value="helped",
            now=NOON,
        )


def test_nobody_thanks_who_is_gone(session: Session, town: Town) -> None:
    gone = people.add_person(
        session, actor=Actor.system(), name="Gone", role=Role.FRONTLINE, team_id=town.desk, now=NOON
    )
    session.get_one(Person, gone).is_active = False
    stranger = Actor(role=Role.FRONTLINE, name="", person_id=gone)
    with pytest.raises(Refused, match="no longer here"):
        Player(session, town.alice).thank(stranger)
    with pytest.raises(NotFound):
        Player(session, town.alice).thank(Actor(role=Role.FRONTLINE, name="", person_id=999))


@pytest.mark.parametrize(
    "wrong", [{"value": "flattered"}, {"text": "x" * 141}, {"sop_step_id": 99}]
)
def test_what_no_form_sends_is_refused(
    session: Session, town: Town, wrong: dict[str, object]
) -> None:
    arguments: dict[str, object] = {
        "actor": town.bob,
        "sender_id": town.bob.person_id,
        "person_id": town.alice.person_id,
        "value": "helped",
        "now": NOON,
    }
    with pytest.raises((InvalidInput, NotFound)):
        kudos.give_kudos(session, **{**arguments, **wrong})  # type: ignore[arg-type]


def test_received_thanks_are_ones_own(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        gratitude.received(session, actor=town.diana, person_id=town.alice.person_id or 0)


def test_the_own_team_comes_first(session: Session, town: Town) -> None:
    found = gratitude.colleagues(session, actor=town.alice)
    assert [one.name for one in found] == ["Bob", "Diana", "Charlie", "Edu", "Root"]
    assert [one.is_near for one in found] == [True, True, False, False, False]


@given(st.integers(0, 9), st.integers(0, 9), st.booleans(), st.booleans())
def test_every_limit_is_told(today: int, pair: int, oneself: bool, active: bool) -> None:
    reasons = thanks.against(
        thanks.Given(today=today, to_colleague=pair), is_oneself=oneself, is_active=active
    )
    assert len(reasons) == sum((today >= thanks.A_DAY, pair > 0, oneself, not active))


def test_trading_is_not_worth_it(session: Session, town: Town) -> None:
    """Two who thank each other whenever they may get less than one point a day."""
    bob, alice = Player(session, town.bob), Player(session, town.alice)
    for day in range(56):
        for giver, other in ((bob, town.alice), (alice, town.bob)):
            try:
                giver.thank(other, day=day)
            except Refused:
                continue
    assert points(session, town.alice) + points(session, town.bob) <= 5 * 8
