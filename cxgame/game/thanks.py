"""When kudos may be given, and when they bring points: pure limits against trading."""

from dataclasses import dataclass
from datetime import timedelta

from cxgame.errors import Reason
from cxgame.i18n import N_

A_DAY = 3  # kudos that one person gives on a day
PAIR = timedelta(days=7)  # within which one person thanks another once
RETURN = timedelta(days=7)  # within which thanks given back bring no points
LONGEST = 140  # characters

# What one can thank for, in one tap; the words are message ids.
VALUES: dict[str, tuple[str, str]] = {
    "helped": (N_("Helped me out"), "handshake"),
    "listened": (N_("Listened with care"), "hearing"),
    "promise": (N_("Kept a promise"), "verified"),
    "calm": (N_("Stayed calm and kind"), "self_improvement"),
    "simple": (N_("Made it simple"), "auto_awesome"),
    "taught": (N_("Taught me something"), "school"),
}
FROM_CUSTOMER = "customer"
CUSTOMER_WORDS = (N_("A customer’s compliment"), "favorite")


@dataclass(frozen=True)
class Given:
    """What somebody gave lately: on this day, and to this colleague within a week."""

    today: int
    to_colleague: int


def against(given: Given, *, is_oneself: bool, is_active: bool) -> list[Reason]:
    """Return every reason against giving kudos; none: they may be given."""
    reasons = []
    if is_oneself:
        reasons.append(Reason(N_("Kudos are for somebody else: choose a colleague.")))
    if not is_active:
        reasons.append(Reason(N_("This colleague is no longer here.")))
    if given.today >= A_DAY:
        reasons.append(
            Reason(N_("You gave {n} kudos today. There are new ones tomorrow."), {"n": A_DAY})
        )
    if given.to_colleague:
        reasons.append(Reason(N_("You thanked this colleague in the last 7 days already.")))
    return reasons


def brings_points(*, got_from_colleague: int) -> bool:
    """Tell whether kudos bring points: not where they answer kudos of the last 7 days."""
    return got_from_colleague == 0
