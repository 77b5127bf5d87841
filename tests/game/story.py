"""Short words for the stories of the game."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock, content
from cxgame.content import Badge, BadgeRule, Counted, Family, Text
from cxgame.game import definitions, kudos, rules, service, showcase
from cxgame.game.showcase import BadgeView
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from tests.conftest import NOON

TODAY = date(2026, 3, 2)  # NOON's day, a Monday
DAY = timedelta(days=1)


def badge(key: str, rule: BadgeRule, *, expires_after: int = 0) -> Badge:
    """Return a badge of this rule."""
    return Badge(
        id=key,
        family=Family.LEARNING,
        tier=1,
        symbol="star",
        name=Text(key, key),
        criteria=Text("C", "C"),
        rule=rule,
        expires_after=expires_after,
    )


def define(session: Session, *badges: content.Badge, **tracks: tuple[str, ...]) -> None:
    """Bring badges in."""
    definitions.import_badges(
        session,
        actor=Actor.system(),
        badges=badges,
        tracks=tracks,
        origin=Origin.SHIPPED,
        now=NOON,
    )


def one_of(kind: Counted, n: int = 1) -> Badge:
    """Return a badge named after what it counts."""
    return badge(kind.value, BadgeRule(kind, n=n))


@dataclass
class Player:
    """Somebody who earns something on some day (0: today)."""

    session: Session
    actor: Actor

    @property
    def me(self) -> int:
        return self.actor.person_id or 0

    def earn(self, rule: str, name: str, day: int = 0, **more: object) -> int:
        return service.award(
            self.session,
            person_id=self.me,
            rule=rule,
            object=name,
            now=at(day),
            **more,  # type: ignore[arg-type]
        )

    def practise(self, *days: int) -> None:
        for day in days:
            period = clock.local_day(at(day)).isoformat()
            self.earn(rules.PRACTICE, "practice", day, period=period)

    def practise_freely(self, *days: int) -> None:
        """Finish a practice of cards that were not due."""
        for day in days:
            period = clock.local_day(at(day)).isoformat()
            self.earn(rules.PRACTICE, "free practice", day, period=period, share=0.0)

    def pass_module(self, *names: str, day: int = 0) -> None:
        for name in names:
            self.earn(rules.MODULE, name, day)

    def thank(self, other: Actor, day: int = 0) -> int:
        return kudos.give_kudos(
            self.session,
            actor=self.actor,
            sender_id=self.me,
            person_id=other.person_id or 0,
            value="helped",
            now=at(day),
        )

    def badges(self, day: int = 0) -> dict[str, BadgeView]:
        found = showcase.badges_of(
            self.session, actor=self.actor, person_id=self.me, today=TODAY + day * DAY
        )
        return {one.key: one for one in found}

    def earned(self, day: int = 0) -> set[str]:
        return {key for key, one in self.badges(day).items() if one.on_day}


def at(day: int) -> datetime:
    """Return noon of a day counted from today."""
    return NOON + day * DAY
