"""A badge: a recognition, its criteria in words, and the rule that says the same to a machine."""

from dataclasses import dataclass
from enum import StrEnum

from cxgame.content.fields import SYMBOL, Cursor
from cxgame.content.revision import Revised
from cxgame.content.text import Text

NAME, SENTENCE = 40, 240  # characters that read well on a phone
TIERS = 3
MOST = 1_000  # of anything that a rule counts
LEVELS = 10
LONGEST = 60  # months that a badge may hold


class Family(StrEnum):
    """What a badge is about; a family shares its outline and its colour."""

    LEARNING = "learning"
    PRACTICE = "practice"
    CONSTANCY = "constancy"
    SERVICE = "service"
    THANKS = "thanks"
    TEAM = "team"
    WAY = "way"


class Counted(StrEnum):
    """What a rule counts, all of it in the ledger of points."""

    MODULES = "modules"  # n modules passed, whichever they are
    THESE_MODULES = "these-modules"  # each of `modules`
    TRACK = "track"  # each module of the `track`
    PRACTICES = "practices"  # n practices of the day finished
    REVIEWS = "reviews"  # n due reviews answered right the first time
    CONVERSATIONS = "conversations"  # n conversations played the best way at the first try
    STREAK = "streak"  # n shifts in a row
    KUDOS = "kudos"  # n kudos received
    KUDOS_FROM = "kudos-from"  # from n different colleagues
    KUDOS_TO = "kudos-to"  # given to n different colleagues
    COMPLIMENTS = "compliments"  # n customers' compliments passed on
    MISSIONS = "missions"  # n team missions reached
    SEASONS = "seasons"  # n seasons taken part in
    LEVEL = "level"  # level n reached


@dataclass(frozen=True)
class BadgeRule:
    """What has to be reached; `modules` and `track` stand only where the kind asks for them."""

    kind: Counted
    n: int = 0
    modules: tuple[str, ...] = ()
    track: str = ""


@dataclass(frozen=True)
class Badge(Revised):
    """A recognition and what it is given for, in words that leave no doubt.

    `expires_after` is for how many months it holds, 0 for good; `symbol` is a Material symbol.
    """

    id: str
    family: Family
    tier: int
    symbol: str
    name: Text
    criteria: Text
    rule: BadgeRule
    expires_after: int = 0


def read_badge(cursor: Cursor) -> Badge:
    """Return the badge that a mapping describes, its faults noted in the cursor."""
    cursor.only(*Badge.__dataclass_fields__)
    expires = cursor.at("expires_after")
    return Badge(
        id=cursor.at("id").word(),
        family=cursor.at("family").one_of(Family),
        tier=cursor.at("tier").whole(1, TIERS),
        symbol=cursor.at("symbol").word(SYMBOL),
        name=cursor.at("name").text(NAME),
        criteria=cursor.at("criteria").text(SENTENCE),
        rule=read_rule(cursor.at("rule")),
        expires_after=0 if expires.value is None else expires.whole(1, LONGEST),
    )


def read_rule(cursor: Cursor) -> BadgeRule:
    """Return the rule that a mapping describes, its faults noted in the cursor."""
    kind = cursor.at("kind").one_of(Counted)
    match kind:
        case Counted.THESE_MODULES:
            cursor.only("kind", "modules")
            return BadgeRule(kind, modules=cursor.at("modules").words())
        case Counted.TRACK:
            cursor.only("kind", "track")
            return BadgeRule(kind, track=cursor.at("track").word())
    cursor.only("kind", "n")
    return BadgeRule(kind, n=cursor.at("n").whole(1, LEVELS if kind is Counted.LEVEL else MOST))
