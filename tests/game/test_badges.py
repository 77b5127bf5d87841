from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from cxgame.content import BadgeRule, Counted
from cxgame.errors import InvalidInput, NotAllowed, NotFound
from cxgame.game import badges, badging, definitions, rules, seasons, service, showcase
from cxgame.game.models import Badge, BadgeAward
from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from cxgame.people.rota import service as rota
from cxgame.people.rota.models import LeaveKind
from tests.conftest import NOON, Town
from tests.game.story import DAY, TODAY, Player, at, badge, define, one_of


@pytest.fixture
def alice(session: Session, town: Town) -> Player:
    return Player(session, town.alice)


def award_of(session: Session, key: str) -> BadgeAward:
    return session.exec(select(BadgeAward).where(BadgeAward.badge_key == key)).one()


def test_modules_count_once_however_often_their_text_changes(
    session: Session, alice: Player
) -> None:
    define(session, one_of(Counted.MODULES, 2))
    alice.pass_module("a")
    alice.earn(rules.MODULE, "a", revision="another")
    assert alice.badges()["modules"].done == 1
    alice.pass_module("b")
    assert alice.earned() == {"modules"}


def test_named_modules_and_tracks_want_each(session: Session, alice: Player) -> None:
    define(
        session,
        badge("pair", BadgeRule(Counted.THESE_MODULES, modules=("a", "b"))),
        badge("way", BadgeRule(Counted.TRACK, track="way")),
        badge("void", BadgeRule(Counted.TRACK, track="nowhere")),
        way=("a", "b", "c"),
    )
    alice.pass_module("a", "x", "b")
    assert alice.earned() == {"pair"}
    alice.pass_module("c")
    assert alice.earned() == {"pair", "way"}


def test_a_track_that_grows_keeps_what_was_earned(session: Session, alice: Player) -> None:
    way = badge("way", BadgeRule(Counted.TRACK, track="way"))
    define(session, way, way=("a",))
    alice.pass_module("a")
    before = award_of(session, "way").badge_revision
    define(session, way, way=("a", "b"))
    assert alice.earned() == {"way"}
    assert award_of(session, "way").badge_revision == before
    assert session.exec(select(Badge.is_current).order_by(Badge.id)).all() == [False, True]  # type: ignore[arg-type]  # a column
    define(session, way, way=("a",))  # the first revision is current again, and not twice there
    assert session.exec(select(Badge.is_current).order_by(Badge.id)).all() == [True, False]  # type: ignore[arg-type]  # a column


def test_reviews_are_looked_at_when_the_practice_ends(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.REVIEWS, 2))
    for name in ("q1", "q2"):
        alice.earn(rules.REVIEW, name, period="2026-03-02")
    assert alice.earned() == set()
    alice.practise(0)
    assert alice.earned() == {"reviews"}


def test_practices_count_by_day(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.PRACTICES, 3))
    alice.practise(0, 1)
    alice.practise_freely(1)
    assert alice.badges(1)["practices"].done == 2
    alice.practise_freely(2)
    assert alice.earned(2) == {"practices"}


def test_only_the_best_way_at_the_first_try_counts(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.CONVERSATIONS))
    alice.earn(rules.SCENARIO, "a", share=0.9)
    alice.earn(rules.SCENARIO, "b", tried=2)
    assert alice.earned() == set()
    alice.earn(rules.SCENARIO, "c")
    assert alice.earned() == {"conversations"}


def test_the_best_way_counts_though_the_days_limit_took_its_points(
    session: Session, alice: Player
) -> None:
    define(session, one_of(Counted.CONVERSATIONS, 5))
    for name in "abcde":  # 15 points each, 60 a day
        alice.earn(rules.SCENARIO, name)
    assert alice.earned() == {"conversations"}


def test_a_streak_is_proven_by_the_units_of_its_shifts(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.STREAK, 3))
    rota.set_shifts(
        session,
        actor=Actor.system(),
        person_id=alice.me,
        weekdays=range(7),
        now=NOON,
    )
    alice.practise(0, 1)
    alice.pass_module("a", day=1)
    assert alice.earned(1) == set()
    alice.practise(2)
    assert alice.earned(2) == {"streak"}
    assert len(award_of(session, "streak").evidence["rows"]) == 3


