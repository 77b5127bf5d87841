"""What brings points: the one table, shown to everybody as it stands here."""

from dataclasses import dataclass
from math import floor

from cxgame.i18n import N_

QUESTION, SCENARIO, MODULE = "question_right", "scenario_played", "module_passed"
REVIEW, PRACTICE = "review_right", "practice_done"
SECOND_TRY = 0.5
REASON_CAP = N_("The day's limit for this was reached.")


@dataclass(frozen=True)
class Rule:
    """How many points something brings, and at most on one day; both texts are message ids.

    What `is_kept` is written down even where it brings nothing: badges, streaks and missions
    follow from the ledger alone.
    """

    key: str
    points: int
    daily_cap: int
    words: str
    explanation: str
    icon: str
    is_kept: bool = False


RULES = {
    rule.key: rule
    for rule in (
        Rule(
            key=QUESTION,
            points=5,
            daily_cap=150,
            words=N_("Question answered right"),
            explanation=N_("Full points the first time, half the second time, then none."),
            icon="task_alt",
        ),
        Rule(
            key=SCENARIO,
            points=15,
            daily_cap=60,
            words=N_("Conversation played to its end"),
            explanation=N_("In proportion to how well you served; half when you play it again."),
            icon="forum",
        ),
        Rule(
            key=MODULE,
            points=40,
            daily_cap=160,
            words=N_("Module passed"),
            explanation=N_("Full points at the first attempt, half at the second, then none."),
            icon="school",
            is_kept=True,
        ),
        Rule(
            key=REVIEW,
            points=5,
            daily_cap=100,
            words=N_("Review answered right"),
            explanation=N_("Only when the review was due, and right the first time."),
            icon="replay",
        ),
        Rule(
            key=PRACTICE,
            points=10,
            daily_cap=10,
            words=N_("Practice of the day finished"),
            explanation=N_("Once a day, however many cards it held."),
            icon="bolt",
            is_kept=True,
        ),
    )
}


@dataclass(frozen=True)
class Prize:
    """Points to write down, and why they are fewer than the rule says (a message id), if so."""

    points: int
    reason: str = ""


def prize(rule: Rule, *, tried: int, share: float, earned_today: int) -> Prize:
    """Return what the `tried`-th try (1, 2, …) brings to whoever earned so much by the rule today.

    `share` (0-1) is how well it went. Halves are rounded up; the day's cap comes last.
    """
    part = {1: 1.0, 2: SECOND_TRY}.get(tried, 0.0)
    wanted = floor(rule.points * part * min(1.0, max(0.0, share)) + 0.5)
    left = max(0, rule.daily_cap - earned_today)
    return Prize(wanted) if wanted <= left else Prize(left, REASON_CAP)
