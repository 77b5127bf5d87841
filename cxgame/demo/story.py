"""What is true at the invented company: how its teams serve, what changed one of them, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

SEED = "bicho-bom"
DAYS = 548  # eighteen months
IMPROVED = 182  # days ago: what made customers wait was put right, and stayed so
SETTLES_IN = 10  # days until a change is felt in full
EASE = 4.0  # points by which whole weeks are better or worse, whatever anybody does

Shares = tuple[float, float]  # of promoters and of passives, in percent


@dataclass(frozen=True)
class TeamStory:
    """How one team serves.

    `served` are customers on an ordinary day, `answers` and `complaints` shares of them (percent,
    per 1,000), `shares` what its customers think, `moments` how often each touchpoint is spoken
    of, `sore` what they think where it hurts. `kind` names the file with its customers' words.
    """

    key: str
    kind: str
    served: float
    answers: float
    complaints: float
    shares: Shares
    moments: Mapping[str, float]
    sore: Mapping[str, Shares] = field(default_factory=dict)


SHOP = {"counter": 34, "checkout": 30, "facilities": 14, "after-sales": 12, "online": 10}
GROOMING = {"waiting": 40, "service": 32, "delivery": 18, "phone-whatsapp": 10}
CLINIC = {
    "service": 36,
    "waiting": 18,
    "arrival": 16,
    "checkout": 14,
    "after-sales": 10,
    "phone-whatsapp": 6,
}
HOTEL = {"service": 48, "arrival": 24, "facilities": 16, "phone-whatsapp": 12}
TAXI = {"delivery": 80, "phone-whatsapp": 20}

IMPROVING, TRYING, COLLECTING = "grooming-moema", "shop-savassi", "taxi-batel"
LATE = "waiting"  # the touchpoint at which the improving team kept customers waiting
AFTERWARDS: Shares = (70, 21)  # what they think of it since
FEWER = 0.3  # of its complaints that are left since

TEAMS = (
    TeamStory("shop-moema", "shop", 118, 4.8, 2.4, (61, 27), SHOP),
    TeamStory(IMPROVING, "grooming", 46, 12.0, 16.0, (62, 26), GROOMING, {LATE: (21, 30)}),
    TeamStory("clinic-moema", "clinic", 30, 13.5, 3.0, (78, 16), CLINIC),
    TeamStory(TRYING, "shop", 108, 4.8, 4.6, (56, 29), SHOP, {"checkout": (33, 35)}),
    TeamStory("grooming-savassi", "grooming", 41, 12.0, 4.4, (66, 23), GROOMING),
    TeamStory("hotel-savassi", "hotel", 16, 17.0, 3.2, (75, 17), HOTEL),
    TeamStory("shop-batel", "shop", 96, 5.4, 2.6, (60, 27), SHOP),
    TeamStory(COLLECTING, "taxi", 1.8, 0.0, 0.0, (66, 24), TAXI),
)

# Customers of an ordinary day, Monday to Sunday, and January to December.
WEEK = {
    "shop": (0.85, 0.8, 0.85, 0.9, 1.1, 1.65, 0.85),
    "grooming": (0.6, 0.8, 0.95, 1.1, 1.4, 1.9, 0.25),
    "clinic": (1.15, 1.0, 1.0, 1.0, 1.05, 1.0, 0.0),
    "hotel": (0.9, 0.7, 0.7, 0.9, 1.5, 1.3, 1.0),
    "taxi": (0.7, 0.8, 1.0, 1.1, 1.4, 1.6, 0.0),
}
YEAR = {
    "shop": (0.98, 0.94, 0.98, 1.0, 1.02, 0.98, 1.0, 1.0, 0.98, 1.04, 1.06, 1.3),
    "grooming": (1.08, 1.04, 1.0, 0.98, 0.94, 0.92, 0.92, 0.96, 1.0, 1.04, 1.08, 1.22),
    "clinic": (0.98, 1.0, 1.04, 1.04, 1.02, 1.0, 0.98, 1.0, 1.0, 1.0, 0.98, 0.94),
    "hotel": (1.6, 1.25, 0.85, 0.9, 0.8, 0.9, 1.4, 0.8, 0.85, 0.9, 0.95, 1.7),
    "taxi": (1.0,) * 12,
}


def dice(*names: object) -> Random:
    """Return the dice of one thing: the same names always throw the same."""
    return Random(":".join([SEED, *map(str, names)]))  # noqa: S311  # a story, no secret


def customers(team: TeamStory, day: date) -> float:
    """Return how many customers a team can expect on a day."""
    return team.served * WEEK[team.kind][day.weekday()] * YEAR[team.kind][day.month - 1]


def complaints_per_customer(team: TeamStory, ago: int) -> float:
    """Return how likely a customer of that many days ago complains."""
    left = 1 - (1 - FEWER) * changed(ago) if team.key == IMPROVING else 1
    return left * team.complaints / 1_000


def opinion(team: TeamStory, touchpoint: str, ago: int) -> Shares:
    """Return the shares of promoters and passives among answers on a touchpoint, in percent."""
    promoters, passives = team.sore.get(touchpoint, team.shares)
    if team.key == IMPROVING and touchpoint == LATE:
        part = changed(ago)
        promoters += part * (AFTERWARDS[0] - promoters)
        passives += part * (AFTERWARDS[1] - passives)
    ease = dice("ease", team.key, ago // 7).uniform(-EASE, EASE)
    return promoters + ease, passives - ease / 2


def late_share(team: TeamStory, ago: int) -> float:
    """Return how often a complaint is about waiting, where the team has that trouble."""
    return 0.72 * (1 - changed(ago)) + 0.2 * changed(ago) if team.key == IMPROVING else 0.0


def changed(ago: int) -> float:
    """Return how much of the improvement was felt that many days ago, from 0 to 1."""
    return min(1.0, max(0.0, (IMPROVED - ago) / SETTLES_IN))