def test_leave_keeps_a_streak_for_its_badge(session: Session, town: Town, alice: Player) -> None:
    define(session, one_of(Counted.STREAK, 3))
    rota.add_leave(
        session,
        actor=town.diana,
        person_id=alice.me,
        kind=LeaveKind.SICKNESS,
        starts_on=TODAY + 2 * DAY,
        ends_on=TODAY + 20 * DAY,
        now=NOON,
    )
    alice.practise(0, 1, 21)
    assert alice.earned(21) == {"streak"}


def test_kudos_count_by_colleague(session: Session, town: Town, alice: Player) -> None:
    define(
        session,
        one_of(Counted.KUDOS, 3),
        one_of(Counted.KUDOS_FROM, 2),
        one_of(Counted.KUDOS_TO, 2),
    )
    bob = Player(session, town.bob)
    bob.thank(town.alice)
    bob.thank(town.alice, day=8)
    assert alice.earned(8) == set()
    Player(session, town.charlie).thank(town.alice, day=8)
    assert alice.earned(8) == {"kudos", "kudos-from"}
    assert bob.earned(8) == set()
    bob.thank(town.charlie, day=8)
    assert bob.earned(8) == {"kudos-to"}


def test_a_season_counts_once(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.SEASONS, 2))
    seasons.turn(session, now=NOON)
    alice.practise(0, 1, 2)
    assert alice.earned(2) == set()
    seasons.turn(session, now=at(35))
    alice.practise(35)
    assert alice.earned(35) == {"seasons"}


def test_a_level_is_proven_by_the_total(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.LEVEL, 2))
    alice.pass_module("a", "b")
    assert alice.badges()["level"].done == 80
    alice.pass_module("c")
    assert alice.earned() == {"level"}
    assert award_of(session, "level").evidence["total"] == 120


def test_what_was_missed_is_given_by_the_job_once(session: Session, alice: Player) -> None:
    alice.pass_module("a")
    define(session, one_of(Counted.MODULES))
    assert alice.earned() == set()
    assert badging.grant_missed(session, now=NOON) == 1
    assert badging.grant_missed(session, now=NOON) == 0
    assert alice.earned() == {"modules"}


def test_a_badge_that_expires_is_earned_anew_by_what_came_later(
    session: Session, alice: Player
) -> None:
    define(session, badge("fresh", BadgeRule(Counted.MODULES, n=1), expires_after=1))
    alice.pass_module("a")
    assert alice.badges()["fresh"].expires_on == date(2026, 4, 1)
    assert alice.earned(30) == {"fresh"}
    assert alice.earned(31) == set()
    assert badging.grant_missed(session, now=at(40)) == 0
    alice.pass_module("b", day=40)
    assert alice.earned(40) == {"fresh"}
    assert session.exec(select(BadgeAward.number).order_by(BadgeAward.id)).all() == [1, 2]  # type: ignore[arg-type]  # a column


def test_one_that_was_taken_back_says_why_and_is_not_given_again(
    session: Session, town: Town, alice: Player
) -> None:
    define(session, one_of(Counted.MODULES))
    alice.pass_module("a")
    public_id = award_of(session, "modules").public_id
    with pytest.raises(InvalidInput):
        badging.revoke_badge(session, actor=town.root, public_id=public_id, reason="no", now=NOON)
    with pytest.raises(NotFound):
        badging.revoke_badge(
            session, actor=town.root, public_id="nothing", reason="It was a test", now=NOON
        )
    for _ in range(2):
        badging.revoke_badge(
            session, actor=town.root, public_id=public_id, reason="It was a test", now=NOON
        )
    assert alice.badges()["modules"].revoked_reason == "It was a test"
    assert [one.link for one in notices.inbox(session, actor=town.alice)] == ["me?badge=modules"]
    alice.pass_module("b")
    assert badging.grant_missed(session, now=NOON) == 0
    assert showcase.fresh_badges(session, actor=town.alice) == []


def test_new_badges_are_celebrated_until_they_were_seen(
    session: Session, town: Town, alice: Player
) -> None:
    define(session, one_of(Counted.MODULES))
    alice.pass_module("a")
    assert [one.key for one in showcase.fresh_badges(session, actor=town.alice)] == ["modules"]
    assert badging.mark_seen(session, actor=town.alice, person_id=alice.me, now=NOON) == 1
    assert badging.mark_seen(session, actor=town.alice, person_id=alice.me, now=NOON) == 0
    assert showcase.fresh_badges(session, actor=town.alice) == []


def test_badges_are_private_until_they_are_shared(
    session: Session, town: Town, alice: Player
) -> None:
    define(session, one_of(Counted.MODULES))
    alice.pass_module("a")
    with pytest.raises(NotAllowed):
        showcase.badges_of(session, actor=town.diana, person_id=alice.me, today=TODAY)
    assert showcase.shared_in_team(session, actor=town.bob, today=TODAY) == []
    assert showcase.shared_by(session, actor=town.diana, person_id=alice.me, today=TODAY) is None
    showcase.share_badges(session, actor=town.alice, person_id=alice.me, is_shared=True, now=NOON)
    [shelf] = showcase.shared_in_team(session, actor=town.bob, today=TODAY)
    assert (shelf.name, [one.key for one in shelf.badges]) == ("Alice", ["modules"])
    assert showcase.shared_in_team(session, actor=town.charlie, today=TODAY) == []
    assert showcase.shared_by(session, actor=town.diana, person_id=alice.me, today=TODAY)
    assert showcase.shared_by(session, actor=town.bob, person_id=alice.me, today=TODAY) is None
    showcase.share_badges(session, actor=town.alice, person_id=alice.me, is_shared=False, now=NOON)
    assert showcase.shared_in_team(session, actor=town.bob, today=TODAY) == []


def test_answers_and_reviews_cost_no_count(
    session: Session, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(*_: object, **__: object) -> int:
        raise AssertionError("an answer looked for badges")

    monkeypatch.setattr(badging, "grant", counted)
    alice.earn(rules.QUESTION, "q")
    alice.earn(rules.REVIEW, "q", period="2026-03-02")
    with pytest.raises(AssertionError):
        alice.practise(0)


def test_every_shipped_badge_can_be_earned(session: Session, town: Town, alice: Player) -> None:
    """The evidence of each, by itself, upholds its rule; a row less does not."""
    from cxgame.learning import importing

    importing.import_shipped(session, now=NOON)
    for one in definitions.current(session):
        if one.rule.kind in (Counted.LEVEL, Counted.SEASONS):
            continue
        goal = badges.standing(one.rule, badges.Facts(())).goal
        rows = [row_for(one.rule, n, alice.me) for n in range(goal)]
        assert badges.upholds(one.rule, rows, seasons=()), one.key
        assert not badges.upholds(one.rule, rows[1:], seasons=()), one.key


def row_for(rule: BadgeRule, n: int, person_id: int) -> badges.Row:
    ledger = (badges.WATCHES[rule.kind] or (rules.KUDOS,))[0]
    name = rule.modules[n] if rule.modules else f"thing-{n}"
    sender = badges.CUSTOMER if rule.kind is Counted.COMPLIMENTS else f"person:{n}"
    whose = n if rule.kind is Counted.KUDOS_TO else person_id
    return badges.Row(n, whose, ledger, name, sender, 100, TODAY + timedelta(days=n))


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 3, 15), 12, date(2027, 3, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2025, 12, 31)),
        (date(2026, 3, 15), 0, None),
    ],
)
def test_a_badge_holds_for_whole_months(day: date, months: int, last: date | None) -> None:
    assert badges.expiry(day, months) == last


def test_a_changed_rule_gives_what_it_now_allows(session: Session, alice: Player) -> None:
    define(session, one_of(Counted.MODULES, 3))
    alice.pass_module("a")
    define(session, one_of(Counted.MODULES, 1))
    assert badging.grant_missed(session, now=NOON) == 1
    session.execute(update(BadgeAward).values(seen_at=NOON))
    assert service.award(session, person_id=alice.me, rule=rules.MODULE, object="b", now=NOON)
    assert session.exec(select(BadgeAward)).one().number == 1
